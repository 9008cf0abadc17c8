// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Stands in for the application beside a ValuesView: a checkpoint to show, and answers that come when the test says so.
#pragma once

#include "tests/support/checkpointbuilder.h"
#include "tests/widgets/values/testtensors.h"
#include "widgets/values/valuesview.h"

#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

namespace ckpt::test {

// A checkpoint whose index names everything that a Values dock can meet. The values of "huge" are a hole in the file.
class SampleCheckpoint {
public:
    static constexpr std::int64_t kHugeRows = 1'000'000, kHugeColumns = 3000;

    std::shared_ptr<const Checkpoint> open()
    {
        BundleBuilder builder;
        builder.add("bias", 1, { 10 }, std::string(40, '\0'));
        builder.add("embedding", 1, { 100, 200 }, std::string(80'000, '\0'));
        builder.add("empty", 1, { 0, 128 }, {});
        builder.add("kernel", 1, { 3, 3, 16, 32 }, std::string(18'432, '\0'));
        builder.add("other", 1, { 3, 3, 20, 40 }, std::string(28'800, '\0'));
        builder.addStrings("names", { 3 }, { "a", "b", "c" });
        builder.add("odd", 57, { 4 }, std::string(4, '\0'));
        builder.add("step", 9, {}, std::string(8, '\0'));
        builder.add("twin", 1, { 3, 3, 16, 32 }, std::string(18'432, '\0')); // of kernel, as an optimizer slot is
        const auto end = static_cast<std::int64_t>(builder.data().size());
        BundleEntry huge{ 1, { kHugeRows, kHugeColumns }, 0, end, kHugeRows * kHugeColumns * 4, 0 };
        BundleEntry cut{ 1, { 10, 5 }, 0, huge.offset + huge.size, 200, 0 };
        BundleEntry away{ 1, { 4 }, 1, 0, 16, 0 };
        builder.entries()["huge"] = huge.encoded();
        builder.entries()["cut"] = cut.encoded();
        builder.entries()["away"] = away.encoded();
        builder.setHeader(2);
        const std::string prefix = m_directory.filePath(QStringLiteral("model.ckpt")).toStdString();
        builder.write(prefix);
        QFile::rename(QString::fromStdString(BundleBuilder::shardPath(prefix, 0, 1)),
            QString::fromStdString(BundleBuilder::shardPath(prefix, 0, 2)));
        if (!QFile::resize(QString::fromStdString(BundleBuilder::shardPath(prefix, 0, 2)), cut.offset + 86))
            return nullptr;
        CheckpointRef ref;
        ref.prefix = prefix;
        return Checkpoint::open(ref).value_or(nullptr);
    }

private:
    QTemporaryDir m_directory;
};

// Keeps every request; answers the newest Show and Image ones by itself while `automatic`.
class ValuesFeeder : public QObject {
public:
    explicit ValuesFeeder(ValuesView *view)
        : m_view(view)
    {
        connect(view, &ValuesView::requestBlock, this, [this](const ValueRequest &request) {
            requests.append(request);
            elements += request.selection.elements();
            if (automatic)
                QMetaObject::invokeMethod(
                    this, [this, request] { answerTo(request); }, Qt::QueuedConnection);
        });
        connect(view, &ValuesView::requestSummary, this, [this](quint64 generation) { summaries.append(generation); });
        connect(view, &ValuesView::cancelRequested, this, [this](quint64 generation) { cancelled.append(generation); });
    }

    void answerTo(const ValueRequest &request) { m_view->setBlock(request, answer(request.selection, valueAt)); }
    ValueRequest last() const { return requests.isEmpty() ? ValueRequest() : requests.last(); }

    bool automatic = true;
    ValueAt valueAt = place;
    QList<ValueRequest> requests;
    QList<quint64> summaries, cancelled;
    std::int64_t elements = 0;

private:
    ValuesView *m_view;
};

} // namespace ckpt::test
