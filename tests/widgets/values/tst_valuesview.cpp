// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The Values dock with real keys and clicks.
#include "tests/widgets/values/valuesfeeder.h"
#include "widgets/common/emptypage.h"
#include "widgets/common/messagestrip.h"
#include "widgets/values/gridmodel.h"
#include "widgets/values/gridview.h"
#include "widgets/values/imageview.h"
#include "widgets/values/statisticspanel.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

using namespace ckpt;
using namespace ckpt::test;

namespace {

QString cellText(const QSignalSpy &spy)
{
    return spy.isEmpty() ? QString() : spy.last().at(1).toString();
}

QList<qint64> cellIndex(const QSignalSpy &spy)
{
    return spy.isEmpty() ? QList<qint64>() : spy.last().at(0).value<QList<qint64>>();
}

qint64 residentKiB()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

} // namespace

class TestValuesView : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void namesItsParts();
    void saysWhatIsMissing_data();
    void saysWhatIsMissing();
    void offersTheReadablePart();
    void findsTheFileOnlyWhenSomebodyListens();
    void showsValuesAndAsksForTheSummary();
    void ignoresStaleAnswers();
    void arrowsMoveTheCell();
    void edgesAndAxisKeys();
    void sliceBoxIsTwoWay();
    void sliceBoxSaysWhatIsWrong();
    void comboSwapsAxes();
    void keepsTheSliceOfTheSameRank();
    void goesToMinAndMax();
    void copiesRegions();
    void copiesWhatIsNotReadYet();
    void imageShowsAndMoves();
    void imageIsReduced();
    void scalarsAreLarge();
    void stringsAreAList();
    void readingShowsABarAndCancels();
    void checksumStripComesAndGoes();
    void errorsStayInTheirSlice();
    void hiddenViewReadsNothing();
    void hugeScrollIsBounded();
    void narrowViewFits();
    void contextMenuActs();

private:
    void show(const char *key);
    template <typename T>
    T *child(const char *name) const
    {
        return m_view->findChild<T *>(QString::fromLatin1(name));
    }
    GridView *grid() const { return child<GridView>("valuesGrid"); }
    QString gridText(int row, int column) const { return grid()->model()->index(row, column).data().toString(); }
    EmptyPage *words() const { return child<EmptyPage>("valuesWords"); }

    SampleCheckpoint m_sample;
    std::shared_ptr<const Checkpoint> m_checkpoint;
    std::unique_ptr<ValuesView> m_view;
    std::unique_ptr<ValuesFeeder> m_feeder;
    std::unique_ptr<QSignalSpy> m_cells;
};

void TestValuesView::initTestCase()
{
    m_checkpoint = m_sample.open();
    QVERIFY(m_checkpoint);
    QVERIFY(m_checkpoint->find("huge"));
}

void TestValuesView::init()
{
    m_view = std::make_unique<ValuesView>();
    m_feeder = std::make_unique<ValuesFeeder>(m_view.get());
    m_cells = std::make_unique<QSignalSpy>(m_view.get(), &ValuesView::cellChanged);
    m_view->resize(668, 380);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    m_view->activateWindow();
}

void TestValuesView::cleanup()
{
    m_cells.reset();
    m_feeder.reset();
    m_view.reset();
}

void TestValuesView::show(const char *key)
{
    const auto id = m_checkpoint->find(key);
    QVERIFY(id);
    m_view->setVariable(m_checkpoint, *id, QString::fromLatin1(key));
}

void TestValuesView::namesItsParts()
{
    QCOMPARE(m_view->objectName(), QStringLiteral("valuesView"));
    QVERIFY(!m_view->accessibleName().isEmpty());
    for (const char *name : { "axisBar", "sliceEdit", "valuesGrid", "valuesImage" }) {
        QVERIFY2(child<QWidget>(name), name);
        QVERIFY2(!child<QWidget>(name)->accessibleName().isEmpty(), name);
    }
    QCOMPARE(words()->title(), QStringLiteral("Select a variable to see its values."));
    m_view->clear(QStringLiteral("conv2/kernel is not in step 100."));
    QCOMPARE(words()->title(), QStringLiteral("conv2/kernel is not in step 100."));
    QVERIFY(!m_view->hasVariable());
}

void TestValuesView::saysWhatIsMissing_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("part");
    QTest::newRow("empty") << QByteArray("empty") << QStringLiteral("Shape 0 × 128: there are no values.") << QString();
    QTest::newRow("type") << QByteArray("odd") << QStringLiteral("Values of type 57 cannot be shown.")
                          << QStringLiteral("model.ckpt.data-00000-of-00002");
    QTest::newRow("no file") << QByteArray("away") << QStringLiteral("The values are not here.")
                             << QStringLiteral("model.ckpt.data-00001-of-00002 is missing beside the index.");
    QTest::newRow("short file") << QByteArray("cut") << QStringLiteral("This variable cannot be read completely")
                                << QStringLiteral("The first 43 % of its values are there.");
}

void TestValuesView::saysWhatIsMissing()
{
    QFETCH(QByteArray, key);
    QFETCH(QString, part);
    show(key.constData());
    QTEST(words()->title(), "title");
    QVERIFY(words()->isVisible());
    QVERIFY(!child<QWidget>("axisBar")->isVisible());
    bool found = part.isEmpty();
    for (const QLabel *label : words()->findChildren<QLabel *>())
        found = found || (label->isVisible() && label->text().contains(part));
    QVERIFY(found);
    QVERIFY(m_feeder->requests.isEmpty());
    show("kernel"); // and it recovers
    QTRY_VERIFY(grid()->isVisible() && gridText(0, 1) == QStringLiteral("1.0"));
}

void TestValuesView::offersTheReadablePart()
{
    const auto button = [this](const QString &text) -> QAbstractButton * {
        for (auto *candidate : words()->findChildren<QAbstractButton *>()) {
            if (candidate->isVisible() && candidate->text() == text)
                return candidate;
        }
        return nullptr;
    };
    show("cut");
    QTRY_VERIFY(button(QStringLiteral("Copy report")));
    QVERIFY(!button(QStringLiteral("Show the readable part"))); // nobody could read it
    m_view->setPartsReadable(true);
    show("cut");
    QTRY_VERIFY(button(QStringLiteral("Show the readable part")));
    QTest::mouseClick(button(QStringLiteral("Show the readable part")), Qt::LeftButton);
    QCOMPARE(m_view->sliceText(), QStringLiteral("[:4, :]")); // 86 bytes hold four rows of five floats
    QTRY_VERIFY(grid()->isVisible() && gridText(3, 4) == QStringLiteral("304.00"));
    QVERIFY(m_feeder->summaries.isEmpty());
    show("cut");
    QTRY_VERIFY(button(QStringLiteral("Copy report")));
    QTest::mouseClick(button(QStringLiteral("Copy report")), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("tensor-out-of-shard")));
}

void TestValuesView::findsTheFileOnlyWhenSomebodyListens()
{
    const auto offered = [this] {
        const auto buttons = words()->findChildren<QAbstractButton *>();
        return std::any_of(buttons.begin(), buttons.end(), [](const QAbstractButton *button) {
            return button->isVisible() && button->text() == QStringLiteral("Find the file…");
        });
    };
    show("away");
    QTRY_VERIFY(!words()->findChildren<QAbstractButton *>().isEmpty());
    QVERIFY(!offered());
    const QSignalSpy wanted(m_view.get(), &ValuesView::findFileRequested);
    show("away");
    QTRY_VERIFY(offered());
}

void TestValuesView::showsValuesAndAsksForTheSummary()
{
    show("kernel");
    QCOMPARE(m_view->sliceText(), QStringLiteral("[0, 0, :, :]"));
    QTRY_COMPARE(m_feeder->summaries.size(), 1);
    QCOMPARE(gridText(2, 3), QStringLiteral("203.0"));
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 0, 0, 0, 0 }));
    QCOMPARE(cellText(*m_cells), QStringLiteral("0"));
    QCOMPARE(m_feeder->last().selection.elements(), std::int64_t{ 16 * 32 });
    ValueSummary summary;
    summary.statistics.min = -0.25;
    summary.statistics.max = 0.5;
    m_view->setSummary(m_feeder->summaries.last() + 1000, summary); // of something else
    auto *model = qobject_cast<GridModel *>(grid()->model());
    QVERIFY(!model->scale().known);
    m_view->setSummary(m_feeder->summaries.last(), summary);
    QVERIFY(model->scale().known);
    QCOMPARE(model->scale().high, 0.5);
}

void TestValuesView::ignoresStaleAnswers()
{
    m_feeder->automatic = false;
    show("kernel");
    QTRY_COMPARE(m_feeder->requests.size(), 1);
    const ValueRequest old = m_feeder->last();
    QVERIFY(m_view->setSliceText(QStringLiteral("[1, 1, :, :]")));
    QTRY_COMPARE(m_feeder->requests.size(), 2);
    m_feeder->answerTo(old);
    m_view->setBlockError(old, Error{ .fault = Fault::ReadFailed });
    QVERIFY(grid()->isVisible());
    QCOMPARE(gridText(0, 0), QStringLiteral("\u2026"));
    m_feeder->answerTo(m_feeder->last());
    QVERIFY(gridText(0, 0) != QStringLiteral("\u2026"));
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 1, 1, 0, 0 }));
    QCOMPARE(cellText(*m_cells), shortText(tensor<float>(DType::Float32, {}, { place({ 1, 1, 0, 0 }) }), 0));
    const ValueRequest ofKernel = m_feeder->last();
    show("twin"); // same shape, type and slice
    QTRY_COMPARE(m_feeder->requests.size(), 3);
    m_feeder->answerTo(ofKernel);
    QCOMPARE(gridText(0, 0), QStringLiteral("\u2026"));
    m_view->clear();
    m_feeder->answerTo(m_feeder->last());
    QVERIFY(words()->isVisible());
}

void TestValuesView::arrowsMoveTheCell()
{
    show("kernel");
    QTRY_COMPARE(gridText(0, 1), QStringLiteral("1.0"));
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Down);
    QTest::keyClick(grid(), Qt::Key_Right);
    QTest::keyClick(grid(), Qt::Key_Right);
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 0, 0, 1, 2 }));
    QCOMPARE(cellText(*m_cells), QStringLiteral("102"));
    QTest::mouseClick(
        grid()->viewport(), Qt::LeftButton, {}, grid()->visualRect(grid()->model()->index(3, 1)).center());
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 0, 0, 3, 1 }));
}

void TestValuesView::edgesAndAxisKeys()
{
    show("kernel");
    QTRY_COMPARE(gridText(0, 1), QStringLiteral("1.0"));
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Right, Qt::ControlModifier);
    QTest::keyClick(grid(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 0, 0, 15, 31 }));
    QTest::keyClick(grid(), Qt::Key_PageDown, Qt::AltModifier);
    QTest::keyClick(grid(), Qt::Key_PageDown, Qt::AltModifier);
    QTest::keyClick(grid(), Qt::Key_PageDown, Qt::AltModifier); // there is no fourth
    QCOMPARE(m_view->sliceText(), QStringLiteral("[2, 0, :, :]"));
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 2, 0, 15, 31 })); // the cell stays
    QTest::keyClick(grid(), Qt::Key_PageUp, Qt::AltModifier);
    QCOMPARE(m_view->sliceText(), QStringLiteral("[1, 0, :, :]"));
    QTest::keyClick(grid(), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 1, 0, 0, 0 }));
    QTest::keyClick(grid(), Qt::Key_2);
    QTRY_VERIFY(child<ImageView>("valuesImage")->isVisible());
    QTest::keyClick(child<ImageView>("valuesImage"), Qt::Key_1);
    QTRY_VERIFY(grid()->isVisible());
    QTest::keyClick(grid(), Qt::Key_Slash);
    QTRY_VERIFY(child<QLineEdit>("sliceEdit")->hasFocus());
}

void TestValuesView::sliceBoxIsTwoWay()
{
    show("kernel");
    auto *edit = child<QLineEdit>("sliceEdit");
    QCOMPARE(edit->text(), QStringLiteral("[0, 0, :, :]"));
    child<QSlider>("axisSlider0")->setValue(2);
    QCOMPARE(edit->text(), QStringLiteral("[2, 0, :, :]"));
    child<QSpinBox>("axisSpin1")->setValue(1);
    QCOMPARE(edit->text(), QStringLiteral("[2, 1, :, :]"));
    const QSignalSpy changed(m_view.get(), &ValuesView::sliceChanged);
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("0,:,-1,::2"));
    QCOMPARE(changed.size(), 0); // not before Return
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(edit->text(), QStringLiteral("[0, :, 15, ::2]"));
    QCOMPARE(child<QComboBox>("rowAxis")->currentIndex(), 1);
    QCOMPARE(child<QComboBox>("columnAxis")->currentIndex(), 3);
    QVERIFY(child<QSlider>("axisSlider2"));
    QCOMPARE(child<QSlider>("axisSlider2")->value(), 15);
    QTRY_COMPARE(grid()->model()->rowCount(), 3);
    QCOMPARE(grid()->model()->columnCount(), 16);
    QCOMPARE(grid()->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("2"));
}

void TestValuesView::sliceBoxSaysWhatIsWrong()
{
    show("kernel");
    auto *edit = child<QLineEdit>("sliceEdit");
    auto *error = child<QLabel>("sliceError");
    QVERIFY(!error->isVisible());
    edit->selectAll();
    QTest::keyClicks(edit, QStringLiteral("[0, 0, 16]"));
    QVERIFY(error->isVisible());
    QCOMPARE(error->text(), QStringLiteral("Axis 2 has 16 entries, so 16 is out of range."));
    QTest::keyClick(edit, Qt::Key_Return);
    QCOMPARE(m_view->sliceText(), QStringLiteral("[0, 0, :, :]"));
    QVERIFY(error->isVisible());
    QTest::keyClick(edit, Qt::Key_Escape);
    QCOMPARE(edit->text(), QStringLiteral("[0, 0, :, :]"));
    QVERIFY(!error->isVisible());
    QVERIFY(!m_view->setSliceText(QStringLiteral("nonsense")));
    QVERIFY(m_view->setSliceText(QStringLiteral("[0, 0, 3:3]")));
    QCOMPARE(words()->title(), QStringLiteral("The slice [0, 0, 3:3, :] holds no values."));
    QVERIFY(edit->isVisible()); // the way back
    QVERIFY(m_view->setSliceText(QString()));
    QTRY_VERIFY(grid()->isVisible());
}

void TestValuesView::comboSwapsAxes()
{
    show("kernel");
    QTRY_COMPARE(gridText(2, 3), QStringLiteral("203.0"));
    auto *rows = child<QComboBox>("rowAxis");
    rows->setFocus();
    QTest::keyClick(rows, Qt::Key_Down); // axis 3, which is that of the columns
    QCOMPARE(rows->currentIndex(), 3);
    QCOMPARE(child<QComboBox>("columnAxis")->currentIndex(), 2);
    QCOMPARE(grid()->model()->rowCount(), 32);
    QTRY_COMPARE(gridText(3, 2), QStringLiteral("203.0"));
    QCOMPARE(m_view->sliceText(), QStringLiteral("[0, 0, :, :]"));
}

void TestValuesView::keepsTheSliceOfTheSameRank()
{
    show("kernel");
    QVERIFY(m_view->setSliceText(QStringLiteral("[2, 1, :, :]")));
    show("other");
    QCOMPARE(m_view->sliceText(), QStringLiteral("[2, 1, :, :]"));
    QTRY_COMPARE(grid()->model()->columnCount(), 40);
    QVERIFY(m_view->setSliceText(QStringLiteral("[2, 1, 19, :]")));
    show("kernel"); // has no index 19 there
    QCOMPARE(m_view->sliceText(), QStringLiteral("[0, 0, :, :]"));
    show("bias");
    QCOMPARE(m_view->sliceText(), QStringLiteral("[:]"));
    QVERIFY(child<QSpinBox>("wrapWidth")->isVisible());
    child<QSpinBox>("wrapWidth")->setValue(5);
    QCOMPARE(grid()->model()->rowCount(), 2);
    QTRY_COMPARE(gridText(1, 4), QStringLiteral("9.000"));
}

void TestValuesView::goesToMinAndMax()
{
    show("kernel");
    QTRY_COMPARE(m_feeder->summaries.size(), 1);
    const QList<QAction *> actions = m_view->cellActions();
    QVERIFY(!actions.at(0)->isEnabled());
    ValueSummary summary;
    summary.statistics.min = 0;
    summary.statistics.max = 9;
    summary.statistics.minIndex = ((1 * 3 + 2) * 16 + 7) * 32 + 21;
    summary.statistics.maxIndex = ((2 * 3 + 0) * 16 + 15) * 32 + 31;
    m_view->setSummary(m_feeder->summaries.last(), summary);
    QVERIFY(actions.at(0)->isEnabled());
    actions.at(0)->trigger();
    QCOMPARE(m_view->sliceText(), QStringLiteral("[1, 2, :, :]"));
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 1, 2, 7, 21 }));
    auto *panel = child<StatisticsPanel>("statisticsPanel");
    QLabel *link = nullptr;
    for (QLabel *label : panel->findChildren<QLabel *>()) {
        if (label->text().contains(QStringLiteral("href=\"%1\"").arg(summary.statistics.maxIndex)))
            link = label;
    }
    QVERIFY(link);
    QTest::mouseClick(link, Qt::LeftButton, {}, QPoint(link->width() - 4, link->height() / 2));
    QTRY_COMPARE(cellIndex(*m_cells), (QList<qint64>{ 2, 0, 15, 31 }));
    QVERIFY(grid()->viewport()->rect().intersects(grid()->visualRect(grid()->currentIndex())));
}

void TestValuesView::copiesRegions()
{
    show("kernel");
    QTRY_COMPARE(gridText(0, 1), QStringLiteral("1.0"));
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Down);
    QTest::keyClick(grid(), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(grid(), Qt::Key_Right, Qt::ShiftModifier);
    QTest::keyClick(grid(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("100\t101\n200\t201"));
}

void TestValuesView::copiesWhatIsNotReadYet()
{
    show("huge");
    QTRY_COMPARE(gridText(0, 1), QStringLiteral("1.0"));
    QGuiApplication::clipboard()->clear();
    const auto *model = grid()->model();
    const QItemSelection far(model->index(500'000, 1000), model->index(500'001, 1001));
    grid()->selectionModel()->select(far, QItemSelectionModel::ClearAndSelect);
    const qsizetype before = m_feeder->requests.size();
    m_view->cellActions().at(2)->trigger();
    QCOMPARE(m_feeder->requests.size(), before + 1);
    QCOMPARE(m_feeder->last().purpose, ValuePurpose::Copy);
    QCOMPARE(m_feeder->last().selection.elements(), std::int64_t{ 4 });
    QTRY_COMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("0\t1\n100\t101"));
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_A, Qt::ControlModifier);
    m_view->cellActions().at(2)->trigger(); // three thousand million: refused with a sentence
    QCOMPARE(m_feeder->requests.size(), before + 1);
    QVERIFY(child<MessageStrip>("valuesStrip")->isVisible());
}

void TestValuesView::imageShowsAndMoves()
{
    show("kernel");
    QTRY_COMPARE(m_feeder->summaries.size(), 1);
    m_view->viewActions().at(1)->trigger();
    auto *image = child<ImageView>("valuesImage");
    QTRY_VERIFY(image->isVisible() && !image->wanted());
    QCOMPARE(m_feeder->last().purpose, ValuePurpose::Image);
    QVERIFY(image->reductionText().isEmpty());
    image->setFocus();
    QTest::keyClick(image, Qt::Key_Down);
    QTest::keyClick(image, Qt::Key_Right);
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 0, 0, 1, 1 }));
    QTest::mouseClick(image, Qt::LeftButton, {}, QPoint(8 + 1, 8 + 1)); // the first pixels of the picture
    QCOMPARE(cellIndex(*m_cells), (QList<qint64>{ 0, 0, 0, 0 }));
    QTest::keyClick(image, Qt::Key_PageDown, Qt::AltModifier);
    QCOMPARE(m_view->sliceText(), QStringLiteral("[1, 0, :, :]"));
    QTRY_VERIFY(!image->wanted());
}

void TestValuesView::imageIsReduced()
{
    show("huge");
    QTRY_COMPARE(gridText(0, 1), QStringLiteral("1.0"));
    m_view->viewActions().at(1)->trigger();
    auto *image = child<ImageView>("valuesImage");
    QTRY_VERIFY(!image->wanted());
    QVERIFY(!image->reductionText().isEmpty());
    for (const ValueRequest &request : std::as_const(m_feeder->requests)) {
        if (request.purpose == ValuePurpose::Image) {
            QVERIFY(request.selection.elements() <= std::int64_t{ image->width() } * image->height());
            QVERIFY(request.selection.axes[0].step > 1 && request.selection.axes[1].step > 1);
        }
    }
    image->setFocus();
    QTest::keyClick(image, Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(cellIndex(*m_cells).first(), SampleCheckpoint::kHugeRows - 1);
    QTRY_COMPARE(cellText(*m_cells), QStringLiteral("9900"));
}

void TestValuesView::scalarsAreLarge()
{
    m_feeder->automatic = false;
    show("step");
    QTRY_COMPARE(m_feeder->requests.size(), 1);
    m_view->setBlock(m_feeder->last(), tensor<std::int64_t>(DType::Int64, {}, { 9007199254740993 }));
    QCOMPARE(child<QLabel>("scalarNumber")->text(), QStringLiteral("9,007,199,254,740,993"));
    QCOMPARE(child<QLabel>("scalarHex")->text(), QStringLiteral("0x0020000000000001"));
    QVERIFY(child<QLabel>("scalarBits")->text().endsWith(u'1'));
    QVERIFY(!child<QWidget>("axisBar")->isVisible());
    QCOMPARE(cellText(*m_cells), QStringLiteral("9,007,199,254,740,993"));
    m_view->cellActions().at(2)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("9007199254740993"));
    QVERIFY(!m_view->viewActions().at(1)->isEnabled());
}

void TestValuesView::stringsAreAList()
{
    m_feeder->automatic = false;
    show("names");
    QTRY_COMPARE(m_feeder->requests.size(), 1);
    m_view->setBlock(m_feeder->last(), strings({ 3 }, { "alpha", "", "\xff" }));
    QCOMPARE(grid()->model()->columnCount(), 2);
    QCOMPARE(gridText(0, 0), QStringLiteral("5"));
    QCOMPARE(gridText(0, 1), QStringLiteral("alpha"));
    QCOMPARE(gridText(2, 1), QStringLiteral("\\xFF"));
    QVERIFY(!m_view->viewActions().at(1)->isEnabled());
    QVERIFY(!child<QSpinBox>("wrapWidth")->isVisible());
}

void TestValuesView::readingShowsABarAndCancels()
{
    m_feeder->automatic = false;
    show("kernel");
    auto *strip = child<QWidget>("valuesReading");
    QVERIFY(!strip->isVisible()); // not at once
    QTRY_VERIFY(strip->isVisible());
    m_view->setProgress(m_feeder->last().generation, quint64{ 86 } << 20, quint64{ 412 } << 20);
    QCOMPARE(strip->findChild<QLabel *>()->text(), QStringLiteral("Reading 86 of 412 MiB"));
    QTest::mouseClick(child<QToolButton>("cancelReading"), Qt::LeftButton);
    QCOMPARE(m_feeder->cancelled.size(), 1);
    QVERIFY(!strip->isVisible());
    QCOMPARE(gridText(0, 0), QStringLiteral("\u2026"));
    QVERIFY(m_view->setSliceText(QStringLiteral("[1, 0, :, :]"))); // asks again
    QTRY_VERIFY(strip->isVisible());
    grid()->setFocus();
    QTest::keyClick(grid(), Qt::Key_Escape);
    QCOMPARE(m_feeder->cancelled.size(), 2);
    m_view->setBlockError(m_feeder->last(), Error{ .fault = Fault::Cancelled });
    QVERIFY(grid()->isVisible());
}

void TestValuesView::checksumStripComesAndGoes()
{
    show("kernel");
    auto *strip = child<MessageStrip>("valuesStrip");
    Error error{ .fault = Fault::TensorChecksum };
    error.expected = 0x7c9e20b1;
    error.actual = 0x11d0f3aa;
    m_view->setChecksum(*m_checkpoint->find("bias"), { ChecksumState::Wrong, error }); // of another variable
    QVERIFY(!strip->isVisible());
    m_view->setChecksum(m_view->variableId(), { ChecksumState::Wrong, error });
    QVERIFY(strip->isVisible());
    QCOMPARE(
        strip->messages().first().fact, QStringLiteral("Checksum does not match: stored 7c9e20b1, computed 11d0f3aa."));
    QCOMPARE(strip->messages().first().explanation, QStringLiteral("Values may be wrong."));
    QVERIFY(grid()->isVisible()); // values stay
    show("bias");
    QVERIFY(!strip->isVisible());
}

void TestValuesView::errorsStayInTheirSlice()
{
    m_feeder->automatic = false;
    show("kernel");
    QTRY_COMPARE(m_feeder->requests.size(), 1);
    m_view->setBlockError(
        m_feeder->last(), Error{ .fault = Fault::ReadFailed, .path = "/tmp/x", .detail = "Input/output error" });
    QVERIFY(words()->isVisible());
    QVERIFY(child<QWidget>("axisBar")->isVisible());
    m_feeder->automatic = true;
    QVERIFY(m_view->setSliceText(QStringLiteral("[1, 0, :, :]")));
    QTRY_VERIFY(grid()->isVisible() && gridText(0, 0) != QStringLiteral("\u2026"));
}

void TestValuesView::hiddenViewReadsNothing()
{
    m_view->hide();
    show("kernel");
    QApplication::processEvents();
    QVERIFY(m_feeder->requests.isEmpty());
    m_view->show();
    QTRY_COMPARE(gridText(0, 1), QStringLiteral("1.0"));
}

void TestValuesView::hugeScrollIsBounded()
{
    show("huge");
    QTRY_COMPARE(gridText(0, 1), QStringLiteral("1.0"));
    const qint64 before = residentKiB();
    m_feeder->elements = 0;
    constexpr int kStops = 60;
    QScrollBar *down = grid()->verticalScrollBar(), *right = grid()->horizontalScrollBar();
    for (int stop = 1; stop <= kStops; ++stop) {
        down->setValue(static_cast<int>(qint64{ down->maximum() } * stop / kStops));
        right->setValue(right->maximum() * stop / kStops);
        const int row = grid()->rowAt(5), column = grid()->columnAt(5);
        QTRY_VERIFY_WITH_TIMEOUT(gridText(row, column) != QStringLiteral("\u2026"), 5000);
    }
    QVERIFY2(
        m_feeder->elements <= std::int64_t{ kStops } * 9 * 64 * 64, qPrintable(QString::number(m_feeder->elements)));
    auto *model = qobject_cast<GridModel *>(grid()->model());
    QVERIFY(model->tiles().bytes() <= GridModel::kDefaultCap);
    const qint64 grown = residentKiB() - before;
    QVERIFY2(grown < 64 * 1024, qPrintable(QString::number(grown)));
    m_view->goTo({ SampleCheckpoint::kHugeRows - 1, SampleCheckpoint::kHugeColumns - 1 });
    QTRY_COMPARE(cellText(*m_cells), QStringLiteral("9999"));
}

void TestValuesView::narrowViewFits()
{
    show("kernel");
    QTRY_COMPARE(gridText(0, 1), QStringLiteral("1.0"));
    QVERIFY(child<StatisticsPanel>("statisticsPanel")->isVisible());
    m_view->resize(300, 240);
    QTRY_VERIFY(!child<StatisticsPanel>("statisticsPanel")->isVisible());
    QVERIFY(m_view->width() <= 300);
    const auto *edit = child<QLineEdit>("sliceEdit");
    QVERIFY(m_view->rect().contains(QRect(edit->mapTo(m_view.get(), QPoint()), edit->size())));
    QVERIFY(grid()->viewport()->height() > 22);
}

void TestValuesView::contextMenuActs()
{
    show("kernel");
    QTRY_COMPARE(gridText(0, 1), QStringLiteral("1.0"));
    Q_EMIT grid()->customContextMenuRequested(QPoint(40, 40));
    QMenu *menu = child<QMenu>("valuesMenu");
    QVERIFY(menu);
    QVERIFY(menu->actions().contains(m_view->cellActions().at(2)));
    QVERIFY(menu->isVisible());
    menu->close();
}

int main(int argc, char *argv[])
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication application(argc, argv);
    TestValuesView test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_valuesview.moc"
