// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// From a diagnosis and what was accepted of it to something that can be used: a plan of an export, or code.
#pragma once

#include "format/doctor/diagnosis.h"
#include "format/plan/exportplan.h"

namespace ckpt {

// What is restored from what: positions in the two lists, each wanted one and each of the file at most once.
struct AcceptedPair {
    std::int32_t wanted = -1, have = -1;
    friend bool operator==(const AcceptedPair &, const AcceptedPair &) = default;
};

// What is there under its own name, and whatever else is at least as sure; other types where they can be cast.
std::vector<AcceptedPair> accepted(const Diagnosis &diagnosis, std::span<const NamedVariable> wanted,
    std::span<const NamedVariable> have, double leastConfidence = kSureConfidence);
// Whether a value of the one can be restored where the other is wanted: a cast of floating types.
bool canRestore(const NamedVariable &wanted, const NamedVariable &have);

// A checkpoint with exactly these variables, under the wanted names and with the wanted types. Without .meta: the graph
// that wants them is another one. Not for no pairs: a plan without items means everything. `source` says where the file
// is.
ExportPlan planOf(std::span<const AcceptedPair> pairs, std::span<const NamedVariable> wanted,
    std::span<const NamedVariable> have, PlanSource source);

enum class CodeKind { TensorFlow1, TensorFlow2 };
// Python that restores these from the checkpoint `prefix`: a map for tf.compat.v1.train.init_from_checkpoint, or
// assignments to the variables of a program of TensorFlow 2. Names are escaped for Python. Types that differ are cast
// in the latter, and named by a comment in the former, which cannot.
std::string restoringCode(CodeKind kind, std::span<const AcceptedPair> pairs, std::span<const NamedVariable> wanted,
    std::span<const NamedVariable> have, const std::string &prefix);

} // namespace ckpt
