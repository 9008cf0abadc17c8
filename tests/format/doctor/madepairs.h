// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Pairs of lists of variables for which the truth is known: one list, and the same under other names.
#pragma once

#include "format/doctor/namedvariables.h"

#include <algorithm>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace ckpt::test {

using Variables = std::vector<NamedVariable>;

inline NamedVariable variable(std::string key, std::vector<std::int64_t> shape, DType type = DType::Float32)
{
    NamedVariable made{ .key = std::move(key), .dtype = type };
    made.shape = std::move(shape);
    return made;
}

struct MadePair {
    std::string name;
    Variables wanted, have;
    std::map<std::string, std::string> truth; // wanted key → key in the file
};

// A net of `blocks` residual blocks in the manner of slim.
inline Variables residualNet(int blocks)
{
    Variables net;
    const auto norm = [&](const std::string &scope, std::int64_t size) {
        for (const char *each : { "beta", "gamma", "moving_mean", "moving_variance" })
            net.push_back(variable(scope + "/BatchNorm/" + each, { size }));
    };
    net.push_back(variable("resnet/conv1/weights", { 7, 7, 3, 64 }));
    norm("resnet/conv1", 64);
    for (int i = 1; i <= blocks; ++i) {
        const std::int64_t size = 64 << ((i - 1) / 3);
        for (int j = 1; j <= 2; ++j) {
            const std::string scope = "resnet/block" + std::to_string(i) + "/conv" + std::to_string(j);
            net.push_back(variable(scope + "/weights", { 3, 3, size, size }));
            norm(scope, size);
        }
    }
    net.push_back(variable("resnet/logits/weights", { 512, 1000 }));
    net.push_back(variable("resnet/logits/biases", { 1000 }));
    return net;
}

// Transformer layers in the manner of BERT.
inline Variables transformer(int layers)
{
    Variables net{ variable("bert/embeddings/word_embeddings", { 3000, 32 }),
        variable("bert/embeddings/position_embeddings", { 512, 32 }),
        variable("bert/embeddings/LayerNorm/beta", { 32 }), variable("bert/embeddings/LayerNorm/gamma", { 32 }) };
    for (int i = 0; i < layers; ++i) {
        const std::string scope = "bert/encoder/layer_" + std::to_string(i) + '/';
        for (const char *each : { "query", "key", "value" }) {
            net.push_back(variable(scope + "attention/self/" + each + "/kernel", { 32, 32 }));
            net.push_back(variable(scope + "attention/self/" + each + "/bias", { 32 }));
        }
        for (const auto &[each, in, out] : { std::tuple{ "attention/output", 32, 32 },
                 std::tuple{ "intermediate", 32, 128 }, std::tuple{ "output", 128, 32 } }) {
            net.push_back(variable(scope + each + "/dense/kernel", { in, out }));
            net.push_back(variable(scope + each + "/dense/bias", { out }));
        }
        for (const char *each : { "attention/output", "output" }) {
            net.push_back(variable(scope + each + "/LayerNorm/beta", { 32 }));
            net.push_back(variable(scope + each + "/LayerNorm/gamma", { 32 }));
        }
    }
    net.push_back(variable("bert/pooler/dense/kernel", { 32, 32 }));
    net.push_back(variable("bert/pooler/dense/bias", { 32 }));
    return net;
}

// Plain layers of one family of numbers.
inline Variables plainNet(const std::string &layer, int first, int layers, std::vector<std::int64_t> sizes,
    const char *kernel = "kernel", const char *bias = "bias")
{
    Variables net;
    for (int i = 0; i < layers; ++i) {
        const auto at = [&](int k) {
            return sizes[std::min<std::size_t>(static_cast<std::size_t>(k), sizes.size() - 1)];
        };
        const std::string scope = layer + std::to_string(first + i) + '/';
        net.push_back(variable(scope + kernel, { at(i), at(i + 1) }));
        net.push_back(variable(scope + bias, { at(i + 1) }));
    }
    return net;
}

// An encoder and a decoder of the same shapes.
inline Variables towers()
{
    Variables net;
    for (const char *tower : { "encoder", "decoder" }) {
        for (auto &each : plainNet(std::string(tower) + "/fc", 1, 3, { 20, 30, 30, 20 }))
            net.push_back(std::move(each));
        net.push_back(variable(std::string(tower) + "/embedding", { 100, 20 }));
    }
    return net;
}

inline std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

// The same variables under names that `rename` makes; equal names are numbered.
inline MadePair renamed(std::string name, const Variables &net,
    const std::function<std::string(const NamedVariable &, std::size_t)> &rename)
{
    MadePair pair{ std::move(name), net, {}, {} };
    std::set<std::string> used;
    for (std::size_t i = 0; i < net.size(); ++i) {
        NamedVariable have = net[i];
        have.key = rename(net[i], i);
        have.order = -1;
        while (!used.insert(have.key).second)
            have.key += "_1";
        pair.truth[net[i].key] = have.key;
        pair.have.push_back(std::move(have));
    }
    std::sort(pair.have.begin(), pair.have.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    return pair;
}

// Numbers of the name, those of `part` alone where it is not empty, changed by `change`.
inline std::string renumbered(const std::string &key, const std::function<int(int)> &change)
{
    std::string out;
    for (std::size_t i = 0; i < key.size();) {
        if (key[i] < '0' || key[i] > '9') {
            out += key[i++];
            continue;
        }
        std::size_t end = i;
        while (end < key.size() && key[end] >= '0' && key[end] <= '9' && end - i < 8)
            ++end;
        out += std::to_string(change(std::stoi(key.substr(i, end - i))));
        i = end;
    }
    return out;
}

std::vector<MadePair> madePairs(const std::string &name, const Variables &net, std::uint32_t seed);

} // namespace ckpt::test
