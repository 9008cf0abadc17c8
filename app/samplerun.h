// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The bundled run: a small digit classifier, trained in six steps.
#pragma once

#include <QString>

namespace ckpt {

// Its directory in the source tree or where it was installed; empty when it is in neither.
QString sampleRunPath();

} // namespace ckpt
