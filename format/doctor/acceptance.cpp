// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/doctor/acceptance.h"

#include "format/base/paths.h"
#include "format/tensor/cast.h"

#include <fmt/format.h>

namespace ckpt {

namespace {

// A literal of Python: of str where the bytes are UTF-8, else of bytes.
std::string literal(std::string_view text)
{
    std::string out = isUtf8(text) ? "\"" : "b\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            out += fmt::format("\\{}", c);
        else if (byte < 0x20 || byte == 0x7f || (byte >= 0x80 && out[0] == 'b'))
            out += fmt::format("\\x{:02x}", byte);
        else
            out += c;
    }
    return out + '"';
}

} // namespace

bool canRestore(const NamedVariable &wanted, const NamedVariable &have)
{
    return shapesFit(wanted, have) && (typesFit(wanted, have) || canCast(have.dtype, wanted.dtype));
}

std::vector<AcceptedPair> accepted(const Diagnosis &diagnosis, std::span<const NamedVariable> wanted,
    std::span<const NamedVariable> have, double leastConfidence)
{
    std::vector<AcceptedPair> pairs;
    for (std::size_t i = 0; i < diagnosis.findings.size(); ++i) {
        const Finding &finding = diagnosis.findings[i];
        if (!finding.restores() || (finding.confidence < leastConfidence && finding.state != MatchState::Found)
            || !canRestore(wanted[i], have[static_cast<std::size_t>(finding.have)]))
            continue;
        pairs.push_back({ static_cast<std::int32_t>(i), finding.have });
    }
    return pairs;
}

ExportPlan planOf(std::span<const AcceptedPair> pairs, std::span<const NamedVariable> wanted,
    std::span<const NamedVariable> have, PlanSource source)
{
    ExportPlan plan{ .sources = { std::move(source) } };
    plan.target.meta = MetaChoice::None;
    for (const AcceptedPair &pair : pairs) {
        const NamedVariable &from = have[static_cast<std::size_t>(pair.have)];
        const NamedVariable &to = wanted[static_cast<std::size_t>(pair.wanted)];
        PlanItem item{ .from = from.key };
        if (from.key != to.key)
            item.to = to.key;
        if (!typesFit(to, from))
            item.cast = to.dtype;
        plan.items.push_back(std::move(item));
    }
    return plan;
}

std::string restoringCode(CodeKind kind, std::span<const AcceptedPair> pairs, std::span<const NamedVariable> wanted,
    std::span<const NamedVariable> have, const std::string &prefix)
{
    const bool one = kind == CodeKind::TensorFlow1;
    std::string code = fmt::format("import tensorflow as tf\n\n# {}\nNAMES = {{\n",
        one ? "in the checkpoint: in the program" : "in the program: in the checkpoint");
    for (const AcceptedPair &pair : pairs) {
        const NamedVariable &from = have[static_cast<std::size_t>(pair.have)];
        const NamedVariable &to = wanted[static_cast<std::size_t>(pair.wanted)];
        const bool otherType = one && !typesFit(to, from); // this function does not cast
        code += fmt::format("    {}{}: {},{}\n", otherType ? "# " : "", literal(one ? from.key : to.key),
            literal(one ? to.key : from.key), otherType ? "  # another type: export it with a cast" : "");
    }
    // Variables that get_variable() did not make are known as objects alone, partitioned ones by their name alone.
    constexpr std::string_view kMap = R"(}}
variables = {{variable.op.name: variable for variable in tf.compat.v1.global_variables()}}
# before the session runs the initializers
tf.compat.v1.train.init_from_checkpoint({}, {{have: variables.get(wanted, wanted) for have, wanted in NAMES.items()}})
)";
    constexpr std::string_view kAssignments = R"(}}
reader = tf.train.load_checkpoint({})
for variable in model.variables:  # or any other list of variables
    name = getattr(variable, "path", variable.name).split(":")[0]
    if name in NAMES:
        variable.assign(tf.cast(reader.get_tensor(NAMES[name]), variable.dtype))
)";
    return code + (one ? fmt::format(kMap, literal(prefix)) : fmt::format(kAssignments, literal(prefix)));
}

} // namespace ckpt
