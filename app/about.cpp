// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/about.h"

#include <QCoreApplication>
#include <QMessageBox>

namespace ckpt {

void showAboutBox(QWidget *parent)
{
    const auto say = [](const char *text) { return QCoreApplication::translate("About", text); };
    const QString text =
        say(QT_TRANSLATE_NOOP("About",
                "Shows what is in a TensorFlow checkpoint, without TensorFlow.\n\nVersion %1, with Qt %2.\n"
                "Free software under the GNU General Public License, version 3 or later; the engine "
                "under the Apache License 2.0."))
            .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()));
    QMessageBox::about(parent, say(QT_TRANSLATE_NOOP("About", "About Ckptscope")), text);
}

} // namespace ckpt
