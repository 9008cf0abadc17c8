// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Messages → bytes. For format/savergraph only.
#pragma once

#include "format/base/jobcontrol.h"

#include <optional>
#include <string>

namespace google::protobuf {
class MessageLite;
}

namespace ckpt {

// With maps in the order of their keys, so that the same message gives the same bytes. Nothing: cancelled, or larger
// than a message can be.
std::optional<std::string> serialize(const google::protobuf::MessageLite &message, const JobControl &control = {});

} // namespace ckpt
