// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The saver of the new graph, and what is true in every mode.
#include "format/proto/control_flow.pb.h"
#include "tests/format/savergraph/savedgraph.h"

#include <google/protobuf/text_format.h>

#include <chrono>

using namespace ckpt;
using namespace ckpt::test;

namespace {

SavedGraph twoVariables()
{
    SavedGraph graph;
    graph.add("a", { 2, 3 });
    graph.add("b", { 3 });
    return graph;
}

MetaRequest whole(std::vector<MetaTensor> tensors)
{
    return { MetaMode::Whole, false, false, std::move(tensors), {} };
}

using Names = std::vector<std::string>;

} // namespace

class TestExportedMeta : public QObject {
    Q_OBJECT
private slots:
    void saverIsReplaced()
    {
        const Outcome out = run(twoVariables().finish(), whole({ tensor("b", { 3 }), tensor("a", { 2, 3 }) }));
        QVERIFY(out.isClosed());
        QCOMPARE(out.keys(), (Names{ "a", "b" }));
        QVERIFY(!out.has("save/names"));
        QCOMPARE(out.inputs("save/restore_all"), (Names{ "^save/Assign", "^save/Assign_1" }));
        QCOMPARE(out.inputs("save/Assign_1"), (Names{ "b", "save/RestoreV2:1" }));
        QCOMPARE(out.meta.saver_def().restore_op_name(), "save/restore_all");
        QCOMPARE(out.meta.saver_def().filename_tensor_name(), "save/Const:0");
        QCOMPARE(out.meta.saver_def().save_tensor_name(), "save/control_dependency:0");
        QCOMPARE(out.meta.saver_def().max_to_keep(), 7);
        QCOMPARE(out.meta.saver_def().version(), pb::SaverDef::V2);
        QCOMPARE(out.report.restored, 2u);
        QVERIFY(out.report.notRestored.empty());
    }
    void wholeKeepsWhatIsNotExported()
    {
        const Outcome out = run(twoVariables().finish(), whole({ tensor("a", { 2, 3 }) }));
        QVERIFY(out.has("b/Assign"));
        QCOMPARE(out.report.notRestored, (Names{ "b" }));
    }
    void saverForV1()
    {
        MetaRequest request = whole({ tensor("a", { 2, 3 }) });
        request.v1 = true;
        const Outcome out = run(twoVariables().finish(), request);
        QCOMPARE(out.find("save/save")->op(), "SaveSlices");
        QCOMPARE(out.meta.saver_def().version(), pb::SaverDef::V1);
    }
    void nodesThatOthersUseStay()
    {
        SavedGraph graph = twoVariables();
        graph.node("mine", "Identity", { "save/RestoreV2:1" });
        const Outcome out = run(graph.finish(), whole({ tensor("a", { 2, 3 }) }));
        QVERIFY(out.isClosed());
        QVERIFY(out.has("save/RestoreV2") && !out.has("save/Assign_0"));
        QCOMPARE(out.meta.saver_def().restore_op_name(), "save_1/restore_all");
    }
    void nodesThatCollectionsNameStay()
    {
        SavedGraph graph = twoVariables();
        graph.names("kept").Add("save/SaveV2");
        const Outcome out = run(graph.finish(), whole({ tensor("a", { 2, 3 }) }));
        QVERIFY(out.isClosed() && out.has("save/SaveV2") && !out.has("save/RestoreV2"));
        QCOMPARE(out.items("kept"), 1u);
        QCOMPARE(out.meta.saver_def().restore_op_name(), "save_1/restore_all");
    }
    void renamedKeyKeepsItsVariable()
    {
        const Outcome out = run(twoVariables().finish(), whole({ tensor("a", { 2, 3 }, "z") }));
        QCOMPARE(out.keys(), (Names{ "z" }));
        QCOMPARE(out.inputs("save/Assign").front(), "a");
    }
    void keyOfAnotherVariableMeansThatOne()
    {
        SavedGraph graph = twoVariables();
        graph.add("b/average", { 3 });
        const std::string bytes = graph.finish();
        const Outcome out = run(bytes, whole({ tensor("b/average", { 3 }, "b") }));
        QCOMPARE(out.inputs("save/Assign").front(), "b");
        // The variable that a new key names comes before one that an old key would give to another tensor.
        const Outcome both = run(bytes, whole({ tensor("b", { 3 }, "old"), tensor("b/average", { 3 }, "b") }));
        QCOMPARE(both.keys(), (Names{ "b" }));
        QCOMPARE(both.why("old"), WhyLeftOut::VariableTaken);
    }
    void tensorWithoutVariable()
    {
        const Outcome out = run(twoVariables().finish(), whole({ tensor("a", { 2, 3 }), tensor("c", {}) }));
        QCOMPARE(out.why("c"), WhyLeftOut::NotInGraph);
        const auto none = exportMeta(twoVariables().finish(), "m.meta", whole({ tensor("c", {}) }));
        QVERIFY(none && none->bytes.empty());
    }
    void otherShapeIsLeftOut()
    {
        const Outcome out = run(twoVariables().finish(), whole({ tensor("a", { 2, 3 }), tensor("b", { 2 }) }));
        QCOMPARE(out.why("b"), WhyLeftOut::OtherShape);
        SavedGraph unknown = twoVariables();
        unknown.attr("b", "shape").mutable_shape()->mutable_dim(0)->set_size(-1);
        QCOMPARE(run(unknown.finish(), whole({ tensor("b", { 2 }) })).report.restored, 1u);
    }
    void castsLieInTheSaver()
    {
        const std::string bytes = twoVariables().finish();
        const Outcome out = run(bytes, whole({ tensor("a", { 2, 3 }), tensor("b", { 3 }, "b", DType::Float16) }));
        QVERIFY(out.isClosed());
        QCOMPARE(out.inputs("save/FromFile_1"), (Names{ "save/RestoreV2:1" }));
        QCOMPARE(out.inputs("save/Assign_1").back(), "save/FromFile_1");
        QCOMPARE(out.inputs("save/SaveV2").back(), "save/ToFile_1");
        QCOMPARE(out.find("save/RestoreV2")->attr().at("dtypes").list().type(1), pb::DT_HALF);
        QCOMPARE(out.find("b")->attr().at("dtype").type(), pb::DT_FLOAT);
        QCOMPARE(run(bytes, whole({ tensor("a", { 2, 3 }), tensor("b", { 3 }, "b", DType::String) })).why("b"),
            WhyLeftOut::OtherType);
    }
    void partsKeepTheirSlices()
    {
        SavedGraph graph;
        graph.add("e/part_0", { 3, 2 }, "5 2 0,3:-", "e");
        graph.add("e/part_1", { 2, 2 }, "5 2 3,2:-", "e");
        const std::string bytes = graph.finish();
        MetaTensor parts = tensor("e", { 5, 2 }, "new");
        parts.parts = { "5 2 0,3:-", "5 2 3,2:-" };
        const Outcome out = run(bytes, whole({ parts }));
        QCOMPARE(out.keys(), (Names{ "new", "new" }));
        QCOMPARE(out.find("save/RestoreV2/shape_and_slices")->attr().at("value").tensor().string_val(1), "5 2 3,2:-");
        const MetaTensor joined = tensor("e", { 5, 2 });
        QCOMPARE(run(bytes, whole({ joined })).report.restored, 2u);
        // TensorFlow takes no part out of a whole tensor of this type.
        MetaTensor half = joined;
        half.type = DType::Float16;
        half.key = "half";
        QVERIFY(exportMeta(bytes, "m.meta", whole({ half }))->bytes.empty());
        half.parts = parts.parts;
        QCOMPARE(run(bytes, whole({ half })).report.restored, 2u);
    }
    void resourceVariables()
    {
        SavedGraph graph = twoVariables();
        graph.graph().mutable_node(0)->set_op("VarHandleOp");
        const Outcome out = run(graph.finish(), whole({ tensor("a", { 2, 3 }) }));
        QVERIFY(out.isClosed());
        QCOMPARE(out.inputs("save/AssignVariableOp"), (Names{ "a", "save/Identity" }));
        QCOMPARE(out.inputs("save/SaveV2").back(), "save/Read/ReadVariableOp");
    }
    void halfATableIsRefused()
    {
        SavedGraph graph = twoVariables();
        graph.node("t", "MutableHashTableV2");
        graph.node("t/export", "LookupTableExportV2", { "t" });
        graph.node("save/import", "LookupTableImportV2", { "t", "save/RestoreV2:2", "save/RestoreV2:3" });
        graph.saved.push_back({ "t-keys", {}, {}, "t/export", pb::DT_STRING });
        graph.saved.push_back({ "t-values", {}, {}, "t/export:1", pb::DT_INT64 });
        graph.restoresToo = { "^save/import" };
        const std::string bytes = graph.finish();
        const MetaTensor keys = tensor("t-keys", { 4 }, "k", DType::String);
        const MetaTensor values = tensor("t-values", { 4 }, "v", DType::Int64);
        for (const MetaMode mode : { MetaMode::Whole, MetaMode::Pruned, MetaMode::Variables }) {
            MetaRequest request = whole({ tensor("a", { 2, 3 }), keys });
            request.mode = mode;
            QCOMPARE(run(bytes, request).why("k"), WhyLeftOut::HalfOfTable);
            request.tensors.push_back(values);
            const Outcome out = run(bytes, request);
            QVERIFY(out.isClosed());
            QCOMPARE(out.inputs("save/LookupTableImportV2"), (Names{ "t", "save/RestoreV2:1", "save/RestoreV2:2" }));
            QCOMPARE(out.inputs("save/SaveV2").back(), "t/export:1");
        }
    }
    void collectionsNameWhatIsThere()
    {
        SavedGraph graph = twoVariables();
        graph.names("train_op").Add("Adam"); // no such node, as tflearn writes it
        graph.names("losses").Add("a/read:0");
        graph.names("losses").Add("gone:0");
        graph.bytes("odd").Add("\xff\xfe any bytes");
        (*graph.meta().mutable_collection_def())["numbers"].mutable_int64_list()->add_value(5);
        graph.bytes("savers").Add(pb::SaverDef().SerializeAsString());
        graph.finish();
        graph.bytes("savers").Add(graph.meta().saver_def().SerializeAsString());
        const Outcome out = run(graph.metaBytes(), whole({ tensor("a", { 2, 3 }) }));
        QVERIFY(!out.meta.collection_def().contains("train_op"));
        QCOMPARE(out.items("losses"), 1u);
        QCOMPARE(out.report.collectionItems.at("losses"), 1u);
        QCOMPARE(out.items("variables"), 2u);
        QCOMPARE(out.meta.collection_def().at("odd").bytes_list().value(0), "\xff\xfe any bytes");
        QCOMPARE(out.meta.collection_def().at("numbers").int64_list().value(0), 5);
        QCOMPARE(out.items("savers"), 1u); // the other one names nothing
        QCOMPARE(
            out.meta.collection_def().at("savers").bytes_list().value(0), out.meta.saver_def().SerializeAsString());
    }
    void signaturesAndPlaces()
    {
        SavedGraph graph = twoVariables();
        auto &good = (*graph.meta().mutable_signature_def())["good"];
        (*good.mutable_inputs())["x"].set_name("a/read:0");
        (*(*graph.meta().mutable_signature_def())["bad"].mutable_outputs())["x"].set_name("nowhere:0");
        graph.attr("a/read", "_class").mutable_list()->add_s("loc:@a");
        graph.attr("b/read", "_class").mutable_list()->add_s("loc:@nowhere");
        graph.node("waits", "NoOp", { "^nowhere", "^a/read" });
        const Outcome out = run(graph.finish(), whole({ tensor("a", { 2, 3 }) }));
        QVERIFY(out.isClosed());
        QCOMPARE(out.meta.signature_def().size(), 1u);
        QCOMPARE(out.report.signatures, (Names{ "bad" }));
        QCOMPARE(out.find("a/read")->attr().at("_class").list().s(0), "loc:@a");
        QVERIFY(!out.find("b/read")->attr().contains("_class"));
        QCOMPARE(out.report.cutControl.size(), 1u);
    }
    void functionsAndOpsThatAreUsed()
    {
        SavedGraph graph = twoVariables();
        const auto function = [&](const std::string &name, const std::string &calls) {
            pb::FunctionDef &made = *graph.graph().mutable_library()->add_function();
            made.mutable_signature()->set_name(name);
            pb::NodeDef &node = *made.add_node_def();
            node.set_op("PartitionedCall");
            (*node.mutable_attr())["f"].mutable_func()->set_name(calls);
        };
        function("outer", "inner");
        function("inner", "none");
        function("derived", "none");
        function("same", "none");
        function("loose", "none");
        pb::GradientDef &gradient = *graph.graph().mutable_library()->add_gradient();
        gradient.set_function_name("inner");
        gradient.set_gradient_func("derived");
        for (const int i : { 1, 3 })
            (*graph.graph().mutable_library()->mutable_function(i)->mutable_attr())["api_implements"].set_s("one");
        (*graph.node("call", "While", { "a/read" }).mutable_attr())["body"].mutable_func()->set_name("outer");
        for (const char *op : { "While", "PartitionedCall", "Unused" })
            graph.meta().mutable_meta_info_def()->mutable_stripped_op_list()->add_op()->set_name(op);
        (*graph.meta().mutable_meta_info_def()->mutable_function_aliases())["loose"] = "x";
        const std::string bytes = graph.finish();
        MetaRequest request = whole({ tensor("a", { 2, 3 }) });
        QCOMPARE(run(bytes, request).report.functionsAfter, 5u);
        request.mode = MetaMode::Pruned;
        const Outcome out = run(bytes, request);
        QCOMPARE(out.report.functionsAfter, 4u);
        QCOMPARE(out.meta.graph_def().library().gradient_size(), 1);
        QCOMPARE(out.meta.meta_info_def().stripped_op_list().op_size(), 2);
        QVERIFY(out.meta.meta_info_def().function_aliases().empty());
    }
    void unknownFieldsSurvive()
    {
        SavedGraph graph = twoVariables();
        std::string bytes = graph.finish();
        const std::string unknown("\xfa\x06\x03xyz", 6); // field 111
        bytes += unknown;
        const Outcome out = run(bytes, whole({ tensor("a", { 2, 3 }) }));
        QVERIFY(out.bytes.find(unknown) != std::string::npos);
        QVERIFY(!out.report.fromText);
    }
    void sameBytesEveryTime()
    {
        const std::string bytes = twoVariables().finish();
        const MetaRequest request = whole({ tensor("a", { 2, 3 }), tensor("b", { 3 }) });
        QCOMPARE(run(bytes, request).bytes, run(bytes, request).bytes);
    }
    void textIsRead()
    {
        SavedGraph graph = twoVariables();
        graph.finish();
        std::string text;
        QVERIFY(google::protobuf::TextFormat::PrintToString(graph.meta(), &text));
        const Outcome out = run(text, whole({ tensor("a", { 2, 3 }) }));
        QVERIFY(out.report.fromText);
        QCOMPARE(out.bytes, run(graph.metaBytes(), whole({ tensor("a", { 2, 3 }) })).bytes);
    }
    void devicesAreCleared()
    {
        SavedGraph graph = twoVariables();
        graph.graph().mutable_node(0)->set_device("/job:ps");
        MetaRequest request = whole({ tensor("a", { 2, 3 }) });
        const Outcome placed = run(graph.finish(), request);
        QCOMPARE(placed.find("save/Assign")->device(), "/job:ps");
        request.clearDevices = true;
        const Outcome cleared = run(graph.metaBytes(), request);
        for (const pb::NodeDef &node : cleared.meta.graph_def().node())
            QVERIFY(node.device().empty());
    }
    void withoutSaver()
    {
        const Outcome out = run(twoVariables().metaBytes(), whole({ tensor("a", { 2, 3 }) }));
        QCOMPARE(out.keys(), (Names{ "a" }));
        QCOMPARE(out.meta.saver_def().max_to_keep(), 5);
    }
    void hostileGraphs()
    {
        SavedGraph graph = twoVariables();
        graph.node("lost", "Add", { "nowhere", "a/read" });
        graph.node("behind", "Relu", { "lost" });
        graph.node("x", "Relu", { "y" });
        graph.node("y", "Relu", { "x" });
        graph.node("odd:0", "Relu", { "odd:0" });
        graph.bytes("while_context").Add("\x0a\xff");
        graph.bytes("variables").Add("\x0a\xff");
        const std::string bytes = graph.finish();
        for (const MetaMode mode : { MetaMode::Whole, MetaMode::Pruned, MetaMode::Variables }) {
            MetaRequest request = whole({ tensor("a", { 2, 3 }) });
            request.mode = mode;
            const Outcome out = run(bytes, request);
            QCOMPARE(out.keys(), (Names{ "a" }));
            QCOMPARE(out.report.broken, 2u);
            QVERIFY(!out.has("behind"));
        }
        graph.node("a", "Const");
        const auto twice = exportMeta(graph.metaBytes(), "m.meta", whole({ tensor("a", { 2, 3 }) }));
        QVERIFY(!twice && twice.error().fault == Fault::GraphDuplicateName);
    }
    void largeGraphsTakeLinearTime()
    {
        const auto seconds = [](int nodes) {
            SavedGraph graph;
            for (int i = 0; i < nodes / 10; ++i) {
                const std::string name = "v" + std::to_string(i);
                graph.add(name, { 2 });
                for (int k = 0; k < 6; ++k)
                    graph.node(name + "/n" + std::to_string(k), "AddV2",
                        { name + "/read", i == 0 ? "v0/read" : "v" + std::to_string(i - 1) + "/n0" });
                graph.node(name + "/group", "NoOp", { "^" + name + "/Assign" });
            }
            const std::string bytes = graph.finish();
            MetaRequest request{ MetaMode::Pruned, false, false, {}, {} };
            for (int i = nodes / 20; i < nodes / 10; ++i)
                request.tensors.push_back(tensor("v" + std::to_string(i), { 2 }));
            const auto begin = std::chrono::steady_clock::now();
            run(bytes, request);
            return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        };
        const double small = seconds(10'000), large = seconds(100'000);
        QVERIFY2(large < 40 * small + 0.1, qPrintable(QString("%1 s and %2 s").arg(small).arg(large)));
    }
    void cancelled()
    {
        std::stop_source stop;
        stop.request_stop();
        const auto made = exportMeta(
            twoVariables().finish(), "m.meta", whole({ tensor("a", { 2, 3 }) }), {}, JobControl(stop.get_token()));
        QVERIFY(!made && made.error().fault == Fault::Cancelled);
    }
};

QTEST_APPLESS_MAIN(TestExportedMeta)
#include "tst_exportedmeta.moc"
