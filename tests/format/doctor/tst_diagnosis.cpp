// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What the doctor finds, case by case; that it ends soon and can be stopped; plans and code made of it.
#include "format/doctor/acceptance.h"
#include "format/doctor/diagnosis.h"
#include "format/doctor/wanted.h"
#include "tests/format/doctor/madepairs.h"

#include <QTest>

#include <chrono>
#include <fmt/format.h>

using namespace ckpt;
using namespace ckpt::test;

namespace {

const Finding &of(const Diagnosis &diagnosis, const Variables &wanted, const std::string &key)
{
    const auto found =
        std::find_if(wanted.begin(), wanted.end(), [&](const NamedVariable &each) { return each.key == key; });
    return diagnosis.findings[static_cast<std::size_t>(found - wanted.begin())];
}

std::string partner(const Diagnosis &diagnosis, const Variables &wanted, const Variables &have, const std::string &key)
{
    const Finding &finding = of(diagnosis, wanted, key);
    return finding.have < 0 ? "" : have[static_cast<std::size_t>(finding.have)].key;
}

bool hasReason(std::span<const Reason> reasons, Reason::Kind kind)
{
    return std::any_of(reasons.begin(), reasons.end(), [kind](const Reason &each) { return each.kind == kind; });
}

Variables fromFile(const std::string &path)
{
    const auto list = readWanted(path);
    return list ? list->variables : Variables();
}

const std::string kTransfer = CKPT_SOURCE_DIR "/tests/data/transfer-5-to-6-layers/";

} // namespace

class TestDiagnosis : public QObject {
    Q_OBJECT

private slots:
    void fiveLayersIntoSix()
    {
        const Variables wanted = fromFile(kTransfer + "six/graph.meta"), have = fromFile(kTransfer + "base");
        const auto diagnosis = diagnose(wanted, have);
        QVERIFY(diagnosis.has_value());
        for (int i = 1; i <= 5; ++i)
            QCOMPARE(of(*diagnosis, wanted, fmt::format("layer{}/weights", i)).state, MatchState::Found);
        for (const char *key : { "layer6/weights", "layer6/biases" }) {
            const Finding &sixth = of(*diagnosis, wanted, key);
            QCOMPARE(sixth.state, MatchState::Missing);
            QCOMPARE(sixth.have, -1);
        }
        // The fifth has its shape and is taken; it is told as what it is.
        const auto &others = of(*diagnosis, wanted, "layer6/biases").others;
        QVERIFY(!others.empty());
        QVERIFY(hasReason(others.front().reasons, Reason::Kind::Taken));
        QCOMPARE(others.front().confidence, 0.0);
        QVERIFY(hasReason(of(*diagnosis, wanted, "layer5/weights").reasons, Reason::Kind::OtherNumbers));
        QVERIFY(headline(*diagnosis).find("cannot be restored") != std::string::npos);
        QCOMPARE(tensorflowError(*diagnosis, wanted, have), std::string("Key layer6/biases not found in checkpoint"));
    }

    void renumberedLayersAreNeverSure()
    {
        const Variables wanted = plainNet("layer_", 1, 6, { 30 }), have = plainNet("old/layer_", 0, 5, { 30 });
        const auto diagnosis = diagnose(wanted, have);
        for (const Finding &finding : diagnosis->findings)
            QVERIFY(finding.confidence < 0.6);
    }

    void layersOfARenamedGraph()
    {
        const Variables wanted = fromFile(kTransfer + "renamed/graph.meta"), have = fromFile(kTransfer + "base");
        QVERIFY(!wanted.empty() && !have.empty());
        const auto diagnosis = diagnose(wanted, have);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const Finding &finding = diagnosis->findings[i];
            QVERIFY(finding.confidence < kSureConfidence);
            if (finding.restores())
                QVERIFY(wanted[i].key.ends_with(have[static_cast<std::size_t>(finding.have)].key));
        }
    }

    void renamingOfRecurrentCells()
    {
        const std::string data = CKPT_SOURCE_DIR "/tests/data/rnn-old-names/";
        Variables wanted = fromFile(data + "new"), have = fromFile(data + "ancient");
        for (Variables *list : { &wanted, &have })
            for (NamedVariable &each : *list)
                each.checksum.reset();
        const auto diagnosis = diagnose(wanted, have);
        QCOMPARE(diagnosis->count(MatchState::Missing), std::size_t(0));
        QCOMPARE(partner(*diagnosis, wanted, have, "rnn/multi_rnn_cell/cell_1/basic_lstm_cell/kernel"),
            std::string("RNN/MultiRNNCell/Cell1/BasicLSTMCell/Linear/Matrix"));
        for (const Finding &finding : diagnosis->findings)
            QVERIFY(finding.confidence >= kSureConfidence);
        QVERIFY(diagnosis->unused.empty());
    }

    void namesOfTensorFlow1InObjectKeys()
    {
        Variables have{ variable("net/w/.ATTRIBUTES/VARIABLE_VALUE", { 3, 4 }) };
        have[0].alias = "dense/kernel";
        const Variables wanted{ variable("dense/kernel", { 3, 4 }) };
        const auto diagnosis = diagnose(wanted, have);
        QCOMPARE(diagnosis->findings[0].state, MatchState::Renamed);
        QVERIFY(hasReason(diagnosis->findings[0].reasons, Reason::Kind::FullName));
    }

    void shapesAndTypesThatDiffer()
    {
        const Variables wanted{ variable("a/kernel", { 3, 3 }), variable("a/bias", { 3 }),
            variable("b/kernel", { -1, 4 }) };
        const Variables have{ variable("a/bias", { 3 }, DType::Float64), variable("a/kernel", { 5, 5 }),
            variable("b/kernel", { 9, 4 }) };
        const auto diagnosis = diagnose(wanted, have);
        QCOMPARE(of(*diagnosis, wanted, "a/kernel").state, MatchState::WrongShape);
        QCOMPARE(of(*diagnosis, wanted, "a/bias").state, MatchState::OtherType);
        QCOMPARE(of(*diagnosis, wanted, "b/kernel").state, MatchState::Found); // any number of rows
        QCOMPARE(tensorflowError(*diagnosis, wanted, have),
            std::string("tensor_name = a/bias; expected dtype float does not equal original dtype double"));
        QCOMPARE(headline(*diagnosis),
            std::string(
                "1 of 3 wanted variables is there under its own name; 1 more has another type; 1 cannot be restored."));
    }

    void aWrongShapeUnderARuleIsNamed()
    {
        Variables wanted =
            renamed("", residualNet(3), [](const auto &v, std::size_t) { return "student/" + v.key; }).have;
        Variables have = residualNet(3);
        auto &logits =
            *std::find_if(wanted.begin(), wanted.end(), [](const auto &v) { return v.key.ends_with("logits/biases"); });
        logits.shape = { 10 };
        const auto diagnosis = diagnose(wanted, have);
        const Finding &finding = of(*diagnosis, wanted, logits.key);
        QCOMPARE(finding.state, MatchState::WrongShape);
        QCOMPARE(have[static_cast<std::size_t>(finding.have)].key, std::string("resnet/logits/biases"));
    }

    void averagesAndSlots()
    {
        const Variables wanted{ variable("net/w", { 3, 4 }), variable("net/w/Adam", { 3, 4 }),
            variable("net/w/Adam_1", { 3, 4 }), variable("v/ExponentialMovingAverage", { 7 }) };
        const Variables have{ variable("old/net/w", { 3, 4 }), variable("old/net/w/Adam", { 3, 4 }),
            variable("old/net/w/Adam_1", { 3, 4 }), variable("v", { 7 }) };
        const auto diagnosis = diagnose(wanted, have);
        QCOMPARE(partner(*diagnosis, wanted, have, "net/w/Adam"), std::string("old/net/w/Adam"));
        QCOMPARE(partner(*diagnosis, wanted, have, "net/w/Adam_1"), std::string("old/net/w/Adam_1"));
        const Finding &average = of(*diagnosis, wanted, "v/ExponentialMovingAverage");
        QCOMPARE(average.state, MatchState::Proposed);
        QVERIFY(hasReason(average.reasons, Reason::Kind::WeightInstead));
        QVERIFY(average.confidence < kSureConfidence);
    }

    void equalValuesProveAndMislead()
    {
        Variables wanted{ variable("layer1/w", { 9, 9 }), variable("layer2/w", { 9, 9 }), variable("x", { 4, 4 }) };
        Variables have{ variable("layer1/w", { 9, 9 }), variable("layer2/w", { 9, 9 }), variable("layer3/w", { 9, 9 }),
            variable("y", { 4, 4 }) };
        wanted[0].checksum = have[1].checksum = 5;
        wanted[1].checksum = have[2].checksum = 6;
        wanted[2].checksum = have[3].checksum = 7;
        const auto diagnosis = diagnose(wanted, have);
        // The name is what TensorFlow goes by; where the values are is told.
        QCOMPARE(diagnosis->findings[0].state, MatchState::Found);
        QVERIFY(hasReason(diagnosis->findings[0].reasons, Reason::Kind::ValuesElsewhere));
        QVERIFY(diagnosis->findings[2].confidence > kSureConfidence);
    }

    void nameless()
    {
        Variables wanted = plainNet("dense_", 1, 3, { 10, 20, 30, 5 });
        for (std::size_t i = 0; i < wanted.size(); ++i)
            wanted[i].order = static_cast<std::int64_t>(i);
        const MadePair pair = renamed("", wanted, [](const auto &, std::size_t i) {
            return i == 0 ? std::string("Variable") : fmt::format("Variable_{}", i);
        });
        const auto diagnosis = diagnose(wanted, pair.have);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const Finding &finding = diagnosis->findings[i];
            QVERIFY(finding.have >= 0);
            QCOMPARE(pair.have[static_cast<std::size_t>(finding.have)].key, pair.truth.at(wanted[i].key));
            QVERIFY(finding.confidence < kSureConfidence);
        }
    }

    void namesAlone()
    {
        auto list = parseWantedNames("student/resnet/conv1/weights\nstudent/resnet/logits/weights\nnothing/like/it\n");
        const auto diagnosis = diagnose(list->variables, residualNet(2));
        QVERIFY(diagnosis->findings[0].restores());
        QVERIFY(diagnosis->findings[0].confidence < kSureConfidence); // its shape is not known
        QCOMPARE(diagnosis->findings[2].state, MatchState::Missing);
    }

    void eachIsGivenOnce()
    {
        for (const MadePair &pair : madePairs("towers", towers(), 7)) {
            const auto diagnosis = diagnose(pair.wanted, pair.have);
            std::vector<int> uses(pair.have.size());
            for (const Finding &finding : diagnosis->findings)
                if (finding.have >= 0)
                    ++uses[static_cast<std::size_t>(finding.have)];
            for (std::size_t j = 0; j < uses.size(); ++j) {
                QVERIFY2(uses[j] <= 1, pair.name.c_str());
                const bool unused = std::binary_search(
                    diagnosis->unused.begin(), diagnosis->unused.end(), static_cast<std::int32_t>(j));
                QCOMPARE(unused, uses[j] == 0);
            }
        }
    }

    void theSameTwice()
    {
        for (const MadePair &pair : madePairs("residual", residualNet(4), 5)) {
            const auto first = diagnose(pair.wanted, pair.have), second = diagnose(pair.wanted, pair.have);
            for (std::size_t i = 0; i < pair.wanted.size(); ++i) {
                QCOMPARE(first->findings[i].have, second->findings[i].have);
                QCOMPARE(first->findings[i].confidence, second->findings[i].confidence);
                QCOMPARE(reasonTexts(first->findings[i].reasons), reasonTexts(second->findings[i].reasons));
            }
        }
    }

    void nothingToDo()
    {
        QCOMPARE(headline(*diagnose({}, {})), std::string("Nothing is wanted."));
        const Variables net = towers();
        QCOMPARE(diagnose(net, {})->count(MatchState::Missing), net.size());
        QCOMPARE(diagnose({}, net)->unused.size(), net.size());
        const auto same = diagnose(net, net);
        QCOMPARE(same->count(MatchState::Found), net.size());
        QVERIFY(tensorflowError(*same, net, net).empty());
    }

    void hundredThousand_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("prefix") << 0;
        QTest::newRow("other words, few shapes") << 1;
        QTest::newRow("one shape, no common word") << 2;
        QTest::newRow("nameless") << 3;
    }

    void hundredThousand()
    {
        QFETCH(int, kind);
        Variables wanted, have;
        for (int i = 0; i < 100'000; ++i) {
            const std::int64_t size = kind == 2 ? 8 : 8 + i % 500;
            wanted.push_back(variable(fmt::format("net/block{}/layer{}/kernel", i / 100, i % 100), { size, 8 }));
            const std::string key = kind == 0 ? "old/" + wanted.back().key
                : kind == 1                   ? fmt::format("trunk/part{}/piece{}/weights", i / 100, i % 100)
                : kind == 2                   ? fmt::format("q{}x/z{}", i, i * 7)
                                              : fmt::format("Variable_{}", i);
            have.push_back(variable(key, { size, 8 }));
        }
        const auto begin = std::chrono::steady_clock::now();
        const auto diagnosis = diagnose(wanted, have);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        QVERIFY(diagnosis.has_value());
        if (kind == 0)
            QCOMPARE(diagnosis->count(MatchState::Missing), std::size_t(0));
        qInfo("%.2f s", took.count());
        QVERIFY(took.count() < 60); // all pairs would take an hour
    }

    void stops()
    {
        Variables wanted, have;
        for (int i = 0; i < 50'000; ++i) {
            wanted.push_back(variable(fmt::format("net/b{}/l{}/kernel", i / 100, i % 100), { 8 + i % 50, 8 }));
            have.push_back(variable(fmt::format("trunk/p{}/q{}/weights", i / 100, i % 100), { 8 + i % 50, 8 }));
        }
        for (const int percent : { 0, 10, 20, 30, 50 }) {
            std::stop_source stop;
            std::chrono::steady_clock::time_point asked;
            if (percent == 0) {
                stop.request_stop();
                asked = std::chrono::steady_clock::now();
            }
            const JobControl control(stop.get_token(), [&](std::uint64_t done, std::uint64_t) {
                if (done >= static_cast<std::uint64_t>(percent) && !stop.stop_requested()) {
                    stop.request_stop();
                    asked = std::chrono::steady_clock::now();
                }
            });
            const auto diagnosis = diagnose(wanted, have, control);
            const std::chrono::duration<double> took = std::chrono::steady_clock::now() - asked;
            QVERIFY(!diagnosis.has_value());
            QCOMPARE(diagnosis.error().fault, Fault::Cancelled);
            qInfo("%d %%: stopped after %.3f s", percent, took.count());
            QVERIFY2(took.count() < 1, fmt::format("{} %: {:.2f} s", percent, took.count()).c_str());
        }
    }

    void namesThatAreAnyBytes()
    {
        const std::string odd[] = { "", "/", "//", "\xff\xfe/\x01", std::string(100'000, '/'), std::string(50'000, 'a'),
            std::string("a\0b", 3), "99999999999999999999/9", "....", ".ATTRIBUTES/VARIABLE_VALUE",
            "x/.OPTIMIZER_SLOT//m" };
        Variables wanted, have;
        for (const std::string &key : odd) {
            wanted.push_back(variable(key, { 2, 2 }));
            have.push_back(variable("p/" + key, { 2, 2 }));
        }
        const auto diagnosis = diagnose(wanted, have);
        QVERIFY(diagnosis.has_value());
        for (const Finding &finding : diagnosis->findings)
            (void)reasonTexts(finding.reasons);
    }

    void acceptedPairsBecomeAPlan()
    {
        const Variables wanted{ variable("a", { 2 }), variable("net/kernel", { 3, 3 }),
            variable("c", { 2 }, DType::Float16), variable("d", { 2 }, DType::Int32) };
        const Variables have{ variable("a", { 2 }), variable("c", { 2 }), variable("d", { 2 }),
            variable("net/weights", { 3, 3 }) };
        const auto diagnosis = diagnose(wanted, have);
        const auto pairs = accepted(*diagnosis, wanted, have);
        QCOMPARE(pairs.size(), std::size_t(3)); // float to int is no cast
        const ExportPlan plan = planOf(pairs, wanted, have, { .path = "x" });
        QVERIFY(plan.select.empty());
        QCOMPARE(plan.items.size(), std::size_t(3));
        QVERIFY(!plan.items[0].to);
        QCOMPARE(plan.items[1].from, std::string("net/weights"));
        QCOMPARE(plan.items[1].to, std::optional<std::string>("net/kernel"));
        QCOMPARE(plan.items[2].cast, std::optional<DType>(DType::Float16));
        QVERIFY(plan.target.meta == MetaChoice::None);
        QCOMPARE(accepted(*diagnosis, wanted, have, 1).size(), std::size_t(2));
    }

    void codeEscapesNames()
    {
        const Variables wanted{ variable("a\"b", { 2 }) }, have{ variable("c\\\xff", { 2 }) };
        const std::vector<AcceptedPair> pairs{ { 0, 0 } };
        const std::string one = restoringCode(CodeKind::TensorFlow1, pairs, wanted, have, "save/x");
        const std::string two = restoringCode(CodeKind::TensorFlow2, pairs, wanted, have, "save/x");
        const std::string from = "b\"c\\\\\\xff\"", to = "\"a\\\"b\"";
        QVERIFY2(one.find(from + ": " + to + ',') != std::string::npos, one.c_str());
        QVERIFY(one.find("init_from_checkpoint(\"save/x\",") != std::string::npos);
        QVERIFY2(two.find(to + ": " + from + ',') != std::string::npos, two.c_str());
    }
};

QTEST_GUILESS_MAIN(TestDiagnosis)
#include "tst_diagnosis.moc"
