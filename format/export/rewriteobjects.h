// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The object graph of a checkpoint for a part of its variables, or for other keys (NOTES.md): what a restore matches by
// stays, and nothing is named that is not there.
#pragma once

#include "format/export/copyplan.h"
#include "format/objects/objectgraph.h"

#include <string>

namespace ckpt {

struct RewrittenObjects {
    std::string bytes;
    ObjectsReport report;
};

// `items` are those of a plan: bytewise sorted by their new keys; `graph` was read from it. Fields
// that are not known stay. The same input gives the same bytes. Memory: the message twice. Fails with
// ObjectGraphDamaged and TensorChecksum where `graph` has such an issue, since a part of it would be lost, with
// NameNotWritable for a key under which TensorFlow does not find the value of its object (keepsAttribute()), with
// LimitExceeded and Cancelled.
Result<RewrittenObjects> rewriteObjects(const Checkpoint &source, const ObjectGraph &graph,
    std::span<const CopyItem> items, ObjectGraphRule rule, const JobControl &control = {});

} // namespace ckpt
