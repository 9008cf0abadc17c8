// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A variable in parts, visited in its own order: the values are those of the whole, whatever the cuts.
#include "format/checkpoint/partswalk.h"

#include "fixtures.h"

#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <random>
#include <set>

using namespace ckpt;
using namespace ckpt::test;

class TestPartsWalk : public QObject {
    Q_OBJECT
private slots:
    void grids_data();
    void grids();
    void fixtures();
    void damageIsToldLast();
    void stops();
    void veryManyParts();

private:
    QTemporaryDir m_dir;
    std::shared_ptr<const Checkpoint> opened(BundleBuilder &bundle)
    {
        static int number = 0;
        const std::string prefix = m_dir.filePath(QString("m%1").arg(++number)).toStdString();
        bundle.write(prefix);
        return openAt(prefix).value_or(nullptr);
    }
};

namespace {

// Extents of every part of a grid with up to three cuts across each axis, in any order.
std::vector<std::vector<Extent>> randomGrid(const std::vector<std::int64_t> &dims, std::mt19937 &random)
{
    std::vector<std::vector<Extent>> grid{ {} };
    for (const std::int64_t dim : dims) {
        std::set<std::int64_t> cuts{ 0, dim };
        for (int i = 0; i < 3; ++i)
            cuts.insert(static_cast<std::int64_t>(random() % static_cast<unsigned>(dim)));
        std::vector<std::vector<Extent>> finer;
        for (const auto &part : grid) {
            for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut) {
                finer.push_back(part);
                finer.back().push_back({ *cut, *std::next(cut) - *cut });
            }
        }
        grid = std::move(finer);
    }
    std::shuffle(grid.begin(), grid.end(), random);
    return grid;
}

// Values 0, 1, 2 … in row-major order of `dims`, as the part has them.
std::string partOf(const std::vector<std::int64_t> &dims, const std::vector<Extent> &extents)
{
    std::vector<std::int32_t> values;
    std::vector<std::int64_t> at(dims.size(), 0);
    while (true) {
        std::int64_t flat = 0;
        for (std::size_t axis = 0; axis < dims.size(); ++axis)
            flat = flat * dims[axis] + extents[axis].start + at[axis];
        values.push_back(static_cast<std::int32_t>(flat));
        std::size_t axis = dims.size();
        while (axis > 0 && ++at[axis - 1] == extents[axis - 1].length)
            at[--axis] = 0;
        if (axis == 0)
            return elements(values);
    }
}

void addGrid(BundleBuilder &bundle, const std::vector<std::int64_t> &dims, std::mt19937 &random)
{
    std::vector<BundleBuilder::Part> parts;
    for (const auto &extents : randomGrid(dims, random)) {
        std::vector<std::int64_t> sizes;
        sizes.reserve(extents.size());
        for (const Extent &extent : extents)
            sizes.push_back(extent.length);
        parts.push_back({ extents, sizes, partOf(dims, extents), static_cast<int>(random() % 2) });
    }
    bundle.addParts("v", 3, dims, parts);
}

} // namespace

void TestPartsWalk::grids_data()
{
    QTest::addColumn<std::vector<std::int64_t>>("dims");
    QTest::newRow("short vector") << std::vector<std::int64_t>{ 7 };
    QTest::newRow("vector over blocks") << std::vector<std::int64_t>{ 600'000 };
    QTest::newRow("rows over blocks") << std::vector<std::int64_t>{ 5, 300'001 };
    QTest::newRow("blocks over rows") << std::vector<std::int64_t>{ 1'000, 700 };
    QTest::newRow("three axes") << std::vector<std::int64_t>{ 3, 400, 500 };
    QTest::newRow("four axes") << std::vector<std::int64_t>{ 2, 3, 700, 130 };
}

void TestPartsWalk::grids()
{
    QFETCH(std::vector<std::int64_t>, dims);
    std::mt19937 random(static_cast<unsigned>(dims.size()));
    BundleBuilder bundle(2);
    addGrid(bundle, dims, random);
    const auto checkpoint = opened(bundle);
    QVERIFY(checkpoint && canWalkParts(checkpoint->variable(VariableId{ 0 })));
    std::string values;
    std::uint64_t last = 0;
    const JobControl control({}, [&](std::uint64_t done, std::uint64_t) { last = done; });
    const auto visited = visitValues(
        *checkpoint, VariableId{ 0 },
        [&](std::string_view block) {
            values += block;
            return block.size() <= (1 << 20);
        },
        control);
    QVERIFY2(visited.has_value(), visited ? "" : messageOf(visited.error()).c_str());
    std::vector<Extent> whole;
    whole.reserve(dims.size());
    for (const std::int64_t dim : dims)
        whole.push_back({ 0, dim });
    QVERIFY(values == partOf(dims, whole));
    QCOMPARE(last, static_cast<std::uint64_t>(values.size()));
}

void TestPartsWalk::fixtures()
{
    int compared = 0;
    for (const std::string folder : { "partitioned-v2", "multi-shard-tf2" }) {
        const nlohmann::json expected = expectation(folder);
        for (const auto &item : expected["checkpoints"]) {
            const auto checkpoint = openAt(dataPath(folder) + "/" + item["prefix"].get<std::string>());
            for (std::size_t i = 0; checkpoint && i < (*checkpoint)->variables().size(); ++i) {
                const Variable &variable = (*checkpoint)->variables()[i];
                if (variable.slices.empty() || !canWalkParts(variable) || !isFixedSize(variable.dtype))
                    continue;
                std::string values;
                const auto walked = walkParts(**checkpoint, variable,
                    [&](std::string_view block) {
                        values += block;
                        return true;
                    },
                    {});
                QVERIFY(walked.has_value());
                QVERIFY(values == readVariable(**checkpoint, static_cast<VariableId>(i))->bytes);
                ++compared;
            }
        }
    }
    QVERIFY2(compared >= 7, qPrintable(QString::number(compared)));
}

void TestPartsWalk::damageIsToldLast()
{
    std::mt19937 random(9);
    BundleBuilder bundle(2);
    addGrid(bundle, { 100, 90 }, random);
    bundle.data(1)[3] ^= 1;
    const auto checkpoint = opened(bundle);
    std::size_t seen = 0;
    const auto visited = visitValues(*checkpoint, VariableId{ 0 }, [&](std::string_view block) {
        seen += block.size();
        return true;
    });
    QVERIFY(!visited);
    QCOMPARE(visited.error().fault, Fault::TensorChecksum);
    QCOMPARE(visited.error().key, std::string("v"));
    QCOMPARE(seen, std::size_t{ 36'000 });
    QVERIFY(!sha256(*checkpoint, VariableId{ 0 }).has_value());
}

void TestPartsWalk::stops()
{
    std::mt19937 random(10);
    BundleBuilder bundle(2);
    addGrid(bundle, { 1'000, 700 }, random);
    const auto checkpoint = opened(bundle);
    int blocks = 0;
    const auto visited = visitValues(*checkpoint, VariableId{ 0 }, [&](std::string_view) { return ++blocks < 2; });
    QCOMPARE(visited.error().fault, Fault::Cancelled);
    QCOMPARE(blocks, 2);
    std::stop_source stop;
    stop.request_stop();
    const auto stopped = visitValues(
        *checkpoint, VariableId{ 0 }, [](std::string_view) { return true; }, JobControl(stop.get_token()));
    QCOMPARE(stopped.error().fault, Fault::Cancelled);
}

void TestPartsWalk::veryManyParts()
{
    Variable variable;
    variable.dtype = DType::Float32;
    variable.shape = *TensorShape::make(std::vector<std::int64_t>{ 1'000'000, 1'000 });
    variable.slices.resize(1'000);
    QVERIFY(canWalkParts(variable));
    variable.slices.resize(1'000'000);
    QVERIFY(!canWalkParts(variable));
}

QTEST_APPLESS_MAIN(TestPartsWalk)
#include "tst_partswalk.moc"
