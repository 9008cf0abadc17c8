// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Why the words of a plan cannot be understood, in a translated sentence.
#pragma once

#include "format/plan/resolveplan.h"

#include <QString>

namespace ckpt {

QString planWordsSentence(const PlanWordsError &error);

} // namespace ckpt
