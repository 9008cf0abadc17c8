// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The object graph of a checkpoint, as `object_graph` in the JSON of `info` and as a tree for people.
#pragma once

#include "app/cli/console.h"
#include "app/cli/jsonwriter.h"
#include "format/objects/objecttree.h"

namespace ckpt {

using ObjectGraphResult = Result<std::shared_ptr<const ObjectGraph>>;

void writeObjectGraph(JsonWriter &json, const ObjectGraphResult &graph);

// "37 objects, 32 edges, 24 attributes, 6 slot variables"
std::string objectsLine(const ObjectTree &tree);
// One line an object with the type, shape and key of what it saved. Written as it goes: a million objects need no
// memory of their own. Stops early when `control` says so.
void printObjects(Output &out, const ObjectTree &tree, const Checkpoint &checkpoint, const JobControl &control);

} // namespace ckpt
