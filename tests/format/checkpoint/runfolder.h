// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// A fresh folder for each test function, to put runs into.
#pragma once

#include "fixtures.h"

#include "format/base/paths.h"
#include "tests/support/checkpointbuilder.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <memory>
#include <set>

namespace ckpt::test {

class RunFolder {
protected:
    void renew() { m_dir = std::make_unique<QTemporaryDir>(); }
    void put(const QString &name, std::string_view bytes) const
    {
        QDir().mkpath(QFileInfo(m_dir->filePath(name)).path());
        writeFile(m_dir->filePath(name).toStdString(), bytes);
    }
    void bundle(const QString &prefix) const
    {
        QDir().mkpath(QFileInfo(m_dir->filePath(prefix)).path());
        BundleBuilder builder;
        builder.add("w", 1, { 1 }, "abcd");
        builder.write(m_dir->filePath(prefix).toStdString());
    }
    std::string at(const QString &name) const { return m_dir->filePath(name).toStdString(); }
    std::unique_ptr<QTemporaryDir> m_dir;
};

inline std::multiset<std::string> faults(const Issues &issues)
{
    std::multiset<std::string> found;
    for (const Issue &issue : issues)
        found.insert(name(issue.error.fault));
    return found;
}

inline std::string current(const Run &run)
{
    return run.checkpoints.empty() ? std::string() : run.checkpoints[run.current].displayName();
}

} // namespace ckpt::test
