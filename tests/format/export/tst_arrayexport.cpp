// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/checkpoint/valuereader.h"
#include "format/export/arraynames.h"
#include "format/export/writearrays.h"
#include "format/tensor/cast.h"
#include "tests/format/checkpoint/fixtures.h"
#include "tests/support/brokendisk.h"
#include "tests/support/checkpointbuilder.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QtTest>
#include <algorithm>
#include <array>
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

Source made(const BundleBuilder &builder, const QTemporaryDir &dir)
{
    builder.write(dir.filePath("in").toStdString());
    return must(openAt(dir.filePath("in.index").toStdString()));
}

ArrayTarget as(StorageFormat format, bool leaveOut = false)
{
    ArrayTarget target;
    target.format = format;
    target.leaveOut = leaveOut;
    return target;
}

constexpr std::array kFormats{ StorageFormat::Npz, StorageFormat::Npy, StorageFormat::Safetensors };

// Values as the file shall have them.
std::string expectedBytes(const Checkpoint &source, VariableId id, DType type)
{
    const Variable &variable = source.variable(id);
    const auto values = readVariable(source, id);
    std::string bytes;
    if (numberClass(type) == NumberClass::Float)
        castElements(variable.dtype, type, values->bytes, bytes);
    else
        bytes = values->bytes;
    return bytes;
}

} // namespace

class TestArrayExport : public QObject {
    Q_OBJECT
private slots:
    void archiveHasNumpysBytes();
    void safetensorsHasItsPackagesBytes();
    void headers();
    void valuesComeBack();
    void casts();
    void texts();
    void packedIntegers();
    void escapedNames();
    void namesThatCannotBe();
    void typesWithoutAPlace();
    void objectGraphsStayBehind();
    void whatIsThereStays();
    void everyCallThatFails();
    void damagedSources();
    void aDiskThatLies();
    void cancelledSoon();
};

static BundleBuilder small(const std::string &last)
{
    BundleBuilder builder;
    builder.add("a/b", 1, { 2, 3 }, elements<float>({ 1, 2, 3, 4, 5, 6 }));
    builder.add("s", 9, {}, elements<std::int64_t>({ std::int64_t{ 7 } }));
    builder.add(last, 10, { 2 }, std::string_view("\1\0", 2));
    return builder;
}

void TestArrayExport::archiveHasNumpysBytes()
{
    const QTemporaryDir dir;
    const Source source = made(small("名"), dir);
    const std::string path = dir.filePath("o.npz").toStdString();
    const auto written = exportArrays(*source, copyAll(*source), path, as(StorageFormat::Npz));
    QVERIFY2(written.has_value(), written ? "" : messageOf(written.error()).c_str());
    QVERIFY(written->files == std::vector{ path });
    const std::string bytes = readFile(path);
    QCOMPARE(written->bytes, bytes.size());
    // numpy.savez(f, **{'a/b': …, 's': …, '名': …})
    QCOMPARE(QCryptographicHash::hash(QByteArray::fromStdString(bytes), QCryptographicHash::Sha256).toHex(),
        "53a58d244481052413b1082d2f835d0ce3b40ce5a3afe7014bbf757e5b10883d");
}

void TestArrayExport::safetensorsHasItsPackagesBytes()
{
    const QTemporaryDir dir;
    const Source source = made(small("q\"\n\1\x7f名"), dir);
    const std::string path = dir.filePath("o.safetensors").toStdString();
    ArrayTarget target = as(StorageFormat::Safetensors);
    target.metadata = { { "format", "tf" } };
    const auto written = exportArrays(*source, copyAll(*source), path, target);
    QVERIFY2(written.has_value(), written ? "" : messageOf(written.error()).c_str());
    std::string header = R"({"__metadata__":{"format":"tf"},"s":{"dtype":"I64","shape":[],"data_offsets":[0,8]},)"
                         R"("a/b":{"dtype":"F32","shape":[2,3],"data_offsets":[8,32]},"q\"\n\u0001)";
    header += "\x7f名";
    header += R"(":{"dtype":"BOOL","shape":[2],"data_offsets":[32,34]}})";
    header.resize((header.size() + 7) / 8 * 8, ' ');
    std::string expected(1, static_cast<char>(header.size()));
    expected.resize(8, '\0');
    expected += header + elements<std::int64_t>({ std::int64_t{ 7 } }) + elements<float>({ 1, 2, 3, 4, 5, 6 });
    expected += std::string("\1\0", 2);
    QVERIFY(readFile(path) == expected);
}

void TestArrayExport::headers()
{
    BundleBuilder builder;
    builder.add("empty", 1, { 0, 4 }, {});
    builder.add("one", 3, { 1 }, elements<std::int32_t>({ 5 }));
    const QTemporaryDir dir;
    const Source source = made(builder, dir);
    const std::string path = dir.filePath("o").toStdString();
    const auto written = exportArrays(*source, copyAll(*source), path, as(StorageFormat::Npy));
    QVERIFY2(written.has_value(), written ? "" : messageOf(written.error()).c_str());
    // As numpy.save writes them.
    const auto head = [](const char *dictionary) {
        std::string bytes = std::string("\x93NUMPY\1\0v\0", 10) + dictionary;
        bytes.resize(127, ' ');
        return bytes + '\n';
    };
    QVERIFY(readFile(path + "/empty.npy") == head("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 4), }"));
    QVERIFY(readFile(path + "/one.npy")
        == head("{'descr': '<i4', 'fortran_order': False, 'shape': (1,), }") + elements<std::int32_t>({ 5 }));
}

// Parts, several files, both formats, what arrays were read from; read by our own reader.
void TestArrayExport::valuesComeBack()
{
    for (const char *name : { "all-dtypes-v2/model.ckpt", "all-dtypes-v1", "partitioned-v2/save", "partitioned-v1/save",
             "multi-shard-v2/save" }) {
        const Source source = must(openAt(dataPath(name)));
        for (const StorageFormat format : kFormats) {
            const QTemporaryDir dir;
            const std::string path = dir.filePath("o").toStdString()
                + (format == StorageFormat::Npy ? "" : std::string(".") + ckpt::name(format));
            const auto plan = planArrays(*source, copyAll(*source), as(format, true));
            QVERIFY2(plan.has_value(), plan ? "" : messageOf(plan.error()).c_str());
            const auto written = exportArrays(*source, copyAll(*source), path, as(format, true));
            QVERIFY2(written.has_value(), written ? "" : messageOf(written.error()).c_str());
            QVERIFY(!plan->arrays.empty());
            for (const FlatArray &array : plan->arrays) {
                if (array.content != FlatArray::Content::Values)
                    continue;
                const Source opened =
                    must(openAt(format == StorageFormat::Npy ? path + "/" + array.name + ".npy" : path));
                const VariableId id = format == StorageFormat::Npy ? VariableId{ 0 } : *opened->find(array.name);
                const VariableId from = plan->items[array.item].from;
                QCOMPARE(opened->variable(id).dtype, array.type);
                QVERIFY(opened->variable(id).shape == source->variable(from).shape);
                const auto values = readVariable(*opened, id);
                QVERIFY(values.has_value());
                if (elementSize(source->variable(from).dtype) == 1
                    && numberClass(source->variable(from).dtype) == NumberClass::Integer)
                    continue; // of 4 bits: below
                QVERIFY2(values->bytes == expectedBytes(*source, from, array.type), array.name.c_str());
            }
        }
    }
}

void TestArrayExport::casts()
{
    const Source source = must(openAt(dataPath("partitioned-v2/save")));
    std::vector<CopyItem> items = copyAll(*source);
    for (CopyItem &item : items)
        item.cast = DType::BFloat16;
    for (const StorageFormat format : kFormats) {
        const QTemporaryDir dir;
        const std::string path =
            dir.filePath("o").toStdString() + (format == StorageFormat::Npy ? "" : std::string(".") + name(format));
        const auto written = exportArrays(*source, items, path, as(format));
        QVERIFY2(written.has_value(), written ? "" : messageOf(written.error()).c_str());
        QCOMPARE(written->figures.size(), std::size_t{ 6 });
        const Source opened = must(openAt(format == StorageFormat::Npy ? path + "/emb/table.npy" : path));
        const VariableId id = format == StorageFormat::Npy ? VariableId{ 0 } : *opened->find("emb/table");
        std::string rounded, wide;
        castElements(
            DType::Float32, DType::BFloat16, readVariable(*source, *source->find("emb/table"))->bytes, rounded);
        castElements(DType::BFloat16, DType::Float32, rounded, wide);
        QVERIFY(readVariable(*opened, id)->bytes == (format == StorageFormat::Safetensors ? rounded : wide));
    }
    // As NumPy writes arrays of ml_dtypes.
    const QTemporaryDir dir;
    ArrayTarget raw = as(StorageFormat::Npy);
    raw.rawFloats = true;
    QVERIFY(exportArrays(*source, items, dir.filePath("o").toStdString(), raw).has_value());
    QVERIFY(readFile(dir.filePath("o/plain.npy").toStdString()).find("'<V2'") != std::string::npos);
}

void TestArrayExport::texts()
{
    BundleBuilder builder;
    builder.addStrings("fixed", { 3 }, { "ab", "", "cde" });
    builder.addStrings("none", { 0 }, {});
    builder.addStrings("nul", { 2, 1 }, { std::string("a\0", 2), "bcd" });
    const QTemporaryDir dir;
    const Source source = made(builder, dir);
    const std::string path = dir.filePath("o").toStdString();
    const auto written = exportArrays(*source, copyAll(*source), path, as(StorageFormat::Npy));
    QVERIFY2(written.has_value(), written ? "" : messageOf(written.error()).c_str());
    QCOMPARE(written->arrays, std::size_t{ 5 });
    const auto values = [&](const char *name) { return readFile(path + "/" + name + ".npy").substr(128); };
    QVERIFY(values("fixed") == std::string("ab\0\0\0\0cde", 9));
    QVERIFY(readFile(path + "/fixed.npy").find("'|S3'") != std::string::npos);
    QVERIFY(values("none#bytes").empty());
    QVERIFY(values("none#offsets") == std::string(8, '\0'));
    QVERIFY(values("nul#bytes") == std::string("a\0bcd", 5));
    QVERIFY(
        values("nul#offsets") == elements<std::int64_t>({ std::int64_t{ 0 }, std::int64_t{ 2 }, std::int64_t{ 5 } }));
}

void TestArrayExport::packedIntegers()
{
    BundleBuilder builder;
    builder.add("i4", 29, { 3 }, std::string_view("\x07\x08\xff", 3));
    builder.add("u4", 30, { 2 }, std::string_view("\x0f\xf3", 2));
    builder.add("q", 11, { 2 }, std::string_view("\x80\x01", 2));
    const QTemporaryDir dir;
    const Source source = made(builder, dir);
    const std::string path = dir.filePath("o").toStdString();
    QVERIFY(exportArrays(*source, copyAll(*source), path, as(StorageFormat::Npy)).has_value());
    QVERIFY(readFile(path + "/i4.npy").substr(128) == "\x07\xf8\xff");
    QVERIFY(readFile(path + "/u4.npy").substr(128) == "\x0f\x03");
    QVERIFY(readFile(path + "/q.npy").substr(128) == "\x80\x01");
}

void TestArrayExport::escapedNames()
{
    QCOMPARE(escapedArrayName("a/b c%名"), "a/b c%名");
    QCOMPARE(escapedArrayName(std::string("a\0b", 3)), "a%00b");
    QCOMPARE(escapedArrayName("/etc/passwd"), "%2Fetc/passwd");
    QCOMPARE(escapedArrayName("../.././...x/.."), "%2E%2E/%2E%2E/%2E/...x/%2E%2E");
    QCOMPARE(escapedArrayName("a\\b"), "a%5Cb");
    QCOMPARE(escapedArrayName("x\xff\xc0\x80\xed\xa0\x80y"), "x%FF%C0%80%ED%A0%80y");
    QCOMPARE(escapedArrayName("\xf0\x9f\x98\x80\xf0\x9f"), "\xf0\x9f\x98\x80%F0%9F");
    // Nothing leaves the folder.
    BundleBuilder builder;
    builder.add("../../up", 1, { 1 }, elements<float>({ 1 }));
    const QTemporaryDir dir;
    const Source source = made(builder, dir);
    const auto written =
        exportArrays(*source, copyAll(*source), dir.filePath("o").toStdString(), as(StorageFormat::Npy));
    QVERIFY(written && std::filesystem::exists(dir.filePath("o/%2E%2E/%2E%2E/up.npy").toStdString()));
}

void TestArrayExport::namesThatCannotBe()
{
    BundleBuilder builder;
    builder.add("a", 1, { 1 }, elements<float>({ 1 }));
    builder.add("b", 1, { 1 }, elements<float>({ 2 }));
    const QTemporaryDir dir;
    const Source source = made(builder, dir);
    const auto fault = [&](StorageFormat format, const std::string &first, const std::string &second) {
        const auto plan = planArrays(*source, { { VariableId{ 0 }, first }, { VariableId{ 1 }, second } }, as(format));
        return plan ? Fault::Internal : plan.error().fault;
    };
    QCOMPARE(fault(StorageFormat::Npz, "x", "x.npy"), Fault::NameNotWritable);
    QCOMPARE(fault(StorageFormat::Npz, "a\\", "a%5C"), Fault::NameTwice);
    QCOMPARE(fault(StorageFormat::Npz, "", "a"), Fault::NameNotWritable);
    QCOMPARE(fault(StorageFormat::Npz, std::string(65532, 'n'), "a"), Fault::NameNotWritable);
    QCOMPARE(fault(StorageFormat::Npz, "a//b", "a"), Fault::Internal);
    QCOMPARE(fault(StorageFormat::Npy, "a//b", "a"), Fault::NameNotWritable);
    QCOMPARE(fault(StorageFormat::Npy, "a/", "a"), Fault::NameNotWritable);
    QCOMPARE(fault(StorageFormat::Npy, "a", "a.npy/b"), Fault::NameNotWritable);
    QCOMPARE(fault(StorageFormat::Npy, "x", "x.npy"), Fault::Internal);
    QCOMPARE(fault(StorageFormat::Safetensors, "\xff", "a"), Fault::NameNotWritable);
    QCOMPARE(fault(StorageFormat::Safetensors, "__metadata__", "a"), Fault::NameNotWritable);
    QCOMPARE(fault(StorageFormat::Safetensors, "a", "a"), Fault::NameTwice);
    const auto twins =
        planArrays(*source, { { VariableId{ 0 }, "Dense" }, { VariableId{ 1 }, "dense" } }, as(StorageFormat::Npy));
    QVERIFY(twins->caseTwins == std::vector<std::string>{ "dense" });
}

void TestArrayExport::typesWithoutAPlace()
{
    const Source source = must(openAt(dataPath("all-dtypes-v2/model.ckpt")));
    const auto refused = planArrays(*source, copyAll(*source), as(StorageFormat::Safetensors));
    QVERIFY(!refused);
    QCOMPARE(refused.error().fault, Fault::TypeNotWritable);
    QVERIFY(!refused.error().key.empty());
    const auto plan = planArrays(*source, copyAll(*source), as(StorageFormat::Safetensors, true));
    QVERIFY(plan && !plan->leftOut.empty());
    QCOMPARE(plan->arrays.size() + plan->leftOut.size(), source->variables().size());
    for (const std::string &key : plan->leftOut) {
        const DType type = source->variable(*source->find(key)).dtype;
        QVERIFY2(type == DType::String || type == DType::Complex128 || type == DType::Variant
                || type >= DType::Float8E4M3B11FNUZ || (type >= DType::QInt8 && type <= DType::QUInt16),
            key.c_str());
    }
}

void TestArrayExport::objectGraphsStayBehind()
{
    const Source source = must(openAt(dataPath("object-based-tf-module/run/ckpt-2")));
    for (const StorageFormat format : kFormats) {
        const auto plan = planArrays(*source, copyAll(*source), as(format, true));
        QVERIFY2(plan.has_value(), plan ? "" : messageOf(plan.error()).c_str());
        QVERIFY(std::ranges::find(plan->leftOut, kObjectGraphKey) != plan->leftOut.end());
        QVERIFY(std::ranges::find(plan->leftOut, "save_counter/.ATTRIBUTES/VARIABLE_VALUE") != plan->leftOut.end());
    }
}

void TestArrayExport::whatIsThereStays()
{
    const QTemporaryDir dir;
    const Source source = made(small("x"), dir);
    for (const StorageFormat format : kFormats) {
        const std::string path = dir.filePath("there").toStdString();
        writeFile(path, "mine");
        QCOMPARE(exportArrays(*source, copyAll(*source), path, as(format)).error().fault, Fault::AlreadyThere);
        QVERIFY(readFile(path) == "mine");
        QCOMPARE(exportArrays(*source, copyAll(*source), dir.filePath("no/o").toStdString(), as(format)).error().fault,
            Fault::NothingThere);
    }
    const std::string folder = dir.filePath("folder").toStdString();
    std::filesystem::create_directory(folder);
    QCOMPARE(
        exportArrays(*source, copyAll(*source), folder, as(StorageFormat::Npy)).error().fault, Fault::AlreadyThere);
    QVERIFY(std::filesystem::exists(folder));
}

void TestArrayExport::everyCallThatFails()
{
    const QTemporaryDir in;
    const Source source = made(small("x"), in);
    for (const StorageFormat format : kFormats) {
        BrokenDisk counting;
        const QTemporaryDir counted;
        QVERIFY(exportArrays(*source, copyAll(*source), counted.filePath("o").toStdString(), as(format), {}, counting)
                    .has_value());
        QVERIFY(counting.calls >= 5);
        for (int call = 0; call < counting.calls; ++call) {
            const QTemporaryDir dir;
            BrokenDisk disk;
            disk.failAt = call;
            disk.once = call % 2 == 0;
            const auto written =
                exportArrays(*source, copyAll(*source), dir.filePath("o").toStdString(), as(format), {}, disk);
            if (written) { // closing a folder that was synced
                QVERIFY(!std::filesystem::is_empty(dir.path().toStdString()));
                continue;
            }
            QCOMPARE(written.error().fault, Fault::DiskFull);
            QVERIFY(std::filesystem::is_empty(dir.path().toStdString()));
        }
    }
}

void TestArrayExport::damagedSources()
{
    const Source source = must(openAt(dataPath("broken/data-bitflip")));
    for (const StorageFormat format : kFormats) {
        const QTemporaryDir dir;
        const auto written = exportArrays(*source, copyAll(*source), dir.filePath("o").toStdString(), as(format, true));
        QVERIFY(!written);
        QCOMPARE(written.error().fault, Fault::TensorChecksum);
        QVERIFY(std::filesystem::is_empty(dir.path().toStdString()));
    }
}

void TestArrayExport::aDiskThatLies()
{
    struct Liar final : FileCalls {
        std::uint64_t at = 0, done = 0;
        ssize_t write(int descriptor, const void *bytes, std::size_t count) override
        {
            std::string copy(static_cast<const char *>(bytes), count);
            if (at >= done && at - done < count)
                copy[at - done] = static_cast<char>(copy[at - done] ^ 0x20);
            done += count;
            return FileCalls::write(descriptor, copy.data(), count);
        }
    };
    const QTemporaryDir in;
    const Source source = made(small("x"), in);
    for (const StorageFormat format : kFormats) {
        const QTemporaryDir whole;
        const auto size = exportArrays(*source, copyAll(*source), whole.filePath("o").toStdString(), as(format))->bytes;
        for (std::uint64_t at = 0; at < size; ++at) {
            const QTemporaryDir dir;
            Liar liar;
            liar.at = at;
            const auto written =
                exportArrays(*source, copyAll(*source), dir.filePath("o").toStdString(), as(format), {}, liar);
            QVERIFY2(!written, qPrintable(QString("%1: byte %2").arg(name(format)).arg(at)));
            QVERIFY(std::filesystem::is_empty(dir.path().toStdString()));
        }
    }
}

void TestArrayExport::cancelledSoon()
{
    BundleBuilder builder;
    builder.add("big", 1, { 8 << 20 }, std::string(std::size_t{ 32 } << 20, 'b'));
    const QTemporaryDir in, out;
    const Source source = made(builder, in);
    for (const StorageFormat format : kFormats) {
        std::stop_source stop;
        const std::uint64_t expected = (format == StorageFormat::Npz ? 3 : 2) * (std::uint64_t{ 32 } << 20);
        const JobControl control(stop.get_token(), [&](std::uint64_t done, std::uint64_t total) {
            QCOMPARE(total, expected);
            if (done > total / 4 && done < total)
                stop.request_stop();
        });
        const auto written =
            exportArrays(*source, copyAll(*source), out.filePath("o").toStdString(), as(format), control);
        QVERIFY(!written || !stop.stop_requested());
        if (!written)
            QCOMPARE(written.error().fault, Fault::Cancelled);
        QVERIFY(written || std::filesystem::is_empty(out.path().toStdString()));
        std::filesystem::remove_all(out.filePath("o").toStdString());
    }
}

QTEST_APPLESS_MAIN(TestArrayExport)
#include "tst_arrayexport.moc"
