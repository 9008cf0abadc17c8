// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window.
#pragma once

#include <QString>

class QApplication;

namespace ckpt {

// Loads our texts and Qt's own for `language` ("en", "zh_CN"; empty: the system's). Windows made afterwards use it.
void installTranslations(QApplication &application, const QString &language);

} // namespace ckpt
