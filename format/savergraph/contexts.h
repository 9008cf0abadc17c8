// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What the Python library remembers of loops and branches, without what is gone. For format/savergraph only.
#pragma once

#include <functional>
#include <string>

namespace ckpt::pb {
class CondContextDef;
class WhileContextDef;
} // namespace ckpt::pb

namespace ckpt {

using NameTest = std::function<bool(const std::string &)>;

enum class ContextFate { Unchanged, Changed, Dropped };
// Takes names that do not pass the test out of the context, and contexts that cannot be without theirs out of it.
// Dropped: it cannot be itself.
ContextFate filterContext(pb::CondContextDef &context, const NameTest &exists);
ContextFate filterContext(pb::WhileContextDef &context, const NameTest &exists);

} // namespace ckpt
