// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The page of missing keys in the whole window, with real clicks and keys on real files.
#include "app/doctormode.h"
#include "format/plan/planfile.h"
#include "openwindow.h"
#include "widgets/common/chiprow.h"
#include "widgets/common/elidinglabel.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/messagestrip.h"
#include "widgets/doctor/doctordelegate.h"
#include "widgets/doctor/doctorpage.h"
#include "widgets/doctor/doctorwords.h"
#include "widgets/export/exportpage.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace ckpt;
using namespace ckpt::test;

namespace {

const QString kTransfer = QStringLiteral(CKPT_SOURCE_DIR "/tests/data/transfer-5-to-6-layers/");

// A five-layer run whose folder has the graphs of a six-layer and a renamed net.
struct Consulting {
    Consulting()
    {
        QDir(folder.path()).mkdir(QStringLiteral("run"));
        const QString run = folder.filePath(QStringLiteral("run"));
        copyFiles(kTransfer + QStringLiteral("base"), run);
        QFile::copy(kTransfer + QStringLiteral("six/graph.meta"), run + QStringLiteral("/six.meta"));
        QFile::copy(kTransfer + QStringLiteral("renamed/graph.meta"), run + QStringLiteral("/renamed.meta"));
        window = std::make_unique<Window>(run);
        window->window.setTheme(Theme::Light);
    }

    DoctorPage &page() { return *window->view<DoctorPage>("doctorView"); }
    DoctorModel &model() { return page().model(); }
    QTableView &table() { return page().table(); }
    QString headline() { return window->view<ElidingLabel>("doctorHeadline")->text(); }
    bool ready() { return window->settled() && page().isVisible() && !page().isBusy() && model().consultation(); }
    bool enter()
    {
        if (!QTest::qWaitFor([&] { return window->settled(); }, 20'000))
            return false;
        window->window.registry()[QStringLiteral("go.doctor")]->trigger();
        return QTest::qWaitFor([&] { return ready(); }, 20'000);
    }
    // From the box, as a user does it with the keyboard.
    bool want(const QString &part)
    {
        auto *box = window->view<QComboBox>("doctorWanted");
        for (int i = 0; i < box->count(); ++i) {
            if (!box->itemText(i).contains(part))
                continue;
            box->setFocus();
            QTest::keyClick(box, Qt::Key_Home);
            while (box->currentIndex() != i)
                QTest::keyClick(box, Qt::Key_Down);
            return QTest::qWaitFor(
                [&] {
                    return ready()
                        && (part != QStringLiteral("six")
                            || model().consultation()->wanted.path.find("six") != std::string::npos)
                        && (part != QStringLiteral("renamed")
                            || model().consultation()->wanted.path.find("renamed") != std::string::npos);
                },
                20'000);
        }
        return false;
    }
    QModelIndex cell(const char *wanted, int column)
    {
        const auto &variables = model().consultation()->wanted.variables;
        for (std::size_t i = 0; i < variables.size(); ++i) {
            if (variables[i].key == wanted)
                return model().index(model().rowOfWanted(static_cast<std::int32_t>(i)), column);
        }
        return {};
    }
    void click(const QModelIndex &index, const QPoint &offset = { 8, 8 })
    {
        table().scrollTo(index);
        QTest::mouseClick(table().viewport(), Qt::LeftButton, {}, table().visualRect(index).topLeft() + offset);
    }

    QTemporaryDir folder;
    std::unique_ptr<Window> window;
};

void grab(QWidget &widget, const char *name)
{
    if (const QByteArray to = qgetenv("CKPT_GRAB"); !to.isEmpty())
        QTest::qWait(200), widget.grab().save(QString::fromLocal8Bit(to) + QLatin1String(name));
}

} // namespace

class TestDoctorPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fiveLayersIntoSixInThreeClicks()
    {
        Consulting c;
        c.window->window.resize(1440, 900);
        QVERIFY(c.enter()); // the first
        QAbstractItemModelTester tester(&c.model());
        QVERIFY(c.headline().startsWith(QStringLiteral("All")));
        QVERIFY(!c.table().isVisible()); // nothing is missing, and that is said
        grab(c.window->window, "doctor-nothing.png");
        QVERIFY(c.want(QStringLiteral("six"))); // the second
        QVERIFY(c.table().isVisible());
        QCOMPARE(c.model().count(DoctorModel::Kind::Found), 10);
        QCOMPARE(c.model().count(DoctorModel::Kind::Missing), 2);
        QCOMPARE(c.model().rowCount(), 2); // what is simply there is not in the way
        QVERIFY(c.window->view<ElidingLabel>("doctorError")->text().contains(QStringLiteral("layer6/biases")));
        grab(c.window->window, "doctor-six.png");
        auto *go = c.window->view<QPushButton>("doctorExport");
        QVERIFY(go->isEnabled());
        QTest::mouseClick(go, Qt::LeftButton); // the third
        auto *exporting = c.window->view<ExportPage>("exportPage");
        QTRY_VERIFY(exporting->isVisible() && exporting->model().preview());
        QTRY_COMPARE(exporting->model().preview()->resolved.variables, std::size_t(10));
        QVERIFY(exporting->editor().plan().target.meta == MetaChoice::None);
        QVERIFY(!exporting->editor().plan().target.path.empty());
        QTest::keyClick(exporting, Qt::Key_Z, Qt::ControlModifier); // as any change of the plan
        QVERIFY(exporting->editor().plan().items.empty());
    }

    void proposalsAreTickedByHand()
    {
        Consulting c;
        c.window->window.resize(1440, 900);
        QVERIFY(c.enter());
        QVERIFY(c.want(QStringLiteral("renamed")));
        QCOMPARE(c.model().count(DoctorModel::Kind::WrongShape), 3);
        QVERIFY(c.model().accepted().empty()); // none is sure
        QVERIFY(!c.window->view<QPushButton>("doctorExport")->isEnabled());
        const QModelIndex first = c.cell("student/layer1/weights", DoctorModel::UseColumn);
        QVERIFY(first.isValid());
        c.click(first);
        QTRY_COMPARE(c.model().accepted().size(), std::size_t(1));
        // Space ticks all that are selected.
        c.table().setFocus();
        c.table().selectAll();
        QTest::keyClick(&c.table(), Qt::Key_Space);
        QTest::keyClick(&c.table(), Qt::Key_Space);
        QCOMPARE(c.model().accepted().size(), static_cast<std::size_t>(c.model().count(DoctorModel::Kind::Proposed)));
        grab(c.window->window, "doctor-renamed.png");
        // The threshold is a choice for all.
        auto *threshold = c.window->view<QComboBox>("doctorThreshold");
        threshold->setFocus();
        QTest::keyClick(threshold, Qt::Key_Home);
        QTRY_VERIFY(c.model().accepted().empty());
        QTest::keyClick(threshold, Qt::Key_End);
        QTRY_VERIFY(!c.model().accepted().empty());
        QVERIFY(c.window->view<QPushButton>("doctorExport")->isEnabled());
        // What is taken for one is gone from the other.
        const auto before = c.model().accepted();
        const std::int32_t have = before.front().have;
        const QModelIndex sixth = c.cell("student/layer6/weights", DoctorModel::UseColumn);
        QVERIFY(c.model().choose(c.model().wantedAt(sixth.row()), have));
        const auto after = c.model().accepted();
        const auto uses = [have](const std::vector<AcceptedPair> &pairs) {
            return std::count_if(
                pairs.begin(), pairs.end(), [have](const AcceptedPair &pair) { return pair.have == have; });
        };
        QVERIFY(uses(before) == 1 && uses(after) <= 1);
        QCOMPARE(c.model().haveAt(c.model().rowOfWanted(before.front().wanted)), -1);
    }

    void otherCandidates()
    {
        Consulting c;
        QVERIFY(c.enter());
        QVERIFY(c.want(QStringLiteral("six")));
        const QModelIndex found = c.cell("layer6/weights", DoctorModel::FoundColumn);
        QVERIFY(found.data(DoctorModel::HasCandidatesRole).toBool());
        c.table().setCurrentIndex(found);
        c.table().setFocus();
        QTest::keyClick(&c.table(), Qt::Key_Down, Qt::AltModifier);
        QTRY_VERIFY(c.page().findChild<QMenu *>(QStringLiteral("doctorCandidates")));
        auto *menu = c.page().findChild<QMenu *>(QStringLiteral("doctorCandidates"));
        QVERIFY(menu->actions().size() > 1);
        menu->actions().first()->trigger(); // it is there under its own name
        QVERIFY(!c.page().strip().messages().isEmpty());
        QCOMPARE(c.model().accepted().size(), std::size_t(10));
        menu->close();
        // Without it there it can be used here.
        const auto &variables = c.model().consultation()->wanted.variables;
        const auto at = [&](const char *key) {
            return static_cast<std::int32_t>(std::find_if(variables.begin(), variables.end(),
                                                 [key](const NamedVariable &each) { return each.key == key; })
                - variables.begin());
        };
        const std::int32_t fifth = at("layer5/weights"), sixth = at("layer6/weights");
        const std::int32_t have = c.model().consultation()->diagnosis.findings[static_cast<std::size_t>(fifth)].have;
        QVERIFY(c.model().choose(fifth, -1));
        QVERIFY(c.model().choose(sixth, have));
        const auto pairs = c.model().accepted();
        QVERIFY(std::find(pairs.begin(), pairs.end(), AcceptedPair{ sixth, have }) != pairs.end());
        QCOMPARE(pairs.size(), std::size_t(10));
        QVERIFY(
            c.cell("layer6/weights", DoctorModel::WhyColumn).data().toString().contains(QStringLiteral("your choice")));
    }

    void chipsAndFilter()
    {
        Consulting c;
        QVERIFY(c.enter());
        QVERIFY(c.want(QStringLiteral("six")));
        auto *chips = c.window->view<ChipRow>("doctorChips");
        QTest::mouseClick(chips->button(QStringLiteral("found")), Qt::LeftButton);
        QTRY_COMPARE(c.model().rowCount(), 12);
        auto *edit = c.window->view<QLineEdit>("doctorFilter");
        QTest::keyClick(&c.window->window, Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(edit->hasFocus());
        QTest::keyClicks(edit, QStringLiteral("LAYER6"));
        QTRY_COMPARE(c.model().rowCount(), 2);
        QTest::keyClicks(edit, QStringLiteral(" and nothing like it"));
        QTRY_VERIFY(!c.table().isVisible());
        QTest::mouseClick(c.page().findChild<EmptyPage *>()->findChild<QPushButton *>(), Qt::LeftButton);
        QTRY_COMPARE(c.model().rowCount(), 12);
        QVERIFY(edit->text().isEmpty());
        QTest::mouseClick(chips->button(QStringLiteral("missing")), Qt::LeftButton);
        QTRY_COMPARE(c.model().rowCount(), 10);
    }

    void listsAndFilesThatAreNone()
    {
        Consulting c;
        QVERIFY(c.enter());
        auto *mode = c.window->window.findChild<DoctorMode *>();
        mode->wantList(QStringLiteral("layer1/weights\nsomething/else\n"));
        QTRY_VERIFY(c.ready() && c.model().consultation()->wanted.source == WantedSource::Names);
        QCOMPARE(c.model().count(DoctorModel::Kind::Missing), 1);
        mode->wantFile(QStringLiteral("/nothing/there.meta"));
        QTRY_VERIFY(!c.page().isBusy() && !c.model().consultation());
        QVERIFY(!c.window->view<QPushButton>("doctorExport")->isEnabled());
        // The newest request wins.
        mode->wantFile(c.folder.filePath(QStringLiteral("run/renamed.meta")));
        mode->wantFile(c.folder.filePath(QStringLiteral("run/six.meta")));
        QTRY_VERIFY(c.ready());
        QCOMPARE(c.model().count(DoctorModel::Kind::Found), 10);
    }

    void copiesCode()
    {
        Consulting c;
        QVERIFY(c.enter());
        QVERIFY(c.want(QStringLiteral("six")));
        auto *button = c.window->view<QToolButton>("doctorCode");
        button->menu()->actions().first()->trigger();
        const QString code = QGuiApplication::clipboard()->text();
        QVERIFY(code.contains(QStringLiteral("init_from_checkpoint")));
        QVERIFY(code.contains(QStringLiteral("\"layer5/weights\": \"layer5/weights\"")));
        QVERIFY(!code.contains(QStringLiteral("layer6")));
    }

    void closesWhileItMatches()
    {
        Consulting c;
        QVERIFY(QTest::qWaitFor([&] { return c.window->settled(); }, 20'000));
        c.window->window.registry()[QStringLiteral("go.doctor")]->trigger();
        c.window.reset();
    }

    void anotherRunAsksAnew()
    {
        Consulting c;
        QVERIFY(c.enter());
        QVERIFY(c.want(QStringLiteral("six")));
        c.window->window.open(sample());
        QTRY_VERIFY_WITH_TIMEOUT(c.ready() && c.model().consultation()->have.size() > 12, 20'000);
        QTest::keyClick(&c.window->window, Qt::Key_1, Qt::ControlModifier);
        QTRY_VERIFY(c.window->diagram()->isVisible());
        QVERIFY(c.window->window.registry()[QStringLiteral("view.browse")]->isChecked());
    }

    void fitsSmallWindows()
    {
        Consulting c;
        c.window->window.resize(1024, 640);
        QVERIFY(c.enter());
        QVERIFY(c.want(QStringLiteral("renamed")));
        QVERIFY(c.window->window.width() <= 1024 && c.window->window.height() <= 640);
        QVERIFY(c.page().minimumSizeHint().width() <= 1024);
        auto *go = c.window->view<QPushButton>("doctorExport");
        QVERIFY(go->width() >= go->sizeHint().width());
        grab(c.window->window, "doctor-small.png");
        c.window->window.setTheme(Theme::Dark);
        grab(c.window->window, "doctor-dark.png");
    }

    void aHundredThousandRows()
    {
        auto consultation = std::make_shared<Consultation>();
        for (int i = 0; i < 100'000; ++i) {
            NamedVariable variable{ .key = "net/layer" + std::to_string(i) + "/kernel" };
            variable.shape = { 3, i };
            consultation->wanted.variables.push_back(variable);
            variable.key = "old/" + variable.key;
            consultation->have.push_back(variable);
            consultation->diagnosis.findings.push_back({ .state = MatchState::Proposed, .have = i, .confidence = 0.7 });
        }
        DoctorPage page;
        page.resize(1200, 800);
        page.show();
        QElapsedTimer clock;
        clock.start();
        page.setConsultation(consultation);
        page.table().selectAll();
        QTest::keyClick(&page.table(), Qt::Key_Space);
        QCOMPARE(page.model().accepted().size(), std::size_t(100'000));
        DoctorModel::Filter filter = page.model().filter();
        filter.text = QStringLiteral("99999");
        page.model().setFilter(filter);
        QCOMPARE(page.model().rowCount(), 1);
        qInfo("%lld ms", clock.elapsed());
        QVERIFY(clock.elapsed() < 5000); // all rows for each row would take minutes
    }

    // Every reason has words of its own.
    void wordsOfReasons()
    {
        QSet<QString> all;
        for (int kind = 0; kind <= static_cast<int>(Reason::Kind::NothingAlike); ++kind) {
            const Reason reason{ static_cast<Reason::Kind>(kind), "x", 2 };
            QVERIFY(!reasonWords(reason).isEmpty());
            all.insert(reasonWords(reason));
        }
        QCOMPARE(all.size(), static_cast<int>(Reason::Kind::NothingAlike) + 1);
    }
};

QTEST_MAIN(TestDoctorPage)
#include "tst_doctorpage.moc"
