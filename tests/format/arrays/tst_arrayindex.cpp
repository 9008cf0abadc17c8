// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What lies in an array file, and what its headers may not say.
#include "tests/format/checkpoint/runfolder.h"
#include "tests/support/zipbuilder.h"

#include <QtTest>

using namespace ckpt;
using namespace ckpt::test;

class TestArrayIndex : public QObject, private RunFolder {
    Q_OBJECT
private slots:
    void init() { renew(); }
    void refusedFiles_data();
    void refusedFiles();
    void members_data();
    void members();
    void otherMembers();
    void duplicateNames();
    void namesThatLookLikePlaces();
    void trailingBytes();
    void cutNpy();
    void tensors_data();
    void tensors();
    void safetensorsCover();
    void metadataIsKept();
    void deepJsonNeedsNoStack();
    void limits();
    void variablesDidNotGrow();

private:
    Result<std::shared_ptr<const Checkpoint>> open(const QString &name, const std::string &content)
    {
        put(name, content);
        return openAt(at(name));
    }
};

namespace {

const std::string kFour(16, 'x'); // bytes of four floats

std::string oneTensor(std::string_view fields, std::string_view data = kFour)
{
    return safetensors("{\"w\":{" + std::string(fields) + "}}", data);
}

} // namespace

void TestArrayIndex::refusedFiles_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const char *file, const std::string &content, const char *fault) {
        QTest::newRow(name) << QString(file) << QByteArray::fromStdString(content) << QString(fault);
    };
    const std::string archive = zipArchive({ { "a.npy", npyArray("<f4", "(4,)", kFour) } });
    row("empty npz", "a.npz", "", "archive-damaged");
    row("text npz", "a.npz", std::string(100, 'a'), "archive-damaged");
    row("npz without its end", "a.npz", archive.substr(0, archive.size() - 1), "archive-damaged");
    row("npz that is an npy", "a.npz", npyArray("<f4", "(4,)", kFour), "archive-damaged");
    row("empty npy", "a.npy", "", "array-file-damaged");
    row("npy that is an npz", "a.npy", archive, "array-file-damaged");
    row("npy with a header beyond its end", "a.npy", npyArray("<f4", "(4,)", "").substr(0, 30), "array-file-damaged");
    row("empty safetensors", "a.safetensors", "", "array-file-damaged");
    row("safetensors of text", "a.safetensors", "<!DOCTYPE html><html>", "array-file-damaged");
    row("safetensors with a list", "a.safetensors", safetensors("[]", ""), "array-file-damaged");
    row("safetensors with a number", "a.safetensors", safetensors("1", ""), "array-file-damaged");
    row("safetensors with spaces first", "a.safetensors", safetensors(" {}", ""), "array-file-damaged");
    row("safetensors with a half object", "a.safetensors", safetensors("{\"a\":", ""), "array-file-damaged");
    row("safetensors with two objects", "a.safetensors", safetensors("{}{}", ""), "array-file-damaged");
    row("safetensors with a name that is not UTF-8", "a.safetensors", safetensors("{\"\xFF\":{}}", ""),
        "array-file-damaged");
    for (const char *name : { "a.npz", "a.npy", "a.safetensors" })
        row((std::string("pointer as ") + name).c_str(), name,
            "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 12345\n", "git-lfs-pointer");
}

void TestArrayIndex::refusedFiles()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, content);
    QFETCH(QString, fault);
    const auto opened = open(file, content.toStdString());
    QVERIFY(!opened.has_value());
    QCOMPARE(QString(name(opened.error().fault)), fault);
    QVERIFY(opened.error().path.ends_with(file.toStdString()));
    const std::string message = opened.error().message();
    QVERIFY2(message.ends_with('.') && message.find('?') == std::string::npos, message.c_str());
}

void TestArrayIndex::members_data()
{
    QTest::addColumn<QByteArray>("archive");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, ZipMember member, const char *fault) {
        if (member.name.empty())
            member.name = "w.npy";
        if (member.content.empty())
            member.content = npyArray("<f4", "(4,)", kFour);
        const ZipMember good{ .name = "good.npy", .content = npyArray("<f4", "(4,)", kFour) };
        QTest::newRow(name) << QByteArray::fromStdString(zipArchive({ member, good })) << QString(fault);
    };
    row("right", {}, "");
    row("deflated", { .deflated = true }, "");
    row("encrypted", { .flags = 1 }, "archive-member-unreadable");
    row("unknown method", { .method = 12 }, "archive-member-unreadable");
    row("another method", { .method = 8 }, "archive-member-unreadable");
    row("another name before it", { .localName = "v.npy" }, "archive-member-unreadable");
    row("larger than it can be", { .deflated = true, .size = 0x7FFFFFFF }, "archive-member-unreadable");
    row("larger than the file", { .size = 0x7FFFFFF0, .packedSize = 0x7FFFFFF0 }, "archive-member-unreadable");
    row("stored, but of two sizes", { .size = 20 }, "archive-member-unreadable");
    row("too few elements", { .content = npyArray("<f4", "(5,)", kFour) }, "size-mismatch");
    row("too many elements", { .content = npyArray("<f4", "(3,)", kFour) }, "size-mismatch");
    row("too few elements, deflated", { .content = npyArray("<f4", "(5,)", kFour), .deflated = true }, "size-mismatch");
    row("elements beyond counting", { .content = npyArray("<f8", "(4611686018427387904,)", kFour) }, "size-mismatch");
    row("shape beyond counting", { .content = npyArray("<f8", "(4611686018427387904, 4)", kFour) }, "shape-invalid");
    row("strings without characters", { .content = npyArray("<U0", "(1000000000,)", "") }, "limit-exceeded");
    row("no array", { .content = "hello" }, "entry-damaged");
    row("a header that is cut", { .content = npyArray("<f4", "(4,)", "").substr(0, 40) }, "entry-damaged");
    row("bfloat16 as NumPy writes it", { .content = npyArray("<V2", "(8,)", kFour) }, "array-type-unsupported");
    row("a pickle", { .content = npyArray("|O", "(8,)", kFour) }, "array-type-unsupported");
    row("a structure",
        { .content = npyArray("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (4,), }", kFour) },
        "array-type-unsupported");
}

void TestArrayIndex::members()
{
    QFETCH(QByteArray, archive);
    QFETCH(QString, fault);
    const auto opened = open("a.npz", archive.toStdString());
    QVERIFY2(opened.has_value(), opened ? "" : messageOf(opened.error()).c_str());
    const Checkpoint &checkpoint = **opened;
    QCOMPARE(checkpoint.variables().size(), 2u);
    QVERIFY(readVariable(checkpoint, *checkpoint.find("good")).has_value());
    const Variable &variable = checkpoint.variable(*checkpoint.find("w"));
    QCOMPARE(variable.error ? QString(name(variable.error->fault)) : QString(), fault);
    if (fault.isEmpty()) {
        QCOMPARE(readVariable(checkpoint, *checkpoint.find("w"))->bytes, kFour);
        QVERIFY(checkpoint.issues().empty());
        return;
    }
    QCOMPARE(faults({ checkpoint.issues().begin(), checkpoint.issues().end() }),
        std::multiset<std::string>{ fault.toStdString() });
    const std::string message = variable.error->message();
    QVERIFY2(message.ends_with('.') && message.find('?') == std::string::npos, message.c_str());
    QVERIFY(!readVariable(checkpoint, *checkpoint.find("w")).has_value());
}

void TestArrayIndex::otherMembers()
{
    const std::string array = npyArray("<f4", "(4,)", kFour);
    const auto opened = open(
        "a.npz", zipArchive({ { "folder/", "" }, { "README", "text" }, { "unnamed", array }, { "w.npy", array } }));
    QVERIFY(opened.has_value());
    QCOMPARE((*opened)->variables().size(), 2u);
    QVERIFY((*opened)->find("unnamed") && (*opened)->find("w"));
    QCOMPARE((*opened)->issues().size(), 1u);
    QCOMPARE((*opened)->issues()[0].severity, Severity::Note);
    QCOMPARE((*opened)->issues()[0].error.key, std::string("README"));
}

void TestArrayIndex::duplicateNames()
{
    const std::string first = npyArray("<f4", "(4,)", kFour), second = npyArray("<f4", "(1,)", "abcd");
    const auto opened = open("a.npz", zipArchive({ { "w.npy", first }, { "w.npy", second }, { "w", second } }));
    QVERIFY(opened.has_value());
    QCOMPARE((*opened)->variables().size(), 1u);
    QCOMPARE(readVariable(**opened, VariableId{ 0 })->bytes, kFour);
    QCOMPARE(faults({ (*opened)->issues().begin(), (*opened)->issues().end() }),
        (std::multiset<std::string>{ "key-duplicate", "key-duplicate" }));
    const auto tensors = open("a.safetensors",
        safetensors("{\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
                    "\"w\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[1,2]}}",
            "ab"));
    QVERIFY(tensors.has_value());
    QVERIFY(faults({ (*tensors)->issues().begin(), (*tensors)->issues().end() }).contains("key-duplicate"));
    QCOMPARE(readVariable(**tensors, VariableId{ 0 })->bytes, std::string("a"));
}

void TestArrayIndex::namesThatLookLikePlaces()
{
    const std::string array = npyArray("<f4", "(4,)", kFour);
    const auto opened = open("a.npz", zipArchive({ { "../../etc/passwd.npy", array }, { "/root.npy", array } }));
    QVERIFY(opened.has_value() && (*opened)->issues().empty());
    QVERIFY((*opened)->find("../../etc/passwd") && (*opened)->find("/root"));
}

void TestArrayIndex::trailingBytes()
{
    const auto opened = open("a.npy", npyArray("<f4", "(4,)", kFour + "more"));
    QVERIFY(opened.has_value());
    QCOMPARE(faults({ (*opened)->issues().begin(), (*opened)->issues().end() }),
        std::multiset<std::string>{ "shard-trailing-bytes" });
    QCOMPARE(readVariable(**opened, VariableId{ 0 })->bytes, kFour);
}

void TestArrayIndex::cutNpy()
{
    const auto opened = open("a.npy", npyArray("<f4", "(5,)", kFour));
    QVERIFY(opened.has_value());
    const Variable &variable = (*opened)->variables()[0];
    QVERIFY(variable.error && variable.error->fault == Fault::TensorOutOfShard);
    QCOMPARE(variable.at->size, 20u);
    QVERIFY(variable.error->message().find('?') == std::string::npos);
}

void TestArrayIndex::tensors_data()
{
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *fields, const char *fault) {
        QTest::newRow(fields) << QByteArray(fields) << fault;
    };
    row(R"("dtype":"F32","shape":[4],"data_offsets":[0,16])", "");
    row(R"("x":{"y":[1,[2,{}]]},"dtype":"F32","shape":[2,2],"data_offsets":[0,16],"z":null)", "");
    row(R"("dtype":"F32","shape":[4])", "entry-damaged");
    row(R"("dtype":"F32","data_offsets":[0,16])", "entry-damaged");
    row(R"("shape":[4],"data_offsets":[0,16])", "entry-damaged");
    row(R"("dtype":4,"shape":[4],"data_offsets":[0,16])", "entry-damaged");
    row(R"("dtype":"F32","shape":[4.0],"data_offsets":[0,16])", "entry-damaged");
    row(R"("dtype":"F32","shape":[-4],"data_offsets":[0,16])", "entry-damaged");
    row(R"("dtype":"F32","shape":["4"],"data_offsets":[0,16])", "entry-damaged");
    row(R"("dtype":"F32","shape":[[4]],"data_offsets":[0,16])", "entry-damaged");
    row(R"("dtype":"F32","shape":[4],"data_offsets":[[0],16])", "entry-damaged");
    row(R"("dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,16])", "entry-damaged");
    row(R"("dtype":"F32","shape":[4],"data_offsets":[0,16,16])", "entry-damaged");
    row(R"("dtype":"F32","shape":[4],"data_offsets":[16,0])", "entry-damaged");
    row(R"("dtype":"F32","shape":[4],"shape":[4],"data_offsets":[0,16])", "entry-damaged");
    row(R"("dtype":"F32","shape":[4],"data_offsets":[0,18446744073709551615])", "entry-damaged");
    row(R"("dtype":"F32","shape":[4],"data_offsets":[1,17])", "tensor-out-of-shard");
    row(R"("dtype":"F32","shape":[5],"data_offsets":[0,16])", "size-mismatch");
    row(R"("dtype":"F32","shape":[9223372036854775807],"data_offsets":[0,16])", "size-mismatch");
    row(R"("dtype":"F32","shape":[9223372036854775808],"data_offsets":[0,16])", "shape-invalid");
    row(R"("dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,16])", "shape-invalid");
    row(R"("dtype":"F8_E8M0","shape":[16],"data_offsets":[0,16])", "array-type-unsupported");
    row(R"("dtype":"F4","shape":[32],"data_offsets":[0,16])", "array-type-unsupported");
    row(R"("dtype":"F4","shape":[33],"data_offsets":[0,16])", "size-mismatch");
    row(R"("dtype":"F128","shape":[1],"data_offsets":[0,16])", "array-type-unsupported");
}

void TestArrayIndex::tensors()
{
    QFETCH(QByteArray, fields);
    QFETCH(QString, fault);
    const auto opened = open("a.safetensors", oneTensor(fields.toStdString()));
    QVERIFY2(opened.has_value(), opened ? "" : messageOf(opened.error()).c_str());
    QCOMPARE((*opened)->variables().size(), 1u);
    const Variable &variable = (*opened)->variables()[0];
    QCOMPARE(variable.error ? QString(name(variable.error->fault)) : QString(), fault);
    QCOMPARE((*opened)->issues().size(), fault.isEmpty() ? 0u : 1u);
    QCOMPARE(readVariable(**opened, VariableId{ 0 }).has_value(), fault.isEmpty());
    if (variable.error) {
        const std::string message = variable.error->message();
        QVERIFY2(message.ends_with('.') && message.find('?') == std::string::npos, message.c_str());
    }
}

void TestArrayIndex::safetensorsCover()
{
    const auto found = [&](const char *first, const char *second, std::size_t bytes) {
        const std::string field = "{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":";
        const auto opened = open("a.safetensors",
            safetensors("{\"a\":" + field + first + "},\"b\":" + field + second + "}}", std::string(bytes, 'x')));
        return faults({ (*opened)->issues().begin(), (*opened)->issues().end() });
    };
    using Faults = std::multiset<std::string>;
    QCOMPARE(found("[0,4]", "[4,8]", 8), Faults{});
    QCOMPARE(found("[4,8]", "[0,4]", 8), Faults{});
    QCOMPARE(found("[0,4]", "[2,6]", 6), Faults{ "shard-overlap" });
    QCOMPARE(found("[0,4]", "[0,4]", 4), Faults{ "shard-overlap" });
    QCOMPARE(found("[0,4]", "[5,9]", 9), Faults{ "shard-gap" });
    QCOMPARE(found("[1,5]", "[5,9]", 9), Faults{ "shard-gap" });
    QCOMPARE(found("[0,4]", "[4,8]", 9), Faults{ "shard-trailing-bytes" });
    QCOMPARE(found("[0,4]", "[4,8]", 7), Faults{ "tensor-out-of-shard" });
}

void TestArrayIndex::metadataIsKept()
{
    const auto opened = open("a.safetensors", safetensors(R"({"__metadata__":{"z":"last","format":"pt","n":1}})", ""));
    QVERIFY(opened.has_value() && (*opened)->variables().empty() && (*opened)->issues().empty());
    const std::vector<std::pair<std::string, std::string>> expected{ { "format", "pt" }, { "z", "last" } };
    QVERIFY(std::equal((*opened)->metadata().begin(), (*opened)->metadata().end(), expected.begin(), expected.end()));
}

void TestArrayIndex::deepJsonNeedsNoStack()
{
    const std::size_t depth = 2'000'000;
    const std::string deep = std::string(depth, '[') + std::string(depth, ']');
    const auto opened =
        open("a.safetensors", oneTensor("\"x\":" + deep + R"(,"dtype":"F32","shape":[4],"data_offsets":[0,16])"));
    QVERIFY(opened.has_value() && (*opened)->issues().empty());
    QVERIFY(!open("b.safetensors", safetensors("{\"x\":" + std::string(depth, '['), "")).has_value());
}

void TestArrayIndex::limits()
{
    put("a.safetensors", oneTensor(R"("dtype":"F32","shape":[4],"data_offsets":[0,16])"));
    Limits limits;
    limits.maxSafetensorsHeaderBytes = 10;
    const auto tensors = Checkpoint::open(scanRun(at("a.safetensors"))->checkpoints[0], limits);
    QVERIFY(!tensors && tensors.error().fault == Fault::LimitExceeded);
    const std::string array = npyArray("<f4", "(4,)", kFour);
    put("a.npz", zipArchive({ { "a.npy", array }, { "b.npy", array } }));
    limits.maxTableEntries = 1;
    const auto archive = Checkpoint::open(scanRun(at("a.npz"))->checkpoints[0], limits);
    QVERIFY(!archive && archive.error().fault == Fault::LimitExceeded);
}

// A checkpoint has a hundred thousand of them.
void TestArrayIndex::variablesDidNotGrow()
{
    QVERIFY(sizeof(StoredAt) <= 32);
    QVERIFY(sizeof(ArrayLayout) <= 24);
}

QTEST_APPLESS_MAIN(TestArrayIndex)
#include "tst_arrayindex.moc"
