// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// What Keras writes as the configuration of a layer or model (keras/engine: Network.get_config, Sequential.get_config,
// node_data of inbound_nodes). For format/inferred only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

struct KerasModel {
    struct Layer {
        std::string name;
        std::vector<std::uint32_t> inputs; // layers of the model that feed it, each once
    };
    std::vector<Layer> layers; // data flows from earlier to later ones only
};

struct KerasConfig {
    std::string name; // of the layer; may be empty
    std::optional<KerasModel> model; // of a Sequential or functional model
};

// Nothing: it is no configuration, or larger or deeper than one. Never throws.
std::optional<KerasConfig> parseKerasConfig(std::string_view json);

} // namespace ckpt
