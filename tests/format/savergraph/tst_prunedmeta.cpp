// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What stays and what goes when a part of the variables is exported, rule by rule (NOTES.md).
#include "format/proto/control_flow.pb.h"
#include "format/proto/queue_runner.pb.h"
#include "format/savergraph/declaredvariables.h"
#include "tests/format/savergraph/savedgraph.h"

using namespace ckpt;
using namespace ckpt::test;

namespace {

using Names = std::vector<std::string>;

// x · a → h, h · b → out; Adam on both.
SavedGraph model()
{
    SavedGraph graph;
    graph.placeholder("x", { -1, 2 });
    graph.add("a", { 2, 3 });
    graph.add("b", { 3 });
    graph.add("a/Adam", { 2, 3 });
    graph.node("h", "MatMul", { "x", "a/read" });
    graph.node("h/relu", "Relu", { "h" });
    graph.node("out", "Mul", { "h/relu", "b/read" });
    graph.node("gradients/h", "MatMul", { "x", "out" });
    graph.node("train/apply", "ApplyAdam", { "a", "a/Adam", "gradients/h" });
    graph.node("train", "NoOp", { "^train/apply" });
    graph.node("init", "NoOp", { "^a/Assign", "^b/Assign", "^a/Adam/Assign" });
    graph.node("summary", "ScalarSummary", { "x", "h" });
    graph.names("train_op").Add("train");
    return graph;
}

MetaRequest pruned(std::vector<MetaTensor> tensors, MetaMode mode = MetaMode::Pruned)
{
    return { mode, false, false, std::move(tensors), {} };
}

const MetaTensor kA = tensor("a", { 2, 3 }), kB = tensor("b", { 3 });

} // namespace

class TestPrunedMeta : public QObject {
    Q_OBJECT
private slots:
    void modelWithoutTraining()
    {
        const Outcome out = run(model().finish(), pruned({ kA, kB }));
        QVERIFY(out.isClosed());
        QVERIFY(out.has("out") && out.has("x") && out.has("a/Assign"));
        for (const char *gone : { "a/Adam", "a/Adam/Assign", "train", "train/apply", "gradients/h", "summary" })
            QVERIFY2(!out.has(gone), gone);
        QCOMPARE(out.items("train_op"), 0u);
        QCOMPARE(out.items("variables"), 2u);
        QVERIFY(out.report.notRestored.empty());
    }
    void whatNeedsADroppedVariableGoes()
    {
        const Outcome out = run(model().finish(), pruned({ kA }));
        QVERIFY(out.has("h/relu") && !out.has("out") && !out.has("b"));
    }
    void initializerGroupStaysWithWhatIsLeft()
    {
        SavedGraph graph = model();
        graph.node("init_all", "NoOp", { "^init" });
        const Outcome out = run(graph.finish(), pruned({ kA, kB }));
        QCOMPARE(out.inputs("init"), (Names{ "^a/Assign", "^b/Assign" }));
        QCOMPARE(out.inputs("init_all"), (Names{ "^init" }));
        QVERIFY(out.report.cutControl.empty()); // it does what it says
    }
    void groupThatWouldDoLessGoes()
    {
        SavedGraph graph = model();
        graph.node("both", "NoOp", { "^h", "^b/read" });
        graph.node("both/more", "NoOp", { "^both" });
        graph.node("h/kept", "Identity", { "h", "^both/more" });
        const Outcome out = run(graph.finish(), pruned({ kA }));
        QVERIFY(!out.has("both") && !out.has("both/more"));
        QCOMPARE(out.inputs("h/kept"), (Names{ "h" }));
        QCOMPARE(
            out.report.cutControl, (std::vector<std::pair<std::string, std::string>>{ { "h/kept", "both/more" } }));
    }
    void whatFollowsALostWriteGoes()
    {
        SavedGraph graph = model();
        graph.node("update", "AssignAdd", { "a", "b/read" }); // needs b, writes a
        graph.node("after", "Identity", { "h", "^update" }); // would see another a
        graph.node("after/more", "Relu", { "after" });
        graph.node("counted", "AssignAdd", { "b", "b/read" }); // writes what is not there any more
        graph.node("beside", "Identity", { "h", "^counted" });
        const Outcome out = run(graph.finish(), pruned({ kA }));
        QVERIFY(!out.has("after") && !out.has("after/more"));
        QVERIFY(out.has("beside"));
    }
    void trainingComesWhereTheModelNeedsIt()
    {
        SavedGraph graph = model();
        graph.node("penalty", "Square", { "gradients/h" });
        graph.node("after_training", "Identity", { "h", "^train/apply" });
        const Outcome out = run(graph.finish(), pruned({ kA, kB, tensor("a/Adam", { 2, 3 }) }));
        QVERIFY(!out.has("penalty") && !out.has("after_training")); // nothing but gradients and training reach them
        SavedGraph used = model();
        used.node("with_penalty", "Add", { "out", "gradients/h" });
        QVERIFY(run(used.finish(), pruned({ kA, kB })).has("gradients/h"));
    }
    void lostInitialValueBecomesZeros()
    {
        SavedGraph graph = model();
        graph.variable("a/average", { 2, 3 });
        graph.node("a/average/Assign", "Assign", { "a/average", "a/read" });
        graph.node("a/average/use", "Identity", { "a/average/read", "^a/average/Assign" });
        graph.declare("a/average", "a/read");
        graph.saved.push_back({ "a/average", "a/average", {}, {} });
        const Outcome out = run(graph.finish(), pruned({ tensor("a/average", { 2, 3 }) }));
        QVERIFY(out.isClosed());
        QCOMPARE(out.inputs("a/average/Assign"), (Names{ "a/average", "a/average/Initializer_zeros" }));
        const auto &zeros = out.find("a/average/Initializer_zeros")->attr().at("value").tensor();
        QCOMPARE(zeros.tensor_shape().dim_size(), 2);
        QCOMPARE(out.report.zeroed, (Names{ "a/average" }));
        QVERIFY(out.has("a/average/use")); // it does not follow a write that is lost
        QCOMPARE(out.items("variables"), 1u);
        pb::VariableDef def;
        QVERIFY(def.ParseFromString(out.meta.collection_def().at("variables").bytes_list().value(0)));
        QCOMPARE(def.initial_value_name(), "a/average/Initializer_zeros:0");
    }
    void tablesAndQueuesComeWithWhatFillsThem()
    {
        SavedGraph graph = model();
        graph.node("t", "HashTableV2");
        graph.node("t/keys", "Const");
        graph.node("t/init", "InitializeTableV2", { "t", "t/keys", "t/keys" });
        graph.node("q", "FIFOQueueV2");
        graph.node("q/enqueue", "QueueEnqueueV2", { "q", "t/keys" });
        graph.node("q/close", "QueueCloseV2", { "q" });
        graph.node("q/dequeue", "QueueDequeueV2", { "q" });
        graph.node("use", "Foo", { "h", "t", "q/dequeue" });
        pb::QueueRunnerDef runner;
        runner.set_queue_name("q");
        runner.add_enqueue_op_name("q/enqueue");
        runner.set_close_op_name("q/close");
        graph.bytes("queue_runners").Add(runner.SerializeAsString());
        const Outcome out = run(graph.finish(), pruned({ kA }));
        QVERIFY(out.has("t/init") && out.has("q/enqueue") && out.has("q/close"));
        QCOMPARE(out.items("queue_runners"), 1u);

        for (pb::NodeDef &node : *graph.graph().mutable_node())
            if (node.name() == "q/enqueue")
                node.set_input(1, "b/read");
        const Outcome less = run(graph.metaBytes(), pruned({ kA }));
        QVERIFY(less.has("q/dequeue") && !less.has("q/enqueue") && !less.has("q/close"));
        QCOMPARE(less.items("queue_runners"), 0u);
    }
    void givenRoots()
    {
        MetaRequest request = pruned({ kA, kB });
        request.roots = { "h:0", "nowhere" };
        const Outcome out = run(model().finish(), request);
        QVERIFY(out.has("h") && !out.has("h/relu") && out.has("b"));
        QCOMPARE(out.report.rootsMissing, (Names{ "nowhere" }));
    }
    void loopsComeWhole()
    {
        SavedGraph graph = model();
        graph.node("enter", "Enter", { "h" });
        graph.node("merge", "Merge", { "enter", "next" });
        graph.node("cond", "LoopCond", { "merge" });
        graph.node("switch", "Switch", { "merge", "cond" });
        graph.node("next", "NextIteration", { "switch:1" });
        graph.node("exit", "Exit", { "switch" });
        pb::WhileContextDef context;
        context.set_context_name("while");
        context.set_pivot_name("cond:0");
        context.set_pivot_for_pred_name("merge:0");
        context.set_pivot_for_body_name("switch:1");
        context.add_loop_exit_names("exit:0");
        context.mutable_values_def()->add_values("b/read:0");
        context.mutable_values_def()->add_values("switch:0");
        (*context.mutable_values_def()->mutable_external_values())["b/read:0"] = "b/read:0";
        pb::WhileContextDef lost = context;
        lost.set_pivot_name("b/read:0");
        *context.add_nested_contexts()->mutable_while_ctxt() = lost;
        graph.bytes("while_context").Add(context.SerializeAsString());
        graph.bytes("while_context").Add(lost.SerializeAsString());
        const Outcome out = run(graph.finish(), pruned({ kA }));
        for (const char *node : { "enter", "merge", "cond", "switch", "next", "exit" })
            QVERIFY2(out.has(node), node);
        QCOMPARE(out.items("while_context"), 1u);
        QCOMPARE(out.report.collectionItems.at("while_context"), 1u);
        pb::WhileContextDef kept;
        QVERIFY(kept.ParseFromString(out.meta.collection_def().at("while_context").bytes_list().value(0)));
        QCOMPARE(kept.values_def().values_size(), 1);
        QVERIFY(kept.values_def().external_values().empty());
        QCOMPARE(kept.nested_contexts_size(), 0);
    }
    void variablesAlone()
    {
        const Outcome out = run(model().finish(), pruned({ kA, kB }, MetaMode::Variables));
        QVERIFY(out.isClosed());
        QVERIFY(out.has("a/Assign") && out.has("a/read") && !out.has("h") && !out.has("x"));
        QCOMPARE(out.items("variables"), 2u);
        QVERIFY(out.report.declared.empty());
    }
    void variablesOfAnotherShapeOrTypeAreDeclared()
    {
        const Outcome out =
            run(model().finish(), pruned({ kA, tensor("b", { 2 }), tensor("new", { 4 }) }, MetaMode::Variables));
        QVERIFY(out.isClosed());
        QCOMPARE(out.keys(), (Names{ "a", "b", "new" }));
        QCOMPARE(out.report.declared, (Names{ "b", "new" }));
        QCOMPARE(out.find("b")->attr().at("shape").shape().dim(0).size(), 2);
        QCOMPARE(out.items("variables"), 3u);
        const Outcome cast =
            run(model().finish(), pruned({ tensor("b", { 3 }, "b", DType::Float16) }, MetaMode::Variables));
        QCOMPARE(cast.find("b")->attr().at("dtype").type(), pb::DT_HALF);
        QVERIFY(!cast.has("save/FromFile"));
    }
    void withoutGraph()
    {
        MetaTensor parts = tensor("p", { 5 }, "p", DType::Float16);
        parts.parts = { "5 0,3", "5 3,2" };
        const Outcome out = run({}, pruned({ kA, tensor("a/read", {}), tensor("\xe5\xad\x97:0", { 2 }), parts }));
        QVERIFY(out.isClosed());
        QCOMPARE(out.report.mode, MetaMode::Variables);
        QCOMPARE(out.report.restored, 5u);
        QVERIFY(out.has("a") && out.has("var_0") && out.has("p/part_1"));
        QCOMPARE(out.find("a/read")->op(), "VariableV2"); // and the read of "a" has another name
        QCOMPARE(out.find("p/part_1")->attr().at("shape").shape().dim(0).size(), 2);
        QCOMPARE(out.meta.graph_def().versions().producer(), 21);
        QCOMPARE(out.items("variables"), 5u);
    }
    void namesOfNodes_data()
    {
        QTest::addColumn<bool>("good");
        for (const char *name : { "a", "a/b_1", ".x", "A-b", "a>b" })
            QTest::newRow(name) << true;
        for (const char *name : { "", "_a", "/a", "a b", "a:0", "a/", "a>", "\xe5\xad\x97" })
            QTest::newRow(*name ? name : "empty") << false;
    }
    void namesOfNodes()
    {
        QFETCH(bool, good);
        const std::string name = QTest::currentDataTag();
        QCOMPARE(isNodeName(name == "empty" ? "" : name), good);
    }
};

QTEST_APPLESS_MAIN(TestPrunedMeta)
#include "tst_prunedmeta.moc"
