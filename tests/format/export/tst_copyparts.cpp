// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Variables of which a part is written, and variables in parts that are written as a whole.
#include "format/checkpoint/valuereader.h"
#include "format/export/copycheckpoint.h"
#include "format/export/wholereader.h"
#include "format/export/writearrays.h"
#include "tests/format/checkpoint/fixtures.h"
#include "tests/support/checkpointbuilder.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>

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

// 0, 1, 2 … as float32.
std::string counting(std::int64_t count)
{
    std::vector<float> values;
    for (std::int64_t i = 0; i < count; ++i)
        values.push_back(static_cast<float>(i));
    return std::string(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float));
}

bool sameValues(const Checkpoint &a, VariableId idA, const Selection &part, const Checkpoint &b, VariableId idB)
{
    const auto x = readSelection(a, idA, part), y = readVariable(b, idB);
    return x && y && x->bytes == y->bytes && x->strings == y->strings;
}

} // namespace

class TestCopyParts : public QObject {
    Q_OBJECT
private slots:
    void slicesOfLargeVariables();
    void slicesOfEveryType();
    void everythingJoined();
    void slicesOfCombinations();
    void damageOutsideTheSliceIsFound();
    void variantsAreNotTakenApart();
};

// Blocks begin and end everywhere in the rows.
void TestCopyParts::slicesOfLargeVariables()
{
    const QTemporaryDir dir;
    BundleBuilder builder;
    builder.add("w", 1, { 700, 3, 401 }, counting(700 * 3 * 401));
    builder.write(dir.filePath("in").toStdString());
    const Source source = must(openAt(dir.filePath("in.index").toStdString()));
    int number = 0;
    for (const char *text : { "[:, :, :1]", "[::-1]", "[3:690:2, ::-1, 5:]", "[..., 7]", "[:, 1]", "[699, 2, 400]",
             "[5:5]", "[:, :, ::400]", "[13]" }) {
        CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
        item.part = *parseSelection(text, source->variables()[0].shape);
        const std::string prefix = dir.filePath(QString::number(number++)).toStdString();
        const auto copied = copyCheckpoint(*source, { item }, prefix, {});
        QVERIFY2(copied, copied ? text : messageOf(copied.error()).c_str());
        QVERIFY(copied->deviations == std::vector{ Deviation::Part });
        const Source opened = must(openAt(prefix + ".index"));
        QVERIFY(opened->variables()[0].shape == item.part->resultShape());
        QVERIFY2(sameValues(*source, VariableId{ 0 }, *item.part, *opened, VariableId{ 0 }), text);
    }
}

void TestCopyParts::slicesOfEveryType()
{
    for (const char *name :
        { "all-dtypes-v2/model.ckpt", "all-dtypes-v1", "partitioned-v2/save", "partitioned-v1/save" }) {
        const Source source = must(openAt(dataPath(name)));
        for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1, StorageFormat::Npz }) {
            std::vector<CopyItem> items;
            for (CopyItem &item : copyAll(*source)) {
                const Variable &variable = source->variable(item.from);
                if (variable.shape.rank() == 0)
                    continue;
                item.part = *parseSelection("[::-1]", variable.shape);
                const bool possible = isArrayFormat(format) ? planArrays(*source, { item }, {}).has_value()
                                                            : planCopy(*source, { item }, { format, {} }).has_value();
                if (possible)
                    items.push_back(std::move(item));
            }
            QVERIFY(items.size() >= 5);
            const QTemporaryDir dir;
            const std::string path = dir.filePath(isArrayFormat(format) ? "o.npz" : "o").toStdString();
            if (isArrayFormat(format)) {
                const auto written = exportArrays(*source, items, path, {});
                QVERIFY2(written, written ? "" : messageOf(written.error()).c_str());
                const Source opened = must(openAt(path));
                for (const CopyItem &item : items) {
                    const auto id = opened->find(item.key);
                    if (id && opened->variable(*id).dtype == source->variable(item.from).dtype)
                        QVERIFY2(sameValues(*source, item.from, *item.part, *opened, *id), item.key.c_str());
                }
                continue;
            }
            const auto copied = copyCheckpoint(*source, items, path, { format, {} });
            QVERIFY2(copied, copied ? "" : messageOf(copied.error()).c_str());
            const Source opened = must(openAt(path));
            for (const CopyItem &item : items)
                QVERIFY2(
                    sameValues(*source, item.from, *item.part, *opened, *opened->find(item.key)), item.key.c_str());
        }
    }
}

void TestCopyParts::everythingJoined()
{
    for (const char *name : { "partitioned-v2/save", "partitioned-v1/save", "multi-shard-v2/save" }) {
        const Source source = must(openAt(dataPath(name)));
        for (const StorageFormat format : { StorageFormat::V2, StorageFormat::V1 }) {
            std::vector<CopyItem> items;
            for (CopyItem &item : copyAll(*source)) {
                item.joined = true;
                if (planCopy(*source, { item }, { format, {} }))
                    items.push_back(std::move(item));
            }
            const QTemporaryDir dir;
            const std::string prefix = dir.filePath("o").toStdString();
            const auto copied = copyCheckpoint(*source, items, prefix, { format, {} });
            QVERIFY2(copied, copied ? "" : messageOf(copied.error()).c_str());
            const Source opened = must(openAt(format == StorageFormat::V2 ? prefix + ".index" : copied->files.front()));
            for (const CopyItem &item : items) {
                const VariableId id = *opened->find(item.key);
                QVERIFY(!opened->variable(id).isPartitioned());
                QVERIFY2(
                    sameValues(*source, item.from, Selection::whole(source->variable(item.from).shape), *opened, id),
                    item.key.c_str());
                QVERIFY(verify(*opened, id).state != ChecksumState::Wrong);
            }
        }
    }
}

void TestCopyParts::slicesOfCombinations()
{
    const QTemporaryDir dir;
    for (const char *name : { "a", "b" }) {
        BundleBuilder builder;
        builder.add("w", 1, { 40, 30 }, counting(1200));
        builder.write(dir.filePath(name).toStdString());
    }
    const Source a = must(openAt(dir.filePath("a.index").toStdString()));
    const Source b = must(openAt(dir.filePath("b.index").toStdString()));
    auto combination = std::make_shared<Combination>();
    combination->terms = { { nullptr, VariableId{ 0 } }, { b, VariableId{ 0 } } };
    CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
    item.combination = combination;
    item.part = *parseSelection("[1::2, ::-3]", a->variables()[0].shape);
    const std::string prefix = dir.filePath("o").toStdString();
    QVERIFY(copyCheckpoint(*a, { item }, prefix, {}));
    QVERIFY(sameValues(*a, VariableId{ 0 }, *item.part, *must(openAt(prefix + ".index")), VariableId{ 0 }));
}

void TestCopyParts::damageOutsideTheSliceIsFound()
{
    const QTemporaryDir dir;
    BundleBuilder builder;
    builder.add("w", 1, { 100 }, counting(100));
    builder.data()[399] ^= 1;
    builder.write(dir.filePath("in").toStdString());
    const Source source = must(openAt(dir.filePath("in.index").toStdString()));
    CopyItem item{ .from = VariableId{ 0 }, .key = "w" };
    item.part = *parseSelection("[:2]", source->variables()[0].shape);
    const auto copied = copyCheckpoint(*source, { item }, dir.filePath("o").toStdString(), {});
    QVERIFY(!copied && copied.error().fault == Fault::TensorChecksum);
    QVERIFY(!std::filesystem::exists(dir.filePath("o.index").toStdString()));
}

void TestCopyParts::variantsAreNotTakenApart()
{
    const Source source = must(openAt(dataPath("all-dtypes-v2/variant.ckpt")));
    for (CopyItem &item : copyAll(*source)) {
        if (source->variable(item.from).dtype != DType::Variant)
            continue;
        item.joined = true;
        const auto plan = planCopy(*source, { item }, {});
        QVERIFY(!plan && plan.error().fault == Fault::TypeNotWritable);
    }
}

QTEST_APPLESS_MAIN(TestCopyParts)
#include "tst_copyparts.moc"
