// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/format/doctor/madepairs.h"

namespace ckpt::test {

namespace {

const char *const kWords[] = { "alpha", "trunk", "gate", "stem", "mixer", "head", "pool", "tower", "branch", "merge",
    "local", "global", "shared", "final", "input", "project", "expand", "squeeze", "north", "river" };

std::string otherWord(std::mt19937 &random)
{
    return kWords[random() % std::size(kWords)];
}

std::string lastPart(const std::string &key)
{
    return key.substr(key.rfind('/') + 1);
}
std::string scopeOf(const std::string &key)
{
    const std::size_t slash = key.rfind('/');
    return slash == std::string::npos ? std::string() : key.substr(0, slash);
}

std::string otherSpelling(std::string key)
{
    const bool slim = key.find("weights") != std::string::npos;
    key = slim ? replaced(replaced(key, "weights", "kernel"), "biases", "bias")
               : replaced(replaced(key, "kernel", "weights"), "bias", "biases");
    return slim ? replaced(key, "BatchNorm", "batch_normalization") : replaced(key, "LayerNorm", "layer_norm");
}

// Every scope gets another word, the same one wherever it is.
std::string otherScopes(
    const std::string &key, std::map<std::string, std::string> &words, std::mt19937 &random, int most)
{
    std::string out;
    std::size_t at = 0;
    for (int part = 0; at <= key.size(); ++part) {
        const std::size_t end = std::min(key.find('/', at), key.size());
        std::string each = key.substr(at, end - at);
        if (part < most && end < key.size()) {
            std::string &word = words[each];
            if (word.empty())
                word = otherWord(random) + "_" + std::to_string(words.size());
            each = word;
        }
        out += (out.empty() ? "" : "/") + each;
        at = end + 1;
    }
    return out;
}

MadePair withDecoys(MadePair pair, const Variables &net, std::mt19937 &random)
{
    pair.name += ", drop and add";
    std::set<std::string> scopes;
    for (const NamedVariable &each : net)
        scopes.insert(scopeOf(each.key));
    const std::vector<std::string> all(scopes.begin(), scopes.end());
    std::set<std::string> dropped;
    for (const std::string &scope : all) {
        if (random() % 7 == 0)
            dropped.insert(scope);
    }
    for (const NamedVariable &each : net) {
        if (!dropped.contains(scopeOf(each.key)))
            continue;
        const std::string key = pair.truth[each.key];
        std::erase_if(pair.have, [&](const NamedVariable &have) { return have.key == key; });
        pair.truth.erase(each.key);
    }
    for (std::size_t i = 0; i < net.size() / 7 + 1; ++i) {
        NamedVariable decoy = net[random() % net.size()];
        decoy.key = otherWord(random) + std::to_string(i) + '/' + lastPart(decoy.key);
        pair.have.push_back(decoy);
    }
    std::sort(pair.have.begin(), pair.have.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    return pair;
}

// One layer of a family of numbers is not in the file, and those behind it have moved up.
MadePair oneLayerLess(const Variables &net, std::mt19937 &random, const std::string &prefix)
{
    std::map<std::string, std::set<int>> families;
    const auto split = [](const std::string &key) {
        const std::size_t first = key.find_first_of("0123456789");
        std::size_t end = first;
        while (end < key.size() && key[end] >= '0' && key[end] <= '9')
            ++end;
        return std::pair(first, end);
    };
    for (const NamedVariable &each : net) {
        const auto [first, end] = split(each.key);
        if (first != std::string::npos)
            families[each.key.substr(0, first)].insert(std::stoi(each.key.substr(first, end - first)));
    }
    MadePair pair{ "one layer less", net, {}, {} };
    if (families.empty())
        return pair;
    const auto family = std::max_element(families.begin(), families.end(),
        [](const auto &a, const auto &b) { return a.second.size() < b.second.size(); });
    auto number = family->second.begin();
    std::advance(number, static_cast<std::ptrdiff_t>(random() % family->second.size()));
    for (const NamedVariable &each : net) {
        const auto [first, end] = split(each.key);
        NamedVariable have = each;
        have.order = -1;
        if (first != std::string::npos && each.key.substr(0, first) == family->first) {
            const int own = std::stoi(each.key.substr(first, end - first));
            if (own == *number)
                continue;
            have.key = each.key.substr(0, first) + std::to_string(own > *number ? own - 1 : own) + each.key.substr(end);
        }
        have.key = prefix + have.key;
        pair.truth[each.key] = have.key;
        pair.have.push_back(std::move(have));
    }
    std::sort(pair.have.begin(), pair.have.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
    return pair;
}

} // namespace

std::vector<MadePair> madePairs(const std::string &name, const Variables &net, std::uint32_t seed)
{
    std::mt19937 random(seed);
    std::vector<MadePair> pairs;
    const auto add = [&](MadePair pair) {
        pair.name = name + ": " + pair.name;
        pairs.push_back(std::move(pair));
    };
    std::map<std::string, std::string> words, layers;
    const auto prefix = [](const NamedVariable &v, std::size_t) { return "student/" + v.key; };
    const auto scopes = [&](const NamedVariable &v, std::size_t) { return otherScopes(v.key, words, random, 24); };
    const auto spelling = [](const NamedVariable &v, std::size_t) { return otherSpelling(v.key); };
    const auto nameless = [](const NamedVariable &, std::size_t i) {
        return i == 0 ? std::string("Variable") : "Variable_" + std::to_string(i);
    };
    const auto objects = [&](const NamedVariable &v, std::size_t) {
        std::string &layer = layers[scopeOf(v.key)];
        if (layer.empty())
            layer = "model/layer_with_weights-" + std::to_string(layers.size() - 1) + '/';
        return layer + lastPart(otherSpelling(v.key)) + "/.ATTRIBUTES/VARIABLE_VALUE";
    };
    add(renamed("prefix", net, prefix));
    add(withDecoys(renamed("prefix", net, prefix), net, random));
    add(renamed("wrapper", net, [](const auto &v, std::size_t) { return "model/" + v.key; }));
    add(renamed("first scope stripped", net, [](const auto &v, std::size_t) {
        const std::size_t slash = v.key.find('/');
        return v.key.find('/', slash + 1) == std::string::npos ? v.key : v.key.substr(slash + 1);
    }));
    add(renamed("top scopes", net, [&](const auto &v, std::size_t) { return otherScopes(v.key, words, random, 1); }));
    add(renamed("spelling", net, spelling));
    add(renamed(
        "prefix and spelling", net, [&](const auto &v, std::size_t) { return "net_1/" + otherSpelling(v.key); }));
    add(renamed("flattened", net, [](const auto &v, std::size_t) { return replaced(v.key, "/", "."); }));
    add(renamed("other words", net, scopes));
    add(withDecoys(renamed("other words", net, scopes), net, random));
    add(renamed("object keys", net, objects));
    add(withDecoys(renamed("object keys", net, objects), net, random));
    add(renamed("nameless", net, nameless));
    add(withDecoys(renamed("nameless", net, nameless), net, random));
    add(renamed("numbers shifted", net,
        [](const auto &v, std::size_t) { return renumbered(v.key, [](int n) { return n + 1; }); }));
    add(oneLayerLess(net, random, ""));
    add(oneLayerLess(net, random, "old/"));
    MadePair full = renamed("full names", net, objects);
    for (NamedVariable &have : full.have) {
        for (const auto &[wanted, key] : full.truth)
            if (key == have.key)
                have.alias = wanted;
    }
    add(std::move(full));
    return pairs;
}

} // namespace ckpt::test
