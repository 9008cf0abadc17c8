// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The tensors that a TensorInfo names. For format/savergraph only.
#pragma once

#include <functional>
#include <string>

namespace ckpt::pb {
class TensorInfo;
class SignatureDef;
} // namespace ckpt::pb

namespace ckpt {

using TensorTest = std::function<bool(const std::string &)>;
bool allTensors(const pb::TensorInfo &info, const TensorTest &test);
bool allTensors(const pb::SignatureDef &signature, const TensorTest &test); // of inputs and outputs

} // namespace ckpt
