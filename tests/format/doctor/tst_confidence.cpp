// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Whether confidences keep what they say, over pairs of lists that were made by renaming (NOTES.md has the table).
#include "format/doctor/diagnosis.h"
#include "tests/format/doctor/madepairs.h"

#include <QTest>

#include <array>
#include <fmt/format.h>

using namespace ckpt;
using namespace ckpt::test;

namespace {

constexpr std::array kBorders{ 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01 };

struct Tally {
    std::size_t told = 0, right = 0;
    double sum = 0;
};

struct Scenario {
    std::size_t all = 0, sure = 0, told = 0, right = 0;
};

class Study {
public:
    void add(const MadePair &pair)
    {
        const auto diagnosis = diagnose(pair.wanted, pair.have);
        QVERIFY(diagnosis.has_value());
        Scenario &scenario = scenarios[pair.name.substr(pair.name.find(": ") + 2)];
        scenario.all += pair.truth.size();
        for (std::size_t i = 0; i < pair.wanted.size(); ++i) {
            const Finding &finding = diagnosis->findings[i];
            if (!finding.restores())
                continue;
            const auto truth = pair.truth.find(pair.wanted[i].key);
            const std::string &key = pair.have[static_cast<std::size_t>(finding.have)].key;
            const bool right = truth != pair.truth.end() && truth->second == key;
            scenario.right += right ? 1 : 0;
            scenario.told += 1;
            if (finding.state == MatchState::Found)
                continue; // a name is a name
            const bool sure = finding.confidence >= kSureConfidence;
            scenario.sure += sure ? 1 : 0;
            if (sure && !right)
                wrong.push_back(fmt::format("{}: {} <- {} {:.2f} ({})", pair.name, pair.wanted[i].key, key,
                    finding.confidence, reasonTexts(finding.reasons)));
            const auto bin = static_cast<std::size_t>(
                std::upper_bound(kBorders.begin(), kBorders.end(), finding.confidence) - kBorders.begin());
            tallies[bin].told += 1;
            tallies[bin].right += right ? 1 : 0;
            tallies[bin].sum += finding.confidence;
        }
    }

    std::map<std::string, Scenario> scenarios;
    std::array<Tally, kBorders.size() + 1> tallies{};
    std::vector<std::string> wrong;
};

Variables ofFolder(const std::string &path)
{
    const auto run = scanRun(path);
    if (!run || run->checkpoints.empty())
        return {};
    const auto opened = Checkpoint::open(run->checkpoints[run->current]);
    if (!opened)
        return {};
    auto named = namedVariables(**opened, nullptr);
    std::erase_if(*named, [](const NamedVariable &each) {
        return each.key == kObjectGraphKey || each.key.find("/.ATTRIBUTES/") != std::string::npos;
    });
    for (NamedVariable &each : *named)
        each.checksum.reset(); // names are what is studied
    return *named;
}

} // namespace

class TestConfidence : public QObject {
    Q_OBJECT

private slots:
    void keepsWhatItSays()
    {
        std::vector<std::pair<std::string, Variables>> nets{ { "residual", residualNet(9) },
            { "transformer", transformer(4) }, { "towers", towers() },
            { "plain", plainNet("layer", 1, 6, { 10, 20, 30, 30, 30, 20, 5 }, "weights", "biases") },
            { "equal layers", plainNet("net/dense_", 0, 6, { 30 }) } };
        const std::string data = CKPT_SOURCE_DIR "/tests/data/";
        for (const char *folder : { "transfer-5-to-6-layers/base", "rnn-old-names/new", "rnn-old-names/ancient" })
            nets.emplace_back(folder, ofFolder(data + folder));
        nets.emplace_back("sample", ofFolder(CKPT_SOURCE_DIR "/resources/sample"));
        Study study;
        for (const auto &[name, net] : nets) {
            QVERIFY2(!net.empty(), name.c_str());
            for (std::uint32_t seed = 1; seed <= 3; ++seed) {
                for (const MadePair &pair : madePairs(name, net, seed))
                    study.add(pair);
            }
        }
        for (const std::string &each : study.wrong)
            qWarning("%s", each.c_str());
        QVERIFY(study.wrong.empty());
        for (const Tally &tally : study.tallies) {
            if (tally.told < 20)
                continue;
            const double mean = tally.sum / static_cast<double>(tally.told);
            const double right = static_cast<double>(tally.right) / static_cast<double>(tally.told);
            qInfo("mean confidence %.3f: %zu told, %.3f right", mean, tally.told, right);
            QVERIFY2(right >= mean - 0.02, fmt::format("{:.3f}: only {:.3f} are right", mean, right).c_str());
        }
        // Careful is easy for one who says nothing.
        for (const auto &[name, sure, told] : { std::tuple{ "prefix", 0.99, 1.0 }, std::tuple{ "wrapper", 0.99, 1.0 },
                 std::tuple{ "full names", 1.0, 1.0 }, std::tuple{ "spelling", 0.5, 0.99 },
                 std::tuple{ "prefix and spelling", 0.8, 0.99 }, std::tuple{ "prefix, drop and add", 0.8, 0.9 },
                 std::tuple{ "flattened", 0.85, 0.85 }, std::tuple{ "top scopes", 0.65, 0.9 },
                 std::tuple{ "first scope stripped", 0.6, 0.8 } }) {
            const Scenario &each = study.scenarios[name];
            const auto share = [&](std::size_t of) { return static_cast<double>(of) / static_cast<double>(each.all); };
            qInfo("%s: sure %.2f, right %.2f", name, share(each.sure), share(each.right));
            QVERIFY2(share(each.sure) >= sure, name);
            QVERIFY2(share(each.right) >= told * 0.97, name);
        }
    }
};

QTEST_GUILESS_MAIN(TestConfidence)
#include "tst_confidence.moc"
