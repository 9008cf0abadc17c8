// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Everything of a checkpoint that TensorFlow wrote, copied under the same names, has the same bytes. With CKPT_WIDER,
// fixtures/ and corpus/ of that folder instead of tests/data.
#include "format/export/copycheckpoint.h"

#include "tests/support/wire.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>
#include <set>

using namespace ckpt;
using namespace ckpt::test;

namespace {

// Sources that TensorFlow's savers do not write like that. Part of the path → what the plan says of it; nothing where
// it cannot know.
struct Exception {
    const char *path;
    std::optional<Deviation> why;
};
const Exception kExceptions[] = {
    { "snappy-index/snappy.ckpt", Deviation::CompressedIndex }, // an option that no saver sets outside Google
    { "snappy-index/snappy-v1.ckpt", std::nullopt }, // the same in V1, whose tables are not walked when they are opened
    { "v2-mnist-snappy/", Deviation::CompressedIndex }, // written inside Google
    { "sm-tf2-cpu/", Deviation::CompressedIndex }, // written inside Google
    { "big-endian-v2/big.ckpt", Deviation::BigEndian }, // made by swapping little.ckpt; the copy is little-endian
    { "big-endian-v2/float8-big.ckpt", Deviation::BigEndian },
    { "padded-v2/", Deviation::LooseData }, // alignment, gaps, shared bytes: made by hand; the copy is dense
    { "producer-versions/", Deviation::OtherHeader }, // made by hand; the copy has the header that TensorFlow writes
};

// Its data file is missing.
constexpr const char *kWithoutData = "sm-fuzz-bad-attr/";

const Exception *exceptionFor(const std::string &prefix, std::span<const Deviation> deviations)
{
    for (const Exception &exception : kExceptions) {
        if (prefix.find(exception.path) != std::string::npos
            && (exception.why ? std::find(deviations.begin(), deviations.end(), *exception.why) != deviations.end()
                              : deviations.empty()))
            return &exception;
    }
    return nullptr;
}

// What follows the prefix: ".index", "-00001-of-00004".
std::string ending(const std::string &path, const CheckpointRef &ref)
{
    return path.substr(ref.prefix.find("-?????") == std::string::npos ? ref.prefix.size() : ref.prefix.find("-?????"));
}

// Every checkpoint below `root`, by prefix.
std::vector<CheckpointRef> checkpointsBelow(const std::string &root)
{
    std::set<std::string> folders;
    for (const auto &entry : std::filesystem::recursive_directory_iterator(root)) {
        const std::string path = entry.path().string();
        if (entry.is_directory() && path.find("/broken") == std::string::npos
            && path.find("/bad-") == std::string::npos)
            folders.insert(path);
    }
    std::map<std::string, CheckpointRef> found;
    for (const std::string &folder : folders) {
        const auto run = scanRun(folder);
        if (!run)
            continue;
        for (const CheckpointRef &ref : run->checkpoints) {
            if (!isArrayFormat(ref.format))
                found.emplace(ref.prefix, ref);
        }
    }
    std::vector<CheckpointRef> refs;
    for (auto &[prefix, ref] : found)
        refs.push_back(std::move(ref));
    return refs;
}

std::vector<std::string> filesOf(const Checkpoint &checkpoint)
{
    std::vector<std::string> files;
    for (const ShardFile &shard : checkpoint.shards())
        files.push_back(shard.path);
    if (checkpoint.format() == StorageFormat::V2)
        files.push_back(checkpoint.ref().prefix + ".index");
    return files;
}

} // namespace

class TestByteIdentity : public QObject {
    Q_OBJECT
private slots:
    void everythingUnderTheSameNames();
};

void TestByteIdentity::everythingUnderTheSameNames()
{
    std::vector<CheckpointRef> refs;
    const QByteArray wider = qgetenv("CKPT_WIDER");
    if (wider.isEmpty()) {
        refs = checkpointsBelow(CKPT_SOURCE_DIR "/tests/data");
    } else {
        refs = checkpointsBelow(wider.toStdString() + "/fixtures");
        for (CheckpointRef &ref : checkpointsBelow(wider.toStdString() + "/corpus"))
            refs.push_back(std::move(ref));
    }
    int same = 0, v1 = 0, excepted = 0, left = 0;
    QStringList wrong;
    std::set<std::string> needed;
    for (const CheckpointRef &ref : refs) {
        const auto source = Checkpoint::open(ref);
        const QTemporaryDir dir;
        const std::string prefix = dir.filePath("copy").toStdString();
        if (!source || (*source)->format() != ref.format)
            continue;
        const auto &variables = (*source)->variables();
        if (std::any_of(variables.begin(), variables.end(), [](const Variable &v) { return v.error.has_value(); })) {
            ++left;
            if (ref.prefix.find(kWithoutData) == std::string::npos)
                wrong << QString::fromStdString(ref.prefix + ": has a variable that cannot be read");
            continue;
        }
        const auto copied = copyCheckpoint(**source, copyAll(**source), prefix, { ref.format, std::nullopt });
        if (!copied) {
            wrong << QString::fromStdString(ref.prefix + ": " + copied.error().message());
            continue;
        }
        const std::vector<std::string> originals = filesOf(**source);
        bool equal = originals.size() == copied->files.size();
        for (std::size_t i = 0; equal && i < originals.size(); ++i)
            equal = readFile(originals[i]) == readFile(copied->files[i])
                && ending(originals[i], ref) == copied->files[i].substr(prefix.size());
        if (const Exception *exception = exceptionFor(ref.prefix, copied->deviations)) {
            ++excepted;
            needed.insert(exception->path);
            if (equal)
                wrong << QString::fromStdString(ref.prefix + ": no exception is needed");
            continue;
        }
        if (!copied->deviations.empty())
            wrong << QString::fromStdString(ref.prefix + ": deviation ")
                    + QString::number(static_cast<int>(copied->deviations.front())) + " is not among the exceptions";
        if (!equal)
            wrong << QString::fromStdString(ref.prefix + ": other bytes");
        same += equal;
        v1 += equal && ref.format == StorageFormat::V1;
    }
    qInfo("%d the same, %d of them V1; %d exceptions; %d not copied", same, v1, excepted, left);
    QVERIFY2(wrong.isEmpty(), qPrintable("\n" + wrong.join("\n")));
    if (!wider.isEmpty())
        QCOMPARE(needed.size(), std::size(kExceptions));
    QVERIFY(same >= 20 && v1 >= 3 && excepted >= 3);
}

QTEST_APPLESS_MAIN(TestByteIdentity)
#include "tst_byteidentity.moc"
