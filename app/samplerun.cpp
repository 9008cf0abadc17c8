// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/samplerun.h"

#include <QCoreApplication>
#include <QDir>

namespace ckpt {

QString sampleRunPath()
{
    const QDir programs(QCoreApplication::applicationDirPath());
    for (const char *place : { "../share/ckptscope/sample/digits-run", "../../../resources/sample/digits-run" }) {
        const QString path = QDir::cleanPath(programs.filePath(QString::fromLatin1(place)));
        if (QDir(path).exists())
            return path;
    }
    return {};
}

} // namespace ckpt
