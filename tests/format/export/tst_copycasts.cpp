// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/valuereader.h"
#include "format/export/copycheckpoint.h"
#include "format/export/readback.h"
#include "format/tensor/cast.h"
#include "tests/format/checkpoint/fixtures.h"
#include "tests/support/brokendisk.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <filesystem>
#include <random>

using namespace ckpt;
using namespace ckpt::test;

namespace {

using Source = std::shared_ptr<const Checkpoint>;

Source must(const Result<Source> &opened)
{
    if (!opened)
        qFatal("%s", messageOf(opened.error()).c_str());
    return *opened;
}

std::vector<CopyItem> allCast(const Checkpoint &source, DType to)
{
    std::vector<CopyItem> items = copyAll(source);
    for (CopyItem &item : items)
        item.cast = to;
    return items;
}

// Values of all sizes, in more than one block of 256 KiB and not a whole number of them.
std::string manyFloats()
{
    std::mt19937 random(11);
    std::vector<float> values;
    for (int i = 0; i < 150'001; ++i)
        values.push_back(
            std::ldexp(static_cast<float>(random()) * 0x1p-32f - 0.5f, static_cast<int>(random() % 50) - 30));
    return std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float));
}

bool isEmpty(const QTemporaryDir &dir)
{
    return std::filesystem::is_empty(dir.path().toStdString());
}

} // namespace

class TestCopyCasts : public QObject {
    Q_OBJECT
private slots:
    void valuesAreThoseOfTheCast();
    void largeValues();
    void figuresBeforeAndAfter();
    void objectsAreNoted();
    void oneValueIsSet();
    void valuesThatCannotBeSet();
    void typesThatCannotBe();
    void damagedSources();
    void anotherRoundingIsFound();
};

// Every type, parts, several data files, big-endian, both formats.
void TestCopyCasts::valuesAreThoseOfTheCast()
{
    for (const char *name : { "all-dtypes-v2/model.ckpt", "all-dtypes-v1", "partitioned-v2/save", "partitioned-v1/save",
             "multi-shard-v2/save", "sharded-v1/save" }) {
        const Source source = must(openAt(dataPath(name)));
        for (const DType to : { DType::Float16, DType::BFloat16, DType::Float64, DType::Float8E4M3FN }) {
            for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
                std::vector<CopyItem> items = allCast(*source, to);
                if (format == StorageFormat::V1) { // has no place for some of them
                    std::erase_if(items, [&](const CopyItem &item) {
                        return !planCopy(*source, { item }, { format, {} }).has_value();
                    });
                }
                const QTemporaryDir dir;
                const std::string prefix = dir.filePath("o").toStdString();
                const auto copied = copyCheckpoint(*source, items, prefix, { format, {} });
                QVERIFY2(copied.has_value(), copied ? "" : messageOf(copied.error()).c_str());
                const Source opened =
                    must(openAt(format == StorageFormat::V2 ? copied->files.back() : copied->files.front()));
                QVERIFY(opened->issues().empty());
                QCOMPARE(opened->variables().size(), items.size());
                for (const CopyItem &item : items) {
                    const Variable &before = source->variable(item.from);
                    const VariableId id = *opened->find(item.key);
                    const bool floating = numberClass(before.dtype) == NumberClass::Float;
                    QCOMPARE(opened->variable(id).dtype, floating ? to : before.dtype);
                    const auto values = readVariable(*source, item.from), found = readVariable(*opened, id);
                    QVERIFY(values && found);
                    std::string expected = values->bytes;
                    if (floating) {
                        expected.clear();
                        castElements(before.dtype, to, values->bytes, expected);
                    }
                    QVERIFY2(found->bytes == expected, item.key.c_str());
                    QVERIFY(found->strings == values->strings);
                }
            }
        }
    }
}

void TestCopyCasts::largeValues()
{
    const std::string floats = manyFloats();
    BundleBuilder builder;
    builder.add("w", 1, { 150'001 }, floats);
    const QTemporaryDir dir;
    builder.write(dir.filePath("in").toStdString());
    const Source source = must(openAt(dir.filePath("in.index").toStdString()));
    for (const DType to : { DType::Float16, DType::Float64 }) {
        const std::string prefix = dir.filePath(QString::number(static_cast<int>(to))).toStdString();
        const auto copied = copyCheckpoint(*source, allCast(*source, to), prefix, {});
        QVERIFY2(copied.has_value(), copied ? "" : messageOf(copied.error()).c_str());
        QVERIFY(copied->deviations == std::vector{ Deviation::Cast });
        std::string expected;
        castElements(DType::Float32, to, floats, expected);
        QVERIFY(readFile(copied->files.front()) == expected);
        QCOMPARE(verify(*must(openAt(prefix + ".index")), VariableId{ 0 }).state, ChecksumState::Good);
    }
}

void TestCopyCasts::figuresBeforeAndAfter()
{
    const Source parts = must(openAt(dataPath("partitioned-v2/save")));
    for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
        const DType to = format == StorageFormat::V2 ? DType::BFloat16 : DType::Float16; // V1 has no place for both
        std::vector<CopyItem> items = allCast(*parts, to);
        items.front().cast.reset();
        const auto plan = planCopy(*parts, items, { format, {} });
        QVERIFY2(plan.has_value(), plan ? "" : messageOf(plan.error()).c_str());
        const auto dry = measureCasts(*parts, *plan);
        const QTemporaryDir dir;
        const auto copied = copyCheckpoint(*parts, items, dir.filePath("o").toStdString(), { format, {} });
        QVERIFY(dry && copied);
        QVERIFY(!dry->contains(0));
        QCOMPARE(dry->size(), copied->figures.size());
        std::size_t cast = 0;
        for (std::uint32_t i = 1; i < plan->items.size(); ++i) {
            const Variable &variable = parts->variable(plan->items[i].from);
            if (numberClass(variable.dtype) != NumberClass::Float || variable.dtype == to)
                continue;
            ++cast;
            const auto values = readVariable(*parts, plan->items[i].from);
            CastFigures expected{ variable.dtype, to };
            std::string after;
            castElements(variable.dtype, to, values->bytes, after);
            expected.add(values->bytes, after);
            for (const CastFigures &found : { dry->at(i), copied->figures.at(i) }) {
                QCOMPARE(found.elements, variable.elements());
                QVERIFY(found.from == expected.from && found.to == expected.to);
                QVERIFY(found.maxUlp == expected.maxUlp && found.maxUlp <= 0.5);
                QVERIFY(found.maxAbsolute == expected.maxAbsolute && found.maxRelative == expected.maxRelative);
                QVERIFY(found.overflows == expected.overflows && found.underflows == expected.underflows);
            }
        }
        QCOMPARE(dry->size(), cast);
    }
}

void TestCopyCasts::objectsAreNoted()
{
    const Source source = must(openAt(dataPath("object-based-tf-module/run/ckpt-2")));
    QVERIFY(planCopy(*source, copyAll(*source), {})->notes.empty());
    QVERIFY(planCopy(*source, allCast(*source, DType::Float16), {})->notes == std::vector{ CopyNote::ObjectsCast });
    const QTemporaryDir dir;
    const auto copied = copyCheckpoint(*source, allCast(*source, DType::Float16), dir.filePath("o").toStdString(), {});
    QVERIFY(copied && copied->notes == std::vector{ CopyNote::ObjectsCast });
    const Source named = must(openAt(dataPath("multi-shard-v2/save")));
    QVERIFY(planCopy(*named, allCast(*named, DType::Float16), {})->notes.empty());
}

void TestCopyCasts::oneValueIsSet()
{
    BundleBuilder builder;
    const std::int64_t step = 600;
    builder.add("global_step", 9, {}, elements<std::int64_t>({ step }));
    builder.add("power", 1, { 1 }, elements<float>({ 0.9f }));
    const QTemporaryDir dir;
    builder.write(dir.filePath("in").toStdString());
    const Source source = must(openAt(dir.filePath("in.index").toStdString()));
    std::vector<CopyItem> items = copyAll(*source);
    items[0].value = "0";
    items[1].value = "0.5";
    items[1].cast = DType::Float16;
    for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
        const std::string prefix = dir.filePath(name(format)).toStdString();
        const auto copied = copyCheckpoint(*source, items, prefix, { format, {} });
        QVERIFY2(copied.has_value(), copied ? "" : messageOf(copied.error()).c_str());
        QCOMPARE(copied->deviations.front(), Deviation::ValueSet);
        QVERIFY(copied->figures.empty());
        const Source opened = must(openAt(format == StorageFormat::V2 ? prefix + ".index" : prefix));
        QVERIFY(readVariable(*opened, VariableId{ 0 })->bytes == std::string(8, '\0'));
        QCOMPARE(opened->variables()[1].dtype, DType::Float16);
        QVERIFY(readVariable(*opened, VariableId{ 1 })->bytes == std::string("\x00\x38", 2));
    }
}

void TestCopyCasts::valuesThatCannotBeSet()
{
    BundleBuilder builder;
    builder.add("matrix", 1, { 2 }, elements<float>({ 1, 2 }));
    builder.add("nothing", 1, { 0 }, {});
    builder.add("step", 3, {}, elements<std::int32_t>({ 1 }));
    const QTemporaryDir dir, out;
    builder.write(dir.filePath("in").toStdString());
    const Source source = must(openAt(dir.filePath("in.index").toStdString()));
    for (const char *text : { "1.5", "3000000000", "", "x" }) {
        for (std::size_t i = 0; i < 3; ++i) {
            std::vector<CopyItem> items = copyAll(*source);
            items[i].value = text;
            const auto copied = copyCheckpoint(*source, items, out.filePath("o").toStdString(), {});
            QVERIFY(!copied);
            QCOMPARE(copied.error().fault, Fault::ValueNotWritable);
            QCOMPARE(copied.error().key, items[i].key);
            QVERIFY(isEmpty(out));
        }
    }
}

void TestCopyCasts::typesThatCannotBe()
{
    const Source source = must(openAt(dataPath("multi-shard-v2/save")));
    for (const DType to : { DType::Int32, DType::String, DType::Float8E4M3FNUZ }) {
        const auto plan = planCopy(*source, allCast(*source, to), {});
        QVERIFY(!plan);
        QCOMPARE(plan.error().fault, Fault::TypeNotWritable);
    }
    // V1 has no place for them.
    QCOMPARE(planCopy(*source, allCast(*source, DType::Float8E5M2), { StorageFormat::V1, {} }).error().fault,
        Fault::TypeNotWritable);
}

void TestCopyCasts::damagedSources()
{
    const Source source = must(openAt(dataPath("broken/data-bitflip")));
    int refused = 0;
    for (CopyItem item : copyAll(*source)) {
        item.cast = DType::Float16;
        const auto plan = planCopy(*source, { item }, {});
        const QTemporaryDir dir;
        const auto copied = copyCheckpoint(*source, { item }, dir.filePath("o").toStdString(), {});
        if (copied)
            continue;
        ++refused;
        QCOMPARE(copied.error().fault, Fault::TensorChecksum);
        QVERIFY(isEmpty(dir));
        if (isCast(source->variable(item.from), item))
            QCOMPARE(measureCasts(*source, *plan).error().fault, Fault::TensorChecksum);
    }
    QVERIFY(refused > 0);
}

void TestCopyCasts::anotherRoundingIsFound()
{
    BundleBuilder builder;
    std::string floats = manyFloats();
    builder.add("w", 1, { 150'001 }, floats);
    const QTemporaryDir dir;
    builder.write(dir.filePath("in").toStdString());
    const Source source = must(openAt(dir.filePath("in.index").toStdString()));
    const auto plan = planCopy(*source, allCast(*source, DType::BFloat16), {});
    std::string cast;
    castElements(DType::Float32, DType::BFloat16, floats, cast);
    for (const std::size_t at : { std::size_t{ 0 }, cast.size() / 2, cast.size() - 2 }) {
        std::string other = cast;
        other[at] = static_cast<char>(other[at] ^ 1); // one unit in the last place
        BundleBuilder wrong;
        wrong.add("w", 14, { 150'001 }, other);
        wrong.write(dir.filePath("wrong").toStdString());
        const auto compared =
            compareCopy(*source, *plan, *must(openAt(dir.filePath("wrong.index").toStdString())), {}, 0, 0);
        QVERIFY(!compared);
        QCOMPARE(compared.error().fault, Fault::WrittenDiffers);
    }
    BundleBuilder right;
    right.add("w", 14, { 150'001 }, cast);
    right.write(dir.filePath("right").toStdString());
    QVERIFY(
        compareCopy(*source, *plan, *must(openAt(dir.filePath("right.index").toStdString())), {}, 0, 0).has_value());
}

QTEST_APPLESS_MAIN(TestCopyCasts)
#include "tst_copycasts.moc"
