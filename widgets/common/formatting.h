// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers, sizes, names and errors as people read them. Translated; numbers by QLocale; a real minus sign on screen.
#pragma once

#include "format/base/issue.h"
#include "format/tensor/dtype.h"
#include "format/tensor/shape.h"

#include <QString>
#include <QStringList>

#include <string_view>

namespace ckpt {

QString toQString(std::string_view bytes); // UTF-8; what is not becomes \xNN
std::string toBytes(const QString &text); // UTF-8
QString formatCount(qint64 count); // 1,234,567
QString formatShortCount(double count); // 12.4 M
QString formatBytes(quint64 bytes); // 18.0 KiB
QString formatShape(const TensorShape &shape); // 3 × 3 × 16 × 32; "scalar"
QString formatDType(DType type, int storedType); // float32; "type 57"; "unknown type"
QString formatValue(double value); // 4 significant digits, U+2212
QString formatPercent(double share01); // 0.7 %
QString formatTime(double secondsSince1970); // today: 14:41, else a short date
QString formatTimeLong(double secondsSince1970); // date and time in the user's form
// For file dialogs, which understand only these brackets, whatever the language: "Plans (*.json)". No ending: all.
QString fileFilter(const QString &name, const QStringList &endings = {});

// An error in the window's words: what happened, why, what to do (each may be empty but the first).
struct ErrorWords {
    QString what, why, remedy;
};
ErrorWords errorWords(const Error &error);

} // namespace ckpt
