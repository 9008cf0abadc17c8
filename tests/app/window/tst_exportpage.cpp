// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The export page of the whole window, from the choice to the opened result, on real files.
#include "app/exportcommandline.h"
#include "app/exportmode.h"
#include "openwindow.h"
#include "tests/support/checkpointbuilder.h"
#include "widgets/common/chiprow.h"
#include "widgets/common/messagestrip.h"
#include "widgets/export/exportpage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>

using namespace ckpt;
using namespace ckpt::test;

namespace {

// The sample in a folder of its own, with the export page in front.
struct Exporting {
    Exporting()
    {
        QDir(folder.path()).mkdir(QStringLiteral("run"));
        const QDir from(sample());
        for (const QString &name : from.entryList(QDir::Files))
            QFile::copy(from.filePath(name), folder.filePath(QStringLiteral("run/") + name));
        window = std::make_unique<Window>(folder.filePath(QStringLiteral("run")));
    }

    ExportPage &page() { return *window->view<ExportPage>("exportPage"); }
    QTableView &table() { return page().table(); }
    MessageStrip &strip() { return page().strip(); }
    QPushButton &write() { return *window->view<QPushButton>("exportWrite"); }
    const ResolvedPlan &plan() { return page().model().preview()->resolved; }

    bool ready()
    {
        return window->settled() && page().isVisible() && page().model().preview()
            && page().model().preview()->plan == page().editor().plan();
    }
    bool enter()
    {
        if (!QTest::qWaitFor([&] { return window->settled(); }, 20'000))
            return false;
        QTest::keyClick(&window->window, Qt::Key_5, Qt::ControlModifier);
        return QTest::qWaitFor([&] { return ready(); }, 20'000);
    }
    // As a user does it with the keyboard.
    void choose(const char *box, int row)
    {
        auto *combo = window->view<QComboBox>(box);
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Home);
        for (int i = 0; i < row; ++i)
            QTest::keyClick(combo, Qt::Key_Down);
        Q_EMIT combo->activated(combo->currentIndex());
    }
    void setPath(const QString &path)
    {
        auto *edit = window->view<QLineEdit>("exportPath");
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, path);
    }
    bool hasMessage(const char *id, const QString &part = {})
    {
        for (const ckpt::Message &message : strip().messages()) {
            if (message.id == QLatin1String(id))
                return (message.fact + message.explanation).contains(part);
        }
        return false;
    }
    void act(const char *id, const QString &text)
    {
        for (const ckpt::Message &message : strip().messages()) {
            for (const ckpt::Message::Action &action : message.actions) {
                if (message.id == QLatin1String(id) && action.text == text)
                    return ckpt::Message::Action(action).trigger(); // which may take the message away
            }
        }
        QFAIL(qPrintable(QStringLiteral("There is no “%1”.").arg(text)));
    }
    std::set<std::string> going()
    {
        std::set<std::string> keys;
        for (const PlanRow &row : plan().rows) {
            if (row.goes())
                keys.insert(row.key);
        }
        return keys;
    }
    QModelIndex cell(const char *key, int column)
    {
        const auto id = page().model().preview()->list->checkpoint()->find(key);
        return page().model().index(page().model().rowOf(*id), column);
    }

    QTemporaryDir folder;
    std::unique_ptr<Window> window;
};

std::shared_ptr<const Checkpoint> openedAt(const QString &prefix)
{
    const auto run = scanRun(prefix.toStdString());
    if (!run || run->checkpoints.empty())
        return nullptr;
    return Checkpoint::open(run->checkpoints[run->current]).value_or(nullptr);
}

} // namespace

class TestExportPage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void beginsWithNothingChosen();
    void weightsRenamedAsHalf();
    void selectedRowsOfTheTable();
    void ticksByHand();
    void kindsAreToggled();
    void everyChangeIsUndone();
    void wrongRuleIsNamed();
    void namesThatCollide();
    void namesAndValuesAreEdited();
    void lossByRoundingIsAskedFor();
    void whatIsThereIsReplacedWhenTold();
    void stoppingLeavesNothing();
    void plansAreKept();
    void commandSaysTheSame();
    void arraysAreWritten();
    void chipsFilter();
    void anotherStepKeepsThePlan();
    void interruptedExportsAreTidiedUp();
};

void TestExportPage::beginsWithNothingChosen()
{
    Exporting e;
    QVERIFY(e.enter());
    QCOMPARE(e.plan().variables, 0u);
    QVERIFY(e.hasMessage("nothing"));
    QVERIFY(!e.write().isEnabled());
    e.act("nothing", QStringLiteral("Everything"));
    QTRY_VERIFY(e.ready() && e.plan().variables == 45);
    QTRY_VERIFY(e.write().isEnabled());
    QVERIFY(!e.hasMessage("nothing"));
    QTest::keyClick(&e.window->window, Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(e.window->diagram()->isVisible());
}

void TestExportPage::weightsRenamedAsHalf()
{
    Exporting e;
    QVERIFY(e.enter());
    e.choose("exportPreset", 1);
    QTRY_COMPARE(e.plan().variables, 12u);
    QTest::mouseClick(e.window->view<QToolButton>("addRule"), Qt::LeftButton);
    auto *rules = e.window->view<QTableView>("renameTable");
    QTRY_VERIFY(
        qobject_cast<QLineEdit *>(QApplication::focusWidget()) && rules->isAncestorOf(QApplication::focusWidget()));
    QWidget *editor = QApplication::focusWidget();
    QTest::keyClicks(editor, QStringLiteral("^(.)"));
    QTest::keyClick(editor, Qt::Key_Return);
    QTRY_COMPARE(e.page().editor().plan().rename.at(0).from, std::string("^(.)"));
    rules->model()->setData(rules->model()->index(0, 1), QStringLiteral("net/$1"));
    QCOMPARE(e.page().editor().plan().rename.at(0).to, std::string(R"(net/\1)"));
    e.choose("exportCast", 3);
    const QString target = e.folder.filePath(QStringLiteral("half/net.ckpt"));
    e.setPath(target);
    QTRY_VERIFY(e.ready() && e.write().isEnabled());
    for (const std::string &key : e.going())
        QVERIFY2(key.starts_with("net/"), key.c_str());
    QTRY_VERIFY(e.page().model().figuresOf(e.page().model().variableAt(0)));
    QTest::mouseClick(&e.write(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(e.hasMessage("outcome", QStringLiteral("Written and verified: 12")), 20'000);
    const auto copy = openedAt(target);
    QVERIFY(copy);
    QCOMPARE(copy->variables().size(), 12u);
    for (const Variable &variable : copy->variables()) {
        QVERIFY(variable.key.starts_with("net/"));
        QCOMPARE(variable.dtype, DType::Float16);
    }
    QCOMPARE(QDir(e.folder.filePath(QStringLiteral("half"))).entryList(QDir::Files | QDir::Hidden).size(), 4);
    e.act("outcome", QStringLiteral("Open result"));
    QTRY_COMPARE(e.window->variables()->headText(), QStringLiteral("12 of 12"));
}

void TestExportPage::selectedRowsOfTheTable()
{
    Exporting e;
    QTRY_VERIFY(e.window->settled());
    e.window->variables()->select({ QStringLiteral("fc1/weights"), QStringLiteral("fc1/biases") });
    QTest::keyClick(&e.window->window, Qt::Key_E, Qt::ControlModifier);
    QTRY_VERIFY(e.ready());
    QCOMPARE(e.going(), (std::set<std::string>{ "fc1/biases", "fc1/weights" }));
}

void TestExportPage::ticksByHand()
{
    Exporting e;
    QVERIFY(e.enter());
    e.act("nothing", QStringLiteral("Model weights only"));
    QTRY_COMPARE(e.plan().variables, 12u);
    e.table().setFocus();
    e.table().selectRow(e.cell("conv1/weights", 0).row());
    e.table().selectionModel()->select(
        e.cell("conv1/biases", 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QTest::keyClick(&e.table(), Qt::Key_Space);
    QTRY_COMPARE(e.plan().variables, 10u);
    QVERIFY(!e.going().contains("conv1/weights") && !e.going().contains("conv1/biases"));
    // One change, so one step back.
    QTest::keyClick(&e.table(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(e.plan().variables, 12u);
    // A click into the box of a slot takes it in.
    const QModelIndex slot = e.cell("conv1/weights/Adam", 0);
    e.table().scrollTo(slot);
    const QRect rect = e.table().visualRect(slot);
    QTest::mouseClick(e.table().viewport(), Qt::LeftButton, {}, QPoint(rect.left() + 10, rect.center().y()));
    QTRY_COMPARE(e.plan().variables, 13u);
    QVERIFY(e.going().contains("conv1/weights/Adam"));
}

void TestExportPage::kindsAreToggled()
{
    Exporting e;
    QVERIFY(e.enter());
    e.act("nothing", QStringLiteral("Model weights only"));
    QTRY_COMPARE(e.plan().variables, 12u);
    auto *slots = e.window->view<QCheckBox>("exportKind.slot");
    QVERIFY(!slots->isChecked());
    slots->click();
    QTRY_COMPARE(e.plan().variables, 32u);
    QVERIFY(slots->isChecked());
    e.window->view<QCheckBox>("exportKind.kernel")->click();
    QTRY_COMPARE(e.plan().variables, 24u);
}

void TestExportPage::everyChangeIsUndone()
{
    Exporting e;
    QVERIFY(e.enter());
    const ExportPlan first = e.page().editor().plan();
    e.choose("exportPreset", 0);
    e.choose("exportCast", 4);
    e.choose("exportFormat", 1);
    e.setPath(QStringLiteral("/tmp/x"));
    const ExportPlan last = e.page().editor().plan();
    QVERIFY(last != first);
    QVERIFY(!e.page().editor().isSaved());
    int steps = 0;
    while (e.page().editor().history().canUndo() && ++steps)
        QTest::keyClick(&e.table(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY2(steps >= 4 && steps <= 12, qPrintable(QString::number(steps))); // typing is one step
    QVERIFY(e.page().editor().plan() == first);
    while (e.page().editor().history().canRedo())
        e.page().editor().history().redo();
    QVERIFY(e.page().editor().plan() == last);
    QTRY_VERIFY(e.ready());
}

void TestExportPage::wrongRuleIsNamed()
{
    Exporting e;
    QVERIFY(e.enter());
    e.act("nothing", QStringLiteral("Everything"));
    QTRY_VERIFY(e.write().isEnabled());
    ExportPlan plan = e.page().editor().plan();
    plan.rename = { { .from = "a", .to = "b" }, { .from = "(", .to = "" } };
    e.page().editor().change(QStringLiteral("test"), plan);
    QTRY_VERIFY(e.hasMessage("words", QStringLiteral("Rule 2")));
    QVERIFY(!e.write().isEnabled());
    auto *rules = e.window->view<QTableView>("renameTable");
    QCOMPARE(rules->model()->index(1, 2).data().toString(), QStringLiteral("wrong"));
    rules->model()->setData(rules->model()->index(1, 0), QStringLiteral("c"));
    QTRY_VERIFY(!e.hasMessage("words"));
    QTRY_VERIFY(e.write().isEnabled());
}

void TestExportPage::namesThatCollide()
{
    Exporting e;
    QVERIFY(e.enter());
    e.act("nothing", QStringLiteral("Everything"));
    QTRY_COMPARE(e.plan().variables, 45u);
    ExportPlan plan = e.page().editor().plan();
    plan.rename = { { .from = "^conv[12]/", .to = "conv/" } };
    e.page().editor().change(QStringLiteral("test"), plan);
    QTRY_VERIFY(e.hasMessage("problem", QStringLiteral("conv/")));
    QVERIFY(!e.write().isEnabled());
    e.act("problem", QStringLiteral("Show"));
    QVERIFY(e.page().model().rowCount() > 0);
    for (int row = 0; row < e.page().model().rowCount(); ++row)
        QVERIFY(e.page().model().warns(e.page().model().variableAt(row)));
}

void TestExportPage::namesAndValuesAreEdited()
{
    Exporting e;
    QVERIFY(e.enter());
    e.act("nothing", QStringLiteral("Everything"));
    QTRY_VERIFY(e.write().isEnabled());
    PlanModel &model = e.page().model();
    QVERIFY(model.setData(e.cell("conv1/weights", PlanModel::NewNameColumn), QStringLiteral("first"), Qt::EditRole));
    QVERIFY(!(model.flags(e.cell("conv1/biases", PlanModel::ValueColumn)) & Qt::ItemIsEditable));
    QVERIFY(model.setData(e.cell("global_step", PlanModel::ValueColumn), QStringLiteral("many"), Qt::EditRole));
    QTRY_VERIFY(e.hasMessage("problem"));
    QVERIFY(!e.write().isEnabled());
    QVERIFY(model.setData(e.cell("global_step", PlanModel::ValueColumn), QStringLiteral("7"), Qt::EditRole));
    QTRY_VERIFY(e.write().isEnabled());
    QVERIFY(e.going().contains("first"));
    const QString target = e.folder.filePath(QStringLiteral("run/edited.ckpt"));
    e.setPath(target);
    QTRY_VERIFY(e.ready() && e.write().isEnabled());
    QTest::mouseClick(&e.write(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(e.hasMessage("outcome", QStringLiteral("45")), 20'000);
    const auto copy = openedAt(target);
    QVERIFY(copy && copy->find("first") && !copy->find("conv1/weights"));
}

void TestExportPage::lossByRoundingIsAskedFor()
{
    Exporting e;
    QVERIFY(e.enter());
    e.choose("exportPreset", 0);
    e.choose("exportCast", 3);
    // Squares of gradients are too small for float16.
    QTRY_VERIFY_WITH_TIMEOUT(e.hasMessage("rounding", QStringLiteral("become 0")), 20'000);
    const auto before = e.page().model().counts().warnings;
    QVERIFY(before > 0);
    e.act("rounding", QStringLiteral("Keep float32"));
    QTRY_VERIFY(e.ready() && e.page().model().counts().warnings == before - 1);
    while (e.hasMessage("rounding"))
        e.act("rounding", QStringLiteral("Accept"));
    QTRY_VERIFY(e.write().isEnabled());
}

void TestExportPage::whatIsThereIsReplacedWhenTold()
{
    Exporting e;
    QVERIFY(e.enter());
    e.choose("exportPreset", 1);
    const QString target = e.folder.filePath(QStringLiteral("run/digits.ckpt-300"));
    e.setPath(target);
    QTRY_VERIFY(e.hasMessage("target", QStringLiteral("exists")));
    QVERIFY(!e.write().isEnabled());
    e.act("target", QStringLiteral("Replace after verifying"));
    QTRY_VERIFY(e.ready() && e.write().isEnabled());
    QTest::mouseClick(&e.write(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(e.hasMessage("outcome", QStringLiteral("Written")), 20'000);
    QCOMPARE(openedAt(target)->variables().size(), 12u);
}

void TestExportPage::stoppingLeavesNothing()
{
    Exporting e;
    // So much that it is not written before the button is reached.
    QVERIFY(QDir(e.folder.path()).mkdir(QStringLiteral("big")));
    BundleBuilder builder;
    for (int i = 0; i < 8; ++i)
        builder.add("layer_" + std::to_string(i), 1, { 4 << 20 }, std::string(std::size_t{ 16 } << 20, '\1'));
    builder.write(e.folder.filePath(QStringLiteral("big/model.ckpt-1")).toStdString());
    e.window->window.open(e.folder.filePath(QStringLiteral("big")));
    QVERIFY(
        QTest::qWaitFor([&] { return e.window->settled() && e.window->window.document().name() == u"big"; }, 20'000));
    QVERIFY(e.enter());
    e.choose("exportPreset", 0);
    e.setPath(e.folder.filePath(QStringLiteral("stopped/x.ckpt")));
    QTRY_VERIFY(e.ready() && e.write().isEnabled());
    QTest::mouseClick(&e.write(), Qt::LeftButton);
    QVERIFY(!e.page().findChild<QPushButton *>(QStringLiteral("exportWrite"))->isVisible());
    QTest::mouseClick(e.window->view<QPushButton>("exportCancel"), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(e.hasMessage("outcome"), 20'000);
    QVERIFY2(e.hasMessage("outcome", QStringLiteral("stopped")), qPrintable(e.strip().messages().first().fact));
    QVERIFY(!QFileInfo::exists(e.folder.filePath(QStringLiteral("stopped"))));
    QVERIFY(e.write().isVisible());
}

void TestExportPage::plansAreKept()
{
    Exporting e;
    QVERIFY(e.enter());
    e.choose("exportPreset", 2);
    e.choose("exportCast", 4);
    QTRY_VERIFY(e.ready());
    auto *mode = e.window->window.findChild<ExportMode *>();
    const QString path = e.folder.filePath(QStringLiteral("plan.json"));
    QVERIFY(mode->session().savePlan(path));
    QVERIFY(e.page().editor().isSaved());
    const std::set<std::string> before = e.going();
    e.choose("exportPreset", 0);
    QTRY_VERIFY(e.ready() && e.going() != before);
    mode->session().openPlan(path);
    QTRY_VERIFY(e.ready());
    QCOMPARE(e.going(), before);
    QCOMPARE(e.window->view<QComboBox>("exportPreset")->currentIndex(), 2);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("{}") == 2);
    file.close();
    mode->session().openPlan(path);
    QVERIFY(e.hasMessage("plan", QStringLiteral("is not a plan")));
    QCOMPARE(e.going(), before); // the plan that was there stays
    // Of several sources the page can show one.
    const QByteArray several = R"({"schema": "ckptscope.plan/1", "sources": {"a": {"path": "x"}, "b": {"path": "y"}}})";
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(several) == several.size());
    file.close();
    mode->session().openPlan(path);
    QVERIFY(e.hasMessage("plan", QStringLiteral("several checkpoints")));
    QVERIFY(e.hasMessage("plan", QStringLiteral("ckpt export --plan")));
    QCOMPARE(e.going(), before);
}

void TestExportPage::commandSaysTheSame()
{
    ExportPlan plan;
    plan.select = { { .preset = ExportPreset::Weights }, { .patterns = { "conv1/*" }, .takesOut = true } };
    plan.rename = { { .from = "^", .to = "it's/" } };
    plan.cast.type = DType::Float16;
    plan.target = { .path = "/tmp/my dir/x", .format = StorageFormat::V2, .shards = 2, .replace = true };
    QCOMPARE(exportCommandLine(plan, QStringLiteral("/a/b")),
        QStringLiteral("ckpt export /a/b -o '/tmp/my dir/x' --preset weights --exclude 'conv1/*' --rename "
                       "'s|^|it'\\''s/|g' --cast float16 --format v2 --shards 2 --force"));
    plan.items.push_back({ .from = "a" });
    QVERIFY(exportCommandLine(plan, QStringLiteral("/a/b")).isEmpty());
}

void TestExportPage::arraysAreWritten()
{
    Exporting e;
    QVERIFY(e.enter());
    e.choose("exportPreset", 1);
    e.choose("exportFormat", 4);
    const QString target = e.folder.filePath(QStringLiteral("out.safetensors"));
    e.setPath(target);
    QTRY_VERIFY(e.ready() && e.write().isEnabled());
    QVERIFY(!e.window->view<QComboBox>("exportMeta")->isVisible());
    QTest::mouseClick(&e.write(), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(e.hasMessage("outcome", QStringLiteral("Written and verified: 12")), 20'000);
    QCOMPARE(openedAt(target)->variables().size(), 12u);
    QTRY_VERIFY(!e.write().isEnabled()); // it is there now, and files of arrays are not replaced
}

void TestExportPage::chipsFilter()
{
    Exporting e;
    QVERIFY(e.enter());
    e.choose("exportPreset", 1);
    QTRY_VERIFY(e.ready() && e.plan().variables == 12);
    auto *chips = e.window->view<ChipRow>("exportChips");
    QTest::mouseClick(chips->button(QStringLiteral("staying")), Qt::LeftButton);
    QTRY_COMPARE(e.page().model().rowCount(), 12);
    QTest::keyClicks(e.window->view<QLineEdit>("exportFilter"), QStringLiteral("CONV1/b"));
    QTRY_COMPARE(e.page().model().rowCount(), 5);
}

void TestExportPage::anotherStepKeepsThePlan()
{
    Exporting e;
    QVERIFY(e.enter());
    e.choose("exportPreset", 1);
    QTRY_VERIFY(e.ready() && e.plan().variables == 12);
    const auto before = e.page().model().preview()->list->checkpoint();
    QTest::keyClick(&e.window->window, Qt::Key_PageUp, Qt::ControlModifier);
    QTRY_VERIFY(e.ready() && e.page().model().preview()->list->checkpoint() != before);
    QCOMPARE(e.plan().variables, 12u);
    QVERIFY(e.page().isVisible());
}

void TestExportPage::interruptedExportsAreTidiedUp()
{
    Exporting e;
    QTRY_VERIFY(e.window->settled());
    // As a run leaves it that was killed while it wrote.
    const QDir run(e.folder.filePath(QStringLiteral("run")));
    const QStringList before = run.entryList(QDir::Files | QDir::Hidden);
    const std::pair<const char *, const char *> left[] = { { ".ckptscope-0123abcd.new.index", "half" },
        { ".out.ckptscope-journal",
            R"({"schema":"ckptscope.journal/1","id":"0123abcd","base":"out","process":1,"host":"h","boot":"b","phase":"writing"})"
            "\n" } };
    for (const auto &[name, text] : left) {
        QFile file(run.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) > 0);
    }
    e.window->window.open(run.path());
    auto *strip = e.window->view<MessageStrip>("messageStrip");
    const auto message = [strip](const char *id) -> const ckpt::Message * {
        for (const ckpt::Message &each : strip->messages()) {
            if (each.id == QLatin1String(id))
                return &each;
        }
        return nullptr;
    };
    QTRY_VERIFY(message("interrupted") && message("interrupted")->fact.contains(QStringLiteral("out")));
    QCOMPARE(run.entryList(QDir::Files | QDir::Hidden).size(), before.size() + 2); // looking changes nothing
    ckpt::Message::Action(message("interrupted")->actions.first()).trigger();
    QTRY_VERIFY(message("tidied") || run.entryList(QDir::Files | QDir::Hidden) == before);
    QTRY_COMPARE(run.entryList(QDir::Files | QDir::Hidden), before);
    QTRY_VERIFY(e.window->settled() && !message("interrupted"));
}

QTEST_MAIN(TestExportPage)
#include "tst_exportpage.moc"
