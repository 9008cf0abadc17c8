// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A plan applied to checkpoints: what goes, why the rest stays, names, types, problems.
#include "format/objects/objectkey.h"
#include "format/plan/modelweights.h"
#include "format/plan/resolveplan.h"
#include "tests/format/checkpoint/fixtures.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QTest>

#include <map>
#include <set>

using namespace ckpt;
using namespace ckpt::test;

namespace {

const std::string kDigits = "digits-run"; // the sample

struct Opened {
    std::shared_ptr<const Checkpoint> checkpoint;
    std::vector<VariableFacts> facts;
};

Opened opened(const std::string &name)
{
    auto checkpoint = openAt(name == kDigits ? CKPT_SOURCE_DIR "/resources/sample/digits-run" : dataPath(name));
    if (!checkpoint)
        qFatal("%s", messageOf(checkpoint.error()).c_str());
    auto facts = factsFromNames(**checkpoint);
    return { *checkpoint, std::move(facts) };
}

ResolvedPlan resolved(const Opened &source, const ExportPlan &plan)
{
    const auto compiled = CompiledPlan::compile(plan);
    if (!compiled)
        qFatal("the plan cannot be understood");
    auto done = compiled->resolve(*source.checkpoint, source.facts);
    if (!done)
        qFatal("%s", messageOf(done.error()).c_str());
    return std::move(*done);
}

std::set<std::string> goingKeys(const ResolvedPlan &plan)
{
    std::set<std::string> keys;
    for (const PlanRow &row : plan.rows) {
        if (row.goes())
            keys.insert(row.key);
    }
    return keys;
}

const PlanRow &rowOf(const Opened &source, const ResolvedPlan &plan, const std::string &key)
{
    return plan.rows[index(source.checkpoint->find(key).value())];
}

ExportPlan everything()
{
    ExportPlan plan;
    plan.select.push_back({ .preset = ExportPreset::All });
    return plan;
}

} // namespace

class TestPlan : public QObject {
    Q_OBJECT
private slots:
    void nothingIsChosenByAnEmptyPlan();
    void laterLinesWin();
    void averagesTakeTheNameOfTheirWeight();
    void itemsAreStrongest();
    void castsAreOfFloatsAlone();
    void everyProblemIsTold();
    void wordsThatCannotBeUnderstood();
    void objectGraphGoesAlong();
    void anObjectGraphAloneGoes();
    void weightsDecideWhatIsCut();
    void averagesOfSeveralSources();
    void picksFromSeveralSources();
    void expectations();
    void isCancelled();
};

void TestPlan::nothingIsChosenByAnEmptyPlan()
{
    const Opened source = opened(kDigits);
    const ResolvedPlan plan = resolved(source, {});
    QCOMPARE(plan.variables, 0u);
    QCOMPARE(plan.bytes, 0u);
    QVERIFY(plan.items(*source.checkpoint).empty());
    for (const PlanRow &row : plan.rows)
        QCOMPARE(row.absence, Absence::NotChosen);
}

void TestPlan::laterLinesWin()
{
    const Opened source = opened(kDigits);
    ExportPlan plan = everything();
    const auto all = resolved(source, plan);
    QCOMPARE(all.variables, source.checkpoint->variables().size());
    QCOMPARE(all.bytes, source.checkpoint->totalBytes());
    plan.select.push_back({ .query = "role:slot,ema", .takesOut = true });
    plan.select.push_back({ .patterns = { "conv1/*" }, .takesOut = true });
    plan.select.push_back({ .query = "role:bias", .patterns = { "conv1/*" } });
    const auto some = resolved(source, plan);
    std::size_t taken = 0;
    for (std::size_t i = 0; i < some.rows.size(); ++i) {
        const std::string &key = source.checkpoint->variables()[i].key;
        const Role role = source.facts[i].role;
        const bool goes = key.starts_with("conv1/") ? role == Role::Bias : role != Role::Slot && role != Role::Average;
        QVERIFY2(some.rows[i].goes() == goes, key.c_str());
        QVERIFY2(goes || some.rows[i].absence == Absence::TakenOut, key.c_str());
        taken += goes ? 1 : 0;
    }
    QCOMPARE(some.variables, taken);
    QVERIFY(goingKeys(some).contains("conv1/biases") && !goingKeys(some).contains("conv1/weights"));
}

void TestPlan::averagesTakeTheNameOfTheirWeight()
{
    const Opened source = opened(kDigits);
    ExportPlan plan;
    plan.select.push_back({ .preset = ExportPreset::Averages });
    plan.rename.push_back({ .from = "^", .to = "net/" });
    const ResolvedPlan done = resolved(source, plan);
    const PlanRow &average = rowOf(source, done, "conv1/weights/ExponentialMovingAverage");
    QVERIFY(average.goes() && average.isAverage);
    QCOMPARE(average.key, std::string("net/conv1/weights"));
    QCOMPARE(rowOf(source, done, "conv1/weights").absence, Absence::AverageInstead);
    QVERIFY(done.problems.empty());
    // A weight that is ticked by hand goes as well, and then two have one name.
    plan.items.push_back({ .from = "conv1/weights" });
    const ResolvedPlan both = resolved(source, plan);
    QCOMPARE(both.problems.size(), 2u);
    QCOMPARE(both.problems[0].error.fault, Fault::NameTwice);
    // An average that is unticked leaves its place to the weight.
    plan.items = { { .from = "conv1/weights/ExponentialMovingAverage", .skip = true } };
    const ResolvedPlan without = resolved(source, plan);
    QVERIFY(rowOf(source, without, "conv1/weights").goes());
    QVERIFY(without.problems.empty());
}

void TestPlan::itemsAreStrongest()
{
    const Opened source = opened(kDigits);
    ExportPlan plan = everything();
    plan.rename.push_back({ .from = "^", .to = "x/" });
    plan.cast.type = DType::Float16;
    plan.items = { { .from = "conv1/weights", .to = "first", .cast = DType::Float32 },
        { .from = "conv1/biases", .skip = true }, { .from = "global_step", .value = "0" } };
    const ResolvedPlan done = resolved(source, plan);
    QCOMPARE(rowOf(source, done, "conv1/weights").key, std::string("first"));
    QCOMPARE(rowOf(source, done, "conv1/weights").type, DType::Float32);
    QCOMPARE(rowOf(source, done, "conv1/biases").absence, Absence::ByHand);
    QCOMPARE(rowOf(source, done, "global_step").value, std::optional<std::string>("0"));
    QCOMPARE(rowOf(source, done, "global_step").key, std::string("x/global_step"));
    QCOMPARE(done.matched, std::vector<std::size_t>{ done.variables - 1 });
    QVERIFY(done.problems.empty());
    plan.items.push_back({ .from = "nobody" });
    const ResolvedPlan stale = resolved(source, plan);
    QCOMPARE(stale.problems.size(), 1u);
    QCOMPARE(stale.problems[0].error.fault, Fault::NoSuchVariable);
    QCOMPARE(stale.problems[0].error.key, std::string("nobody"));
}

void TestPlan::castsAreOfFloatsAlone()
{
    const Opened source = opened(kDigits);
    ExportPlan plan = everything();
    plan.cast = { .type = DType::Float16, .only = "conv", .keep = "role:bias" };
    const ResolvedPlan done = resolved(source, plan);
    QCOMPARE(rowOf(source, done, "conv1/weights").type, DType::Float16);
    const Variable &weights = source.checkpoint->variable(*source.checkpoint->find("conv1/weights"));
    QCOMPARE(rowOf(source, done, "conv1/weights").bytes, weights.byteSize() / 2);
    QCOMPARE(rowOf(source, done, "conv1/biases").type, DType::Float32);
    QCOMPARE(rowOf(source, done, "global_step").type, DType::Int64);
    for (const CopyItem &item : done.items(*source.checkpoint))
        QCOMPARE(item.cast.has_value(),
            rowOf(source, done, source.checkpoint->variable(item.from).key).type == DType::Float16);
}

void TestPlan::everyProblemIsTold()
{
    const Opened source = opened(kDigits);
    ExportPlan plan = everything();
    plan.select.push_back({ .query = "role:slot,ema", .takesOut = true });
    plan.items = { { .from = "conv1/weights", .to = "same" }, { .from = "conv1/biases", .to = "same" },
        { .from = "global_step", .value = "many" }, { .from = "fc1/weights", .to = "" } };
    const ResolvedPlan done = resolved(source, plan);
    std::multiset<Fault> faults;
    for (const PlanProblem &problem : done.problems) {
        QVERIFY(problem.variable);
        faults.insert(problem.error.fault);
    }
    QCOMPARE(
        faults, (std::multiset{ Fault::NameTwice, Fault::NameTwice, Fault::ValueNotWritable, Fault::NameNotWritable }));
}

void TestPlan::wordsThatCannotBeUnderstood()
{
    using Where = PlanWordsError::Where;
    const auto where = [](const ExportPlan &plan) {
        const auto compiled = CompiledPlan::compile(plan);
        return compiled ? std::nullopt : std::optional(std::pair(compiled.error().where, compiled.error().position));
    };
    QVERIFY(!where(everything()));
    ExportPlan plan = everything();
    plan.select.push_back({ .query = "colour:red" });
    QCOMPARE(where(plan), std::pair(Where::Select, std::size_t{ 1 }));
    plan = everything();
    plan.cast.keep = "\"";
    QCOMPARE(where(plan), std::pair(Where::CastKeep, std::size_t{ 0 }));
    plan = everything();
    plan.rename = { { .from = "a" }, { .from = "(" } };
    QCOMPARE(where(plan), std::pair(Where::Rename, std::size_t{ 1 }));
    plan.rename[1].off = true; // what is switched off may be unfinished
    QVERIFY(!where(plan));
    plan.rename[0].only = "role:boss";
    QCOMPARE(where(plan), std::pair(Where::Rename, std::size_t{ 0 }));
}

void TestPlan::objectGraphGoesAlong()
{
    const Opened source = opened("object-based-keras3/run");
    ExportPlan plan = everything();
    const auto row = [&](std::string_view key) { return rowOf(source, resolved(source, plan), std::string(key)); };
    const auto graph = [&] { return row(kObjectGraphKey).absence; };
    const auto counter = [&] { return row(kSaveCounterKey).absence; };
    QCOMPARE(graph(), Absence::None);
    plan.select = { { .preset = ExportPreset::Weights } };
    QCOMPARE(graph(), Absence::None);
    QCOMPARE(counter(), Absence::None); // a restore asks for it
    plan.select.push_back({ .patterns = { "save_counter/*" }, .takesOut = true });
    QCOMPARE(counter(), Absence::TakenOut);
    plan.select = { { .query = "nosuchname" } };
    QCOMPARE(resolved(source, plan).variables, 0u);
    // Names that an object does not find its value by.
    plan = everything();
    plan.rename = { { .from = "^", .to = "x/" } };
    QCOMPARE(graph(), Absence::None);
    plan.rename = { { .from = "/.ATTRIBUTES/VARIABLE_VALUE$" } };
    QCOMPARE(graph(), Absence::NoPlace);
    QVERIFY(resolved(source, plan).plainName.has_value());
    plan.objectGraph = ObjectGraphChoice::Keep; // planCopy() refuses it
    QCOMPARE(graph(), Absence::None);
    plan = everything();
    plan.objectGraph = ObjectGraphChoice::Drop;
    QCOMPARE(graph(), Absence::TakenOut);
    plan = everything();
    plan.target.format = StorageFormat::Npz;
    QCOMPARE(graph(), Absence::NoPlace);
}

// As a SavedModel of a static lookup table has it.
void TestPlan::anObjectGraphAloneGoes()
{
    BundleBuilder builder;
    builder.addStrings(std::string(kObjectGraphKey), {}, { "\n" + std::string(1, '\0') });
    const QTemporaryDir folder;
    builder.write(folder.filePath("m").toStdString());
    const auto made = openAt(folder.filePath("m.index").toStdString());
    QVERIFY(made.has_value());
    const Opened source{ *made, factsFromNames(**made) };
    QCOMPARE(resolved(source, everything()).variables, 1u);
    QCOMPARE(resolved(source, {}).variables, 0u);
}

void TestPlan::weightsDecideWhatIsCut()
{
    const Opened source = opened("object-based-tf-keras/run");
    const auto without = [&](const char *pattern, ObjectGraphChoice choice = ObjectGraphChoice::Automatic) {
        ExportPlan plan = everything();
        plan.objectGraph = choice;
        plan.select.push_back({ .patterns = { pattern }, .takesOut = true });
        return resolved(source, plan).objectGraph;
    };
    // The state of the optimizer and its settings, the counters: what a program makes anew.
    for (const char *pattern : { "optimizer/*", "*OPTIMIZER_SLOT*", "step/*", "save_counter/*" })
        QVERIFY2(without(pattern) == ObjectGraphRule::Keep, pattern);
    for (const char *pattern : { "model/*", "*/bias/*" })
        QVERIFY2(without(pattern) == ObjectGraphRule::Cut, pattern);
    QVERIFY(without("model/*", ObjectGraphChoice::Keep) == ObjectGraphRule::Keep);
    QVERIFY(without("optimizer/*", ObjectGraphChoice::Cut) == ObjectGraphRule::Cut);
    // Metrics and configurations are no weights either.
    BundleBuilder builder;
    for (const char *key : { "a/kernel/.ATTRIBUTES/VARIABLE_VALUE", "keras_api/metrics/0/t/.ATTRIBUTES/VARIABLE_VALUE",
             "other/.ATTRIBUTES/VARIABLE_VALUE" })
        builder.add(key, 1, { 2, 2 }, elements<float>({ 1, 2, 3, 4 }));
    builder.addStrings("a/.ATTRIBUTES/OBJECT_CONFIG_JSON", {}, { "{}" });
    const QTemporaryDir folder;
    builder.write(folder.filePath("m").toStdString());
    const auto made = openAt(folder.filePath("m.index").toStdString());
    QVERIFY(made.has_value());
    const auto weights = modelWeights(**made, factsFromNames(**made));
    QVERIFY((weights == std::vector<bool>{ false, true, false, true })); // in the order of their keys
}

namespace {

// The rows of a plan over two sources, by their names before; those of the second one behind "b:".
std::map<std::string, PlanRow> rowsOf(const Opened &a, const Opened &b, const ResolvedPlan &plan)
{
    std::map<std::string, PlanRow> rows;
    const std::size_t first = a.checkpoint->variables().size();
    for (std::size_t i = 0; i < plan.rows.size(); ++i)
        rows[i < first ? a.checkpoint->variables()[i].key : "b:" + b.checkpoint->variables()[i - first].key] =
            plan.rows[i];
    return rows;
}

Opened made(const QTemporaryDir &dir, const char *name, const std::vector<std::pair<std::string, int>> &floats)
{
    BundleBuilder builder;
    for (const auto &[key, count] : floats)
        builder.add(key, 1, { count }, std::string(static_cast<std::size_t>(count) * 4, '\0'));
    builder.add("step", 9, {}, std::string(8, '\1'));
    builder.write(dir.filePath(name).toStdString());
    auto checkpoint = openAt(dir.filePath(name).toStdString() + ".index");
    auto facts = factsFromNames(**checkpoint);
    return { *checkpoint, std::move(facts) };
}

ResolvedPlan resolved(const Opened &a, const Opened &b, const ExportPlan &plan)
{
    const std::vector<OpenedSource> others{ { b.checkpoint, b.facts } };
    return *CompiledPlan::compile(plan)->resolve(*a.checkpoint, a.facts, others);
}

} // namespace

void TestPlan::averagesOfSeveralSources()
{
    const QTemporaryDir dir;
    const Opened a = made(dir, "a", { { "u", 2 }, { "v", 2 }, { "w", 3 } });
    const Opened b = made(dir, "b", { { "v", 2 }, { "w", 4 }, { "x", 2 } });
    ExportPlan plan = everything();
    plan.sources = { { .id = "a" }, { .id = "b" } };
    plan.combine = { .op = PlanCombine::Op::Average };
    const ResolvedPlan done = resolved(a, b, plan);
    auto rows = rowsOf(a, b, done);
    QVERIFY(rows["v"].goes() && rows["v"].combination);
    QCOMPARE(rows["v"].combination->terms.size(), std::size_t(2));
    QCOMPARE(rows["b:v"].absence, Absence::Combined);
    QVERIFY(rows["step"].goes() && !rows["step"].combination); // of the first
    QCOMPARE(rows["b:step"].absence, Absence::Combined);
    std::map<std::string, Fault> problems;
    for (const PlanProblem &problem : done.problems)
        problems[problem.error.key] = problem.error.fault;
    QVERIFY((problems
        == std::map<std::string, Fault>{
            { "u", Fault::CombineMissing }, { "w", Fault::CombineDiffers }, { "x", Fault::CombineMissing } }));
    // Remedies: leave out, take from one, combine fewer.
    plan.items = { { .from = "u", .skip = true }, { .from = "w", .source = "b" }, { .from = "x", .skip = true } };
    const ResolvedPlan cured = resolved(a, b, plan);
    QVERIFY(cured.problems.empty());
    rows = rowsOf(a, b, cured);
    QVERIFY(rows["b:w"].goes() && !rows["b:w"].combination && rows["w"].absence == Absence::OtherSource);
    QCOMPARE(cured.variables, std::size_t(3));
    QCOMPARE(cured.leftOut, std::size_t(2));
    plan.items.clear();
    plan.combine.only = "name=v";
    QVERIFY(resolved(a, b, plan).problems.empty());
    QCOMPARE(goingKeys(resolved(a, b, plan)), (std::set<std::string>{ "step", "u", "v", "w", "x" }));
    // A value that is set is not computed.
    plan.items = { { .from = "step", .value = "7" } };
    rows = rowsOf(a, b, resolved(a, b, plan));
    QVERIFY(rows["step"].value == "7");
}

void TestPlan::picksFromSeveralSources()
{
    const QTemporaryDir dir;
    const Opened a = made(dir, "a", { { "u", 2 }, { "v", 2 } });
    const Opened b = made(dir, "b", { { "v", 2 }, { "x", 2 } });
    ExportPlan plan = everything();
    plan.sources = { { .id = "a" }, { .id = "b" } };
    QCOMPARE(resolved(a, b, plan).problems.size(), std::size_t(4)); // v and step, in both
    plan.combine = { .op = PlanCombine::Op::Pick };
    auto rows = rowsOf(a, b, resolved(a, b, plan));
    QVERIFY(rows["v"].goes() && rows["b:v"].absence == Absence::OtherSource && rows["b:x"].goes());
    plan.select.push_back({ .source = "b", .query = "name=v" }); // later lines win
    const ResolvedPlan done = resolved(a, b, plan);
    rows = rowsOf(a, b, done);
    QVERIFY(rows["b:v"].goes() && rows["v"].absence == Absence::OtherSource && rows["step"].goes());
    for (const CopyItem &item : done.items(*a.checkpoint))
        QCOMPARE(item.source == b.checkpoint, item.key == "v" || item.key == "x");
    plan.items = { { .from = "v", .source = "a" } };
    rows = rowsOf(a, b, resolved(a, b, plan));
    QVERIFY(rows["v"].goes() && rows["b:v"].absence == Absence::OtherSource);
    plan.items = { { .from = "nobody", .source = "b" } };
    QCOMPARE(resolved(a, b, plan).problems.front().error.fault, Fault::NoSuchVariable);
}

void TestPlan::expectations()
{
    const Opened source = opened(kDigits);
    ExportPlan plan = everything();
    plan.expectVariables = source.checkpoint->variables().size();
    plan.expectBytes = source.checkpoint->totalBytes();
    QVERIFY(resolved(source, plan).problems.empty());
    plan.expectBytes = 5;
    const auto problems = resolved(source, plan).problems;
    QCOMPARE(problems.size(), 1u);
    QCOMPARE(problems[0].error.fault, Fault::PlanOutcome);
    QCOMPARE(problems[0].error.expected, std::optional<std::int64_t>(5));
}

void TestPlan::isCancelled()
{
    const Opened source = opened(kDigits);
    std::stop_source stop;
    stop.request_stop();
    const auto compiled = CompiledPlan::compile(everything());
    const auto done = compiled->resolve(*source.checkpoint, source.facts, JobControl(stop.get_token()));
    QVERIFY(!done && done.error().fault == Fault::Cancelled);
}

QTEST_APPLESS_MAIN(TestPlan)
#include "tst_plan.moc"
