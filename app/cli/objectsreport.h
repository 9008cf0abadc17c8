// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What `ckpt export` says of the object graph of TensorFlow 2: what a restore will find, and what not.
#pragma once

#include "app/cli/console.h"
#include "app/cli/facts.h"
#include "app/cli/jsonwriter.h"
#include "format/export/copyplan.h"

namespace ckpt {

// Of a graph that goes along unchanged only what casts mean for it.
void printObjects(Output &out, const Checkpoint &source, const Facts &facts, const CopyPlan &plan);
// The member "object_graph", where the source has one.
void writeObjects(JsonWriter &json, const Checkpoint &source, const Facts &facts, const CopyPlan &plan);

} // namespace ckpt
