// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Strings of one width, as NumPy's types "S" and "U" store them. Facts: FORMAT.md beside this file.
#pragma once

#include "format/base/jobcontrol.h"
#include "format/tensor/variable.h"

#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// `bytes` holds texts.size() strings of layout.width bytes each, layout.text is not None. NULs at the end are dropped,
// as NumPy does. UTF-32 becomes UTF-8; halves of surrogate pairs are kept as three bytes each. Fails with
// StringsDamaged (no such character), Cancelled.
Result<void> decodeTexts(
    std::string_view bytes, const ArrayLayout &layout, std::vector<std::string> &texts, const JobControl &control);

} // namespace ckpt
