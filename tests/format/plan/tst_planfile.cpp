// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Plans as files: every member comes back, and nothing that is not understood is passed over.
#include "format/plan/planfile.h"
#include "tests/format/checkpoint/fixtures.h"

#include <QTest>

using namespace ckpt;
using namespace ckpt::test;

namespace {

const std::string kPath = "/home/me/plans/half.json";

std::string document(const std::string &members)
{
    return R"({"schema": "ckptscope.plan/1", "sources": {"a": {"path": "../save", "step": 300}})"
        + (members.empty() ? "" : ", " + members) + "}";
}

ExportPlan full()
{
    ExportPlan plan;
    plan.sources = { { .path = "/home/me/plans/save",
        .step = 300,
        .format = StorageFormat::V2,
        .fingerprint = PlanFingerprint{ 2371, 0x8c1f03a2 } } };
    plan.strict = true;
    plan.select = { { .preset = ExportPreset::Averages },
        { .query = "name~^fc2/ -role:slot", .patterns = { "a*", "b" } }, { .patterns = { "fc1/*" }, .takesOut = true },
        { .query = "role:slot", .takesOut = true } };
    plan.rename = { { .kind = RenameRule::Kind::Table, .from = "add-prefix", .parameters = { { "prefix", "x" } } },
        { .from = R"(^conv(\d+)/)", .to = R"(block\1/)", .only = "role:kernel", .once = true },
        { .kind = RenameRule::Kind::Name, .from = "a\xff", .to = "b", .off = true } };
    plan.cast = { .type = DType::Float16, .only = "role:kernel", .keep = "head" };
    plan.items = { { .from = "global_step", .value = "0" }, { .from = "caf\xe9", .to = "x%y", .cast = DType::BFloat16 },
        { .from = "b", .skip = true } };
    plan.target = { .path = "/elsewhere/x.ckpt",
        .format = StorageFormat::V1,
        .shards = 3,
        .meta = MetaChoice::Pruned,
        .clearDevices = true,
        .state = StateRule::AddAsNewest,
        .replace = true,
        .rawFloats = true };
    plan.items.back().slice = "[0, ::-1]";
    plan.joinParts = true;
    plan.objectGraph = ObjectGraphChoice::Cut;
    plan.expectVariables = 11;
    plan.expectBytes = 123456;
    return plan;
}

} // namespace

class TestPlanFile : public QObject {
    Q_OBJECT
private slots:
    void everyMemberComesBack();
    void severalSourcesComeBack();
    void pathsAreRelativeToTheFile();
    void whatIsNotUnderstood();
    void damagedFiles();
    void fingerprints();
};

void TestPlanFile::everyMemberComesBack()
{
    const std::string text = planText(full(), kPath);
    const auto again = parsePlan(text, kPath);
    QVERIFY2(again, again ? "" : messageOf(again.error()).c_str());
    QVERIFY(*again == full());
    QCOMPARE(planText(*again, kPath), text);
    const ExportPlan empty;
    const auto nothing = parsePlan(planText(empty, kPath), kPath);
    QVERIFY(nothing && *nothing == empty);
}

void TestPlanFile::severalSourcesComeBack()
{
    ExportPlan plan = full();
    plan.sources.push_back({ .id = "b", .path = "/home/me/plans/other/model.ckpt-5", .format = StorageFormat::V1 });
    plan.select.push_back({ .source = "b", .query = "role:bias" });
    plan.items.push_back({ .from = "b", .source = "b" }); // the same name as one of the first
    for (const PlanCombine &combine : { PlanCombine{ .op = PlanCombine::Op::Pick },
             PlanCombine{ .op = PlanCombine::Op::Average, .only = "role:kernel" },
             PlanCombine{ .op = PlanCombine::Op::Linear, .sources = { "b", "a" }, .t = -0.1 } }) {
        plan.combine = combine;
        const auto again = parsePlan(planText(plan, kPath), kPath);
        QVERIFY2(again, again ? "" : messageOf(again.error()).c_str());
        QVERIFY(*again == plan);
    }
    // Their order is that of their names, whatever that of the file is.
    const auto turned =
        parsePlan(R"({"schema": "ckptscope.plan/1", "sources": {"z": {"path": "1"}, "b": {"path": "2"}}})", kPath);
    QVERIFY(turned && turned->sources.front().id == "b");
    // Of one source nobody need say which.
    const auto one = parsePlan(document(R"("select": [{"preset": "all", "source": "a"}])"), kPath);
    QVERIFY(one && one->select.front() == SelectLine{ .preset = ExportPreset::All });
}

void TestPlanFile::pathsAreRelativeToTheFile()
{
    const std::string text = planText(full(), kPath);
    QVERIFY2(text.find(R"("path": "save")") != std::string::npos, text.c_str());
    QVERIFY2(text.find(R"("path": "/elsewhere/x.ckpt")") != std::string::npos, text.c_str());
    const auto moved = parsePlan(text, "/other/half.json");
    QCOMPARE(moved->sources.front().path, std::string("/other/save"));
    QCOMPARE(parsePlan(document(""), kPath)->sources.front().path, std::string("/home/me/plans/../save"));
}

void TestPlanFile::whatIsNotUnderstood()
{
    const std::tuple<const char *, Fault, const char *> wrong[] = {
        { R"("colour": 1)", Fault::PlanMemberUnknown, "colour" },
        { R"("combine": {"op": "mean"})", Fault::PlanValueWrong, "combine/op" },
        { R"("combine": {"only": "role:kernel"})", Fault::PlanValueWrong, "combine/op" },
        { R"("combine": {"op": "average", "weights": [1]})", Fault::PlanMemberUnknown, "combine/weights" },
        { R"("combine": {"op": "average", "sources": ["b"]})", Fault::PlanValueWrong, "combine/sources" },
        { R"("combine": {"op": "average", "sources": ["a", "a"]})", Fault::PlanValueWrong, "combine/sources" },
        { R"("combine": {"op": "average", "sources": "a"})", Fault::PlanValueWrong, "combine/sources" },
        { R"("combine": {"op": "average", "t": 0.5})", Fault::PlanValueWrong, "combine/t" },
        { R"("combine": {"op": "linear", "t": 0.5})", Fault::PlanValueWrong, "combine/sources" },
        { R"("items": [{"from": "a", "source": "b"}])", Fault::PlanValueWrong, "items/0/source" },
        { R"("items": [{"from": "a"}, {"from": "b", "slices": "[0]"}])", Fault::PlanMemberUnknown, "items/1/slices" },
        { R"("items": [{"from": "a", "slice": [0]}])", Fault::PlanValueWrong, "items/0/slice" },
        { R"("target": {"compress": true})", Fault::PlanMemberUnknown, "target/compress" },
        { R"("select": [{"preset": "best"}])", Fault::PlanValueWrong, "select/0/preset" },
        { R"("select": {"preset": "all"})", Fault::PlanValueWrong, "select" },
        { R"("select": [{"include": []}])", Fault::PlanValueWrong, "select/0/include" },
        { R"("select": [{"include": "a", "exclude": "b"}])", Fault::PlanValueWrong, "select/0/exclude" },
        { R"("select": [{"preset": "all", "source": "b"}])", Fault::PlanValueWrong, "select/0/source" },
        { R"("rename": [{"replace": "x"}])", Fault::PlanValueWrong, "rename/0" },
        { R"("rename": [{"find": 1}])", Fault::PlanValueWrong, "rename/0/find" },
        { R"("rename": [{"table": "add-prefix", "parameters": {"prefix": 1}}])", Fault::PlanValueWrong,
            "rename/0/parameters/prefix" },
        { R"("items": [{"to": "x"}])", Fault::PlanValueWrong, "items/0/from" },
        { R"("items": [{"from": "a"}, {"from": "a"}])", Fault::PlanValueWrong, "items/1/from" },
        { R"("items": [{"from": "a", "cast": "int32"}])", Fault::PlanValueWrong, "items/0/cast" },
        { R"("cast": {"default": "half"})", Fault::PlanValueWrong, "cast/default" },
        { R"("target": {"shards": 0})", Fault::PlanValueWrong, "target/shards" },
        { R"("target": {"shards": 1e3})", Fault::PlanValueWrong, "target/shards" },
        { R"("target": {"verify": false})", Fault::PlanValueWrong, "target/verify" },
        { R"("target": {"replace": "yes"})", Fault::PlanValueWrong, "target/replace" },
        { R"("partitions": "glue")", Fault::PlanValueWrong, "partitions" },
        { R"("object_graph": "half")", Fault::PlanValueWrong, "object_graph" },
        { R"("expect": {"variables": -1})", Fault::PlanValueWrong, "expect/variables" },
    };
    for (const auto &[members, fault, place] : wrong) {
        const auto plan = parsePlan(document(members), kPath);
        QVERIFY2(!plan, members);
        QVERIFY2(plan.error().fault == fault, members);
        QCOMPARE(plan.error().key, std::string(place));
        QCOMPARE(plan.error().path, kPath);
    }
    const auto whole = [](const std::string &members) {
        return parsePlan(R"({"schema": "ckptscope.plan/1", )" + members + "}", kPath);
    };
    QCOMPARE(whole(R"("sources": {})").error().key, std::string("sources"));
    QCOMPARE(whole(R"("sources": {"": {"path": "x"}})").error().key, std::string("sources/"));
    QCOMPARE(whole(R"("sources": {"a": {}, "b": 1})").error().key, std::string("sources/b"));
    QCOMPARE(
        whole(R"("sources": {"a": {}, "b": {}}, "combine": {"op": "linear"})").error().key, std::string("combine/t"));
    QCOMPARE(whole(R"("sources": {"a": {}, "b": {}}, "combine": {"op": "linear", "t": "1"})").error().key,
        std::string("combine/t"));
    std::string many;
    for (std::size_t i = 0; i <= kMostPlanSources; ++i)
        many += (many.empty() ? "" : ", ") + ('"' + std::to_string(i)) + R"(": {"path": "x"})";
    QCOMPARE(whole("\"sources\": {" + many + "}").error().key, std::string("sources"));
}

void TestPlanFile::damagedFiles()
{
    const std::string good = planText(full(), kPath);
    for (const std::string &text : { std::string(), std::string("{"), std::string("[]"), std::string("{}"),
             std::string(R"({"schema": "ckptscope.plan/2"})"), std::string(R"({"schema": 1})"),
             std::string(100'000, '['), good.substr(0, good.size() / 2) }) {
        const auto plan = parsePlan(text, kPath);
        QVERIFY2(!plan && plan.error().fault == Fault::PlanUnreadable, text.substr(0, 40).c_str());
    }
    // No single byte that is changed makes it end the program.
    for (std::size_t i = 0; i < good.size(); ++i) {
        for (const char c : { '"', '{', '\0', '9', '\\', '\xff' }) {
            std::string changed = good;
            changed[i] = c;
            (void)parsePlan(changed, kPath);
        }
    }
    QVERIFY(!readPlan("/nowhere/plan.json"));
}

void TestPlanFile::fingerprints()
{
    const auto source = openAt(CKPT_SOURCE_DIR "/resources/sample/digits-run");
    QVERIFY(source);
    const auto print = fingerprintOf(**source);
    QVERIFY(print);
    const std::string index = readFile((*source)->ref().prefix + ".index");
    QCOMPARE(print->indexBytes, index.size());
    QVERIFY(print->indexCrc32c != 0);
    QVERIFY(!fingerprintOf(**openAt(dataPath("seed-example-v1"))));
}

QTEST_APPLESS_MAIN(TestPlanFile)
#include "tst_planfile.moc"
