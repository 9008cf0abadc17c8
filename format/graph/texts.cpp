// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/graph/texts.h"

#include "format/graph/contractions.h"
#include "format/graph/rolenames.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace ckpt {
namespace {

// What is in a scope: layers by kind, each distinct one once, and plain ops.
struct Content {
    std::vector<std::pair<std::string, int>> kinds; // in order of appearance
    std::vector<Part *> ops, inputs;
    std::vector<Node> nodes;
    const Part *onlyLayer = nullptr;
    int heads = 0;
    bool norm = false, loss = false, equal = false, argMax = false, mean = false, softmax = false, trained = false;
};

Content contentOf(const Tree &tree, const Part *scope)
{
    Content content;
    std::set<std::pair<std::string, int>> seen;
    for (Part *part : tree.walk(const_cast<Part *>(scope))) {
        content.nodes.insert(content.nodes.end(), part->nodes.begin(), part->nodes.end());
        if (part->kind == ItemKind::Op) {
            (part->category == Category::Input ? content.inputs : content.ops).push_back(part);
        } else if (part->kind == ItemKind::Layer && !part->kinds.empty()
            && seen.emplace(part->kinds[0], part->ordinal).second) {
            const auto known = std::find_if(content.kinds.begin(), content.kinds.end(),
                [&](const auto &kind) { return kind.first == part->kinds[0]; });
            if (known == content.kinds.end())
                content.kinds.emplace_back(part->kinds[0], 1);
            else
                ++known->second;
            if (!isMinorKind(part->kinds[0])) {
                ++content.heads;
                content.onlyLayer = part;
            }
        }
    }
    for (const Node v : content.nodes) {
        const std::string_view op = tree.g.op(v);
        content.norm = content.norm || op == "Rsqrt";
        content.loss = content.loss || tree.g.has(v, OpTrait::Loss) || tree.a.isLossTarget(v);
        content.trained = content.trained || tree.a.differentiated.contains(v);
        content.equal = content.equal || op == "Equal";
        content.argMax = content.argMax || op == "ArgMax";
        content.mean = content.mean || op == "Mean";
        content.softmax = content.softmax || op == "Softmax";
    }
    return content;
}

ScopeText plainText(const Tree &tree, const Part *scope, const Content &content)
{
    ScopeText result{ Category::Scope, fmt::format("{} op{}", scope->leaves, scope->leaves == 1 ? "" : "s") };
    if (const std::string ops = scope->leaves > 1 ? commonOps(tree, { const_cast<Part *>(scope) }, 3, ", ") : "";
        !ops.empty())
        result.text += ": " + ops;
    const auto named = [&](std::string_view word) { return containsIgnoringCase(scope->title, word); };
    if (content.norm && !scope->variables.empty()) {
        result.category = Category::Normalisation;
        const bool moving = std::any_of(scope->variables.begin(), scope->variables.end(),
            [&](Node v) { return tree.roleOf(v).starts_with("moving"); });
        result.text = content.mean && !moving ? "LayerNorm" : "BatchNorm";
    } else if (content.loss || named("loss") || named("entropy")) {
        result.category = Category::Loss;
    } else if (named("accuracy") || named("metric") || (content.equal && content.argMax && !content.trained)) {
        result.category = Category::Metric;
    } else if (named("dropout")) {
        result.category = Category::Activation;
        result.text = "Dropout";
    }
    return result;
}

// A softmax whose result meets another tensor in a product.
bool isAttention(const Tree &tree, const Content &content)
{
    const auto isProduct = [&](Node v) {
        const std::string_view op = tree.g.op(v);
        if (op == "MatMul" || op == "Einsum" || op.starts_with("BatchMatMul"))
            return true;
        const auto &inputs = tree.a.in(v);
        return op == "Mul" && std::any_of(inputs.begin(), inputs.end(), [&](Node u) {
            return tree.g.op(u) == "ExpandDims" || tree.g.op(u) == "Reshape";
        });
    };
    for (const Node v : content.nodes) {
        if (tree.g.op(v) != "Softmax")
            continue;
        std::set<Node> level{ v };
        for (int step = 0; step < 5 && level.size() < 32; ++step) {
            std::set<Node> next;
            for (const Node u : level)
                for (const Node w : tree.a.out(u)) {
                    const std::set<Node> sources(tree.a.in(w).begin(), tree.a.in(w).end());
                    if (sources.size() > 1 && !tree.g.isScalar(w) && isProduct(w))
                        return true;
                    const Part *holder = tree.leafPart[Analysis::at(w)];
                    if (tree.g.has(w, OpTrait::Form) || tree.g.op(w) == "Identity"
                        || (holder && holder->result != kNoNode))
                        next.insert(w);
                }
            level = std::move(next);
        }
    }
    return false;
}

std::string layersText(const Tree &tree, const Content &content)
{
    std::vector<std::pair<std::string, int>> kinds = content.kinds;
    std::stable_sort(kinds.begin(), kinds.end(), [](const auto &a, const auto &b) {
        const bool minorA = isMinorKind(a.first), minorB = isMinorKind(b.first);
        return minorA != minorB ? minorB : a.second > b.second;
    });
    std::string text;
    if (content.heads == 1) {
        text = layerText(tree, content.onlyLayer);
        for (const auto &[kind, count] : kinds)
            if (isMinorKind(kind))
                text += kind == "Dropout" ? " · Dropout" : fmt::format(", {} {}", count, kind);
        return text;
    }
    for (std::size_t i = 0; i < kinds.size() && i < 3; ++i)
        text += fmt::format("{}{} {}", i ? ", " : "", kinds[i].second, kinds[i].first);
    return text;
}

// Whether `op` takes an axis away from what `layer` made.
bool reduces(const Tree &tree, const Part *op, const Part *layer)
{
    constexpr std::array<std::string_view, 4> kOps{ "Max", "Mean", "Min", "Sum" };
    if (op->kind != ItemKind::Op || std::find(kOps.begin(), kOps.end(), tree.opOf(op)) == kOps.end())
        return false;
    const auto &inputs = tree.a.in(op->nodes.front());
    return inputs.size() == 1 && tree.leafPart[Analysis::at(inputs.front())] == layer;
}

std::string layerLikeText(const Tree &tree, Part *scope, Category &category)
{
    const Part *main = nullptr;
    for (const Part *part : tree.walk(scope))
        if (part->kind == ItemKind::Layer && part->heads > 0)
            main = part;
    if (!main)
        return {};
    category = main->category;
    std::vector<std::string> norms, others;
    bool dropout = false;
    std::vector<Part *> parts = tree.walk(scope);
    std::sort(parts.begin(), parts.end(), earlier);
    for (const Part *part : parts) {
        if (part == main)
            continue;
        if (part->kind == ItemKind::Layer) {
            if (part->kinds.front() == "Dropout")
                dropout = true;
            else
                norms.push_back(part->kinds.front());
        }
        const bool recurrent = main->kinds.front() == "LSTM" || main->kinds.front() == "GRU";
        for (const Node v : part->nodes) {
            if (tree.g.has(v, OpTrait::Activation) && !recurrent)
                others.emplace_back(tree.g.op(v));
            else if (tree.g.op(v).find("Pool") != std::string_view::npos || reduces(tree, part, main))
                others.emplace_back(tree.g.op(v));
            else if (tree.g.has(v, OpTrait::FusedNorm) && norms.empty())
                norms.emplace_back("BatchNorm");
        }
    }
    std::string text = layerText(tree, main);
    std::set<std::string> said(main->kinds.begin(), main->kinds.end());
    norms.insert(norms.end(), others.begin(), others.end());
    if (dropout)
        norms.emplace_back("Dropout");
    for (const std::string &word : norms)
        if (said.insert(word).second)
            text += " · " + word;
    return text;
}

std::string withForms(const Part *part, const std::string &text)
{
    std::string result;
    std::set<std::string> said;
    for (const std::string &form : part->before)
        if (said.insert(form).second)
            result += form + " → ";
    result += text;
    said.clear();
    for (const std::string &form : part->after)
        if (said.insert(form).second)
            result += " → " + form;
    return result;
}

void describeSeries(const Tree &tree, Part *part)
{
    const Part *one = part->lead ? part->lead : part->children.front();
    if (one->category != Category::Scope && one->category != Category::Other)
        part->category = one->category;
    const std::string each = one->subtitle.empty() ? scopeText(tree, one).text : one->subtitle;
    part->subtitle = part->lead ? fmt::format("unrolled {} steps · {}", part->repeat, each) : "each: " + each;
}

} // namespace

ScopeText scopeText(const Tree &tree, const Part *scope)
{
    const Content content = contentOf(tree, scope);
    if (!content.inputs.empty() && 2 * content.inputs.size() >= scope->leaves && scope->variables.empty()) {
        std::string text;
        for (const Part *input : sortedByPosition(content.inputs))
            text += (text.empty() ? "" : ", ") + input->title;
        return { Category::Input, text };
    }
    if (content.kinds.empty())
        return plainText(tree, scope, content);
    ScopeText result{ Category::Scope, layersText(tree, content) };
    std::set<Category> categories;
    int all = 0, embeddings = 0;
    for (const auto &[kind, count] : content.kinds) {
        if (isMinorKind(kind) && content.heads > 0)
            continue;
        categories.insert(categoryOfKind(kind));
        all += count;
        embeddings += kind == "Embedding" ? count : 0;
    }
    if (categories.size() == 1)
        result.category = *categories.begin();
    else if (2 * embeddings >= all)
        result.category = Category::Embedding;
    if (content.softmax && scope->variables.size() <= 16 && isAttention(tree, content))
        result.text = "attention · " + result.text;
    return result;
}

void describe(Tree &tree)
{
    const std::vector<Part *> all = tree.walk(tree.root);
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        Part *part = *it;
        tree.aggregate(part);
        if (part->kind == ItemKind::Layer) {
            part->subtitle = withForms(part, layerText(tree, part));
        } else if (part->kind == ItemKind::Op) {
            std::string text = opText(tree, part);
            if (part->joined > 0)
                text += fmt::format(" of {}", part->joined + 1);
            part->subtitle = withForms(part, text);
        } else if (part->kind == ItemKind::Series) {
            describeSeries(tree, part);
        } else if (part->kind == ItemKind::Scope && part != tree.root && tree.isLayerLike(part)) {
            part->subtitle = layerLikeText(tree, part, part->category);
        } else if (part->kind == ItemKind::Scope || part->made == Made::Section) {
            ScopeText text = scopeText(tree, part);
            part->category = text.category;
            part->subtitle = std::move(text.text);
        } else if (part->subtitle.empty()) {
            part->subtitle = part->variables.empty() ? fmt::format("{} ops", part->leaves) : scopeText(tree, part).text;
        }
    }
}

} // namespace ckpt
