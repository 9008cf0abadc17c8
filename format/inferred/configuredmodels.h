// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Models of a checkpoint that say how their layers are joined: TensorFlow 1.12 to 2.1 keeps the configuration of a
// layer as the string ".ATTRIBUTES/OBJECT_CONFIG_JSON" of its object. For format/inferred only.
#pragma once

#include "format/inferred/kerasmodel.h"
#include "format/inferred/objectpaths.h"
#include "format/objects/objectgraph.h"

#include <map>
#include <string>
#include <vector>

namespace ckpt {

struct ConfiguredModels {
    struct Model {
        KerasModel configuration;
        std::vector<std::string> paths; // of its layers' objects as keys have them; empty: not in the checkpoint
    };
    std::vector<Model> models;
    std::map<std::string, std::string> names; // of layers, by path
};

// What cannot be read or understood is left out. Ends early when cancelled.
ConfiguredModels configuredModels(
    const Checkpoint &checkpoint, const ObjectGraph &graph, const ObjectPaths &paths, const JobControl &control);

} // namespace ckpt
