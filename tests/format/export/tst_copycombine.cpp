// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Variables of a new checkpoint that are made of several: averages, interpolations, picks.
#include "format/checkpoint/valuereader.h"
#include "format/export/copycheckpoint.h"
#include "format/export/writearrays.h"
#include "format/tensor/cast.h"
#include "tests/format/checkpoint/fixtures.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <random>

using namespace ckpt;
using namespace ckpt::test;

namespace {

using Source = std::shared_ptr<const Checkpoint>;
using Floats = std::vector<float>;

constexpr std::int64_t kMany = 150'001; // more than one block, and no whole number of them

Source must(const Result<Source> &opened)
{
    if (!opened)
        qFatal("%s", messageOf(opened.error()).c_str());
    return *opened;
}

template <typename T>
std::string bytesOf(const std::vector<T> &values)
{
    return std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
}

Floats randomFloats(unsigned seed, std::int64_t count = kMany)
{
    std::mt19937 random(seed);
    Floats values;
    for (std::int64_t i = 0; i < count; ++i)
        values.push_back(std::ldexp(static_cast<float>(random()) * 0x1p-32f - 0.5f, static_cast<int>(random() % 8)));
    return values;
}

std::shared_ptr<Combination> average(std::vector<Source> others, const std::string &key)
{
    auto combination = std::make_shared<Combination>();
    combination->terms.push_back({ nullptr, VariableId{ 0 } });
    for (Source &other : others) {
        const VariableId id = other->find(key).value();
        combination->terms.push_back({ std::move(other), id });
    }
    return combination;
}

// The float64 values rounded once.
std::string rounded(const std::vector<double> &values, DType to)
{
    std::string out;
    castElements(DType::Float64, to, bytesOf(values), out);
    return out;
}

std::vector<double> averageOf(const std::vector<Floats> &all)
{
    std::vector<double> values(all.front().begin(), all.front().end());
    for (std::size_t i = 1; i < all.size(); ++i)
        for (std::size_t k = 0; k < values.size(); ++k)
            values[k] += static_cast<double>(all[i][k]);
    for (double &value : values)
        value /= static_cast<double>(all.size());
    return values;
}

} // namespace

class TestCopyCombine : public QObject {
    Q_OBJECT
private slots:
    void init();
    void averages();
    void interpolations();
    void partsStayWhereAllHaveThem();
    void otherPartsBecomeOneWhole();
    void bothFormats();
    void picksOfAnotherCheckpoint();
    void arrays();
    void whatDoesNotFit();
    void damageInAnyTermEndsIt();
    void changedTermsAreFound();
    void isCancelled();

private:
    Source bundle(const std::string &name, const Floats &values, bool parts = false);
    std::string in(const std::string &name) const
    {
        return m_dir->filePath(QString::fromStdString(name)).toStdString();
    }
    std::string valuesAt(const std::string &prefix, const std::string &key) const
    {
        const Source opened = must(openAt(prefix));
        const auto values = readVariable(*opened, opened->find(key).value());
        if (!values)
            qFatal("%s", messageOf(values.error()).c_str());
        return values->bytes;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::vector<Floats> m_floats;
    std::vector<Source> m_sources;
};

Source TestCopyCombine::bundle(const std::string &name, const Floats &values, bool parts)
{
    BundleBuilder builder;
    const auto count = static_cast<std::int64_t>(values.size());
    if (parts) {
        const std::int64_t first = count / 3;
        builder.addParts("w", 1, { count },
            { { { { 0, first } }, { first }, bytesOf(Floats(values.begin(), values.begin() + first)) },
                { { { first, count - first } }, { count - first },
                    bytesOf(Floats(values.begin() + first, values.end())) } });
    } else {
        builder.add("w", 1, { count }, bytesOf(values));
    }
    builder.add("x/" + name, 9, {}, std::string(8, '\1'));
    builder.write(in(name));
    return must(openAt(in(name) + ".index"));
}

void TestCopyCombine::init()
{
    m_dir = std::make_unique<QTemporaryDir>();
    m_floats = { randomFloats(1), randomFloats(2), randomFloats(3) };
    m_sources = { bundle("a", m_floats[0]), bundle("b", m_floats[1]), bundle("c", m_floats[2]) };
}

void TestCopyCombine::averages()
{
    const std::vector<double> expected = averageOf(m_floats);
    for (const DType type : { DType::Float32, DType::Float16, DType::Float64 }) {
        CopyItem item{ .from = VariableId{ 0 }, .key = "w", .cast = type };
        item.combination = average({ m_sources[1], m_sources[2] }, "w");
        for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
            const std::string prefix = in(std::string(name(type)) + name(format));
            const auto copied = copyCheckpoint(*m_sources[0], { item }, prefix, { format, {} });
            QVERIFY2(copied, copied ? "" : messageOf(copied.error()).c_str());
            QVERIFY(valuesAt(prefix, "w") == rounded(expected, type));
            const auto &why = copied->deviations;
            QVERIFY(std::find(why.begin(), why.end(), Deviation::SeveralSources) != why.end());
            QCOMPARE(copied->figures.size(), std::size_t(type == DType::Float32 ? 0 : 1));
            if (type == DType::Float16)
                QVERIFY(copied->figures.at(0).maxUlp <= 0.5 && copied->figures.at(0).maxUlp > 0.4);
        }
    }
}

void TestCopyCombine::interpolations()
{
    for (const double t : { 0.0, 0.25, 1.0, -0.5 }) {
        auto combination = average({ m_sources[1] }, "w");
        combination->kind = Combination::Kind::Linear;
        combination->t = t;
        CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
        item.combination = combination;
        std::vector<double> expected;
        for (std::size_t i = 0; i < m_floats[0].size(); ++i) {
            const double a = static_cast<double>(m_floats[0][i]), b = static_cast<double>(m_floats[1][i]);
            expected.push_back(a + t * (b - a));
        }
        const std::string prefix = in("t" + std::to_string(t));
        QVERIFY(copyCheckpoint(*m_sources[0], { item }, prefix, {}));
        QVERIFY(valuesAt(prefix, "w") == rounded(expected, DType::Float32));
    }
    QVERIFY(valuesAt(in("t" + std::to_string(0.0)), "w") == bytesOf(m_floats[0]));
}

void TestCopyCombine::partsStayWhereAllHaveThem()
{
    const Source a = bundle("pa", m_floats[0], true), b = bundle("pb", m_floats[1], true);
    CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
    item.combination = average({ b }, "w");
    const auto plan = planCopy(*a, { item }, {});
    QVERIFY(plan && plan->pieces.size() == 2 && !plan->items.front().joined);
    QVERIFY(copyCheckpoint(*a, { item }, in("o"), {}));
    QVERIFY(valuesAt(in("o"), "w") == rounded(averageOf({ m_floats[0], m_floats[1] }), DType::Float32));
    QCOMPARE(must(openAt(in("o")))->variables()[0].slices.size(), std::size_t(2));
}

void TestCopyCombine::otherPartsBecomeOneWhole()
{
    const Source parts = bundle("p", m_floats[0], true);
    for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
        CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
        item.combination = average({ m_sources[1] }, "w");
        const std::string prefix = in(name(format));
        const auto copied = copyCheckpoint(*parts, { item }, prefix, { format, {} });
        QVERIFY2(copied, copied ? "" : messageOf(copied.error()).c_str());
        const auto &why = copied->deviations;
        QVERIFY(std::find(why.begin(), why.end(), Deviation::Joined) != why.end());
        QVERIFY(valuesAt(prefix, "w") == rounded(averageOf({ m_floats[0], m_floats[1] }), DType::Float32));
        QVERIFY(!must(openAt(prefix))->variables()[0].isPartitioned());
    }
}

void TestCopyCombine::bothFormats()
{
    SlicesBuilder builder;
    const Floats few = randomFloats(7, 12);
    builder.add("w", 1, { 3, 4 }, SlicesBuilder::floatValues(few));
    builder.write(in("one"));
    const Source v1 = must(openAt(in("one")));
    BundleBuilder other;
    const Floats others = randomFloats(8, 12);
    other.add("w", 1, { 3, 4 }, bytesOf(others));
    other.write(in("two"));
    const Source v2 = must(openAt(in("two.index")));
    for (const auto &[first, second] : { std::pair(v1, v2), std::pair(v2, v1) }) {
        for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
            CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
            item.combination = average({ second }, "w");
            const std::string prefix = in(std::string("o") + name(first->format()) + name(format));
            const auto copied = copyCheckpoint(*first, { item }, prefix, { format, {} });
            QVERIFY2(copied, copied ? "" : messageOf(copied.error()).c_str());
            QVERIFY(valuesAt(prefix, "w") == rounded(averageOf({ few, others }), DType::Float32));
        }
    }
}

void TestCopyCombine::picksOfAnotherCheckpoint()
{
    CopyItem own{ .from = m_sources[0]->find("x/a").value(), .key = "z" };
    CopyItem other{ .from = m_sources[1]->find("w").value(), .key = "w" };
    other.source = m_sources[1];
    CopyItem only{ .from = m_sources[2]->find("x/c").value(), .key = "a" };
    only.source = m_sources[2];
    for (const auto shards : { std::optional<std::int32_t>(), std::optional<std::int32_t>(2) }) {
        const std::string prefix = in("o" + std::to_string(shards.value_or(0)));
        const auto copied = copyCheckpoint(*m_sources[0], { other, own, only }, prefix, { StorageFormat::V2, shards });
        QVERIFY2(copied, copied ? "" : messageOf(copied.error()).c_str());
        QCOMPARE(copied->files.size(), std::size_t(shards ? 3 : 2));
        QVERIFY(valuesAt(prefix, "w") == bytesOf(m_floats[1]));
        const Source opened = must(openAt(prefix + ".index"));
        QCOMPARE(opened->variables().size(), std::size_t(3));
        QVERIFY(opened->variables()[0].at->offset < opened->variables()[1].at->offset); // in order of keys
    }
}

void TestCopyCombine::arrays()
{
    const Source parts = bundle("p", m_floats[1], true);
    CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
    item.combination = average({ parts, m_sources[2] }, "w");
    CopyItem other{ .from = m_sources[1]->find("x/b").value(), .key = "n" };
    other.source = m_sources[1];
    for (const StorageFormat format : { StorageFormat::Npz, StorageFormat::Safetensors }) {
        const std::string path = in(std::string("o.") + name(format));
        const auto written = exportArrays(*m_sources[0], { item, other }, path, { .format = format });
        QVERIFY2(written, written ? "" : messageOf(written.error()).c_str());
        QVERIFY(valuesAt(path, "w") == rounded(averageOf(m_floats), DType::Float32));
        QVERIFY(valuesAt(path, "n") == std::string(8, '\1'));
    }
}

void TestCopyCombine::whatDoesNotFit()
{
    BundleBuilder builder;
    builder.add("short", 1, { 2 }, std::string(8, '\0'));
    builder.add("w", 2, { kMany }, std::string(static_cast<std::size_t>(kMany) * 8, '\0'));
    builder.write(in("other"));
    const Source other = must(openAt(in("other.index")));
    for (const char *key : { "short", "w" }) {
        CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
        item.combination = average({ other }, key);
        const auto copied = copyCheckpoint(*m_sources[0], { item }, in("o"), {});
        QVERIFY(!copied);
        QCOMPARE(copied.error().fault, Fault::CombineDiffers);
        QCOMPARE(copied.error().key, std::string(key));
        QCOMPARE(copied.error().path, in("other"));
        const auto arrays = exportArrays(*m_sources[0], { item }, in("o.npz"), {});
        QVERIFY(!arrays && arrays.error().fault == Fault::CombineDiffers);
    }
}

void TestCopyCombine::damageInAnyTermEndsIt()
{
    for (const bool joined : { false, true }) {
        const Source broken = bundle("broken", m_floats[1], joined);
        std::string data = readFile(in("broken.data-00000-of-00001"));
        data[data.size() / 2] ^= 1;
        writeFile(in("broken.data-00000-of-00001"), data);
        CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
        item.combination = average({ broken }, "w");
        const auto copied = copyCheckpoint(*m_sources[0], { item }, in("o"), {});
        QVERIFY(!copied);
        QCOMPARE(copied.error().fault, Fault::TensorChecksum);
        QVERIFY(!std::filesystem::exists(in("o.index")));
    }
}

void TestCopyCombine::changedTermsAreFound()
{
    // Saves into the second checkpoint while the copy is written.
    struct Saver final : FileCalls {
        std::string touched;
        int fsync(int descriptor) override
        {
            std::filesystem::last_write_time(touched, std::filesystem::file_time_type::clock::now());
            return FileCalls::fsync(descriptor);
        }
    } saver;
    saver.touched = in("b.data-00000-of-00001");
    CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
    item.combination = average({ m_sources[1] }, "w");
    const Placement placement{ .prefix = in("o"), .replace = false, .state = StateRule::Keep, .meta = {} };
    const auto copied = copyCheckpoint(*m_sources[0], { item }, placement, {}, {}, saver);
    QVERIFY(!copied);
    QCOMPARE(copied.error().fault, Fault::SourceChanged);
    QCOMPARE(copied.error().path, saver.touched);
}

void TestCopyCombine::isCancelled()
{
    std::stop_source stop;
    std::uint64_t seen = 0;
    const JobControl control(stop.get_token(), [&](std::uint64_t done, std::uint64_t) {
        seen = done;
        stop.request_stop();
    });
    CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
    item.combination = average({ m_sources[1], m_sources[2] }, "w");
    const auto plan = planCopy(*m_sources[0], { item }, {});
    QVERIFY(plan);
    const Placement placement{ .prefix = in("o"), .replace = false, .state = StateRule::Keep, .meta = {} };
    const auto copied = copyCheckpoint(*m_sources[0], *plan, placement, control);
    QVERIFY(!copied);
    QCOMPARE(copied.error().fault, Fault::Cancelled);
    QVERIFY(seen > 0 && seen < 2 * plan->bytes);
    QVERIFY(!std::filesystem::exists(in("o.index")));
}

QTEST_APPLESS_MAIN(TestCopyCombine)
#include "tst_copycombine.moc"
