// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What is wrong with a query while one types it, in a short sentence.
#pragma once

#include "format/base/queryterms.h"

#include <QString>

namespace ckpt {

QString querySentence(const QueryError &error);

} // namespace ckpt
