// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What the doctor found, in the user's language.
#pragma once

#include "format/doctor/diagnosis.h"

#include <QString>

namespace ckpt {

QString reasonWords(const Reason &reason);
QString reasonWords(std::span<const Reason> reasons); // parted by semicolons
QString headlineWords(const Diagnosis &diagnosis);
QString shapeWords(const NamedVariable &variable); // empty: not known

} // namespace ckpt
