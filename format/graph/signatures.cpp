// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// DIAGRAM notes 6.2: equal structure gives equal signatures, whatever the order in the file.
#include "format/graph/siblings.h"
#include "format/proto/meta_graph.pb.h"

#include <algorithm>
#include <array>

namespace ckpt {
namespace {

// FNV-1a over bytes and numbers.
class Hash {
public:
    void add(std::string_view text)
    {
        for (const char c : text)
            step(static_cast<unsigned char>(c));
        step(0xff);
    }
    void add(std::uint64_t number)
    {
        for (int i = 0; i < 8; ++i)
            step(static_cast<unsigned char>(number >> (8 * i)));
    }
    std::uint64_t value() const { return m_value; }

private:
    void step(unsigned char byte) { m_value = (m_value ^ byte) * 0x100000001b3u; }
    std::uint64_t m_value = 0xcbf29ce484222325u;
};

// How an op does what it does, as far as ops of one kind differ in it.
constexpr std::array kSettings{ "strides", "padding", "explicit_paddings", "dilations", "rates", "ksize", "data_format",
    "epsilon", "transpose_a", "transpose_b", "adj_x", "adj_y", "keep_dims", "equation", "axis", "alpha", "block_size" };

void addSettings(const Tree &tree, Node v, Hash &hash)
{
    for (std::size_t i = 0; i < kSettings.size(); ++i)
        if (const pb::AttrValue *setting = tree.g.attr(v, kSettings[i])) {
            hash.add(i);
            hash.add(setting->SerializeAsString());
        }
}

void signLeaf(const Tree &tree, Part *part)
{
    std::vector<std::string_view> ops, roles;
    std::vector<std::string> shapes;
    for (const Node v : part->nodes)
        ops.push_back(tree.g.op(v));
    for (const Node variable : part->variables) {
        roles.push_back(tree.roleOf(variable));
        shapes.push_back(shapeLabel(tree.g.declaredShape(variable)));
    }
    std::sort(ops.begin(), ops.end());
    std::sort(roles.begin(), roles.end());
    std::sort(shapes.begin(), shapes.end());
    Hash hash;
    for (const std::string_view op : ops)
        hash.add(op);
    for (const std::string_view role : roles)
        hash.add(role);
    part->signature = hash.value();
    for (const std::string &shape : shapes)
        hash.add(shape);
    for (const Node v : part->nodes)
        addSettings(tree, v, hash);
    part->detailSignature = hash.value();
}

void signComposite(const Tree &tree, Part *part)
{
    std::vector<std::uint64_t> children, details;
    for (const Part *child : part->children) {
        children.push_back(child->signature);
        details.push_back(child->detailSignature);
    }
    std::sort(children.begin(), children.end());
    std::sort(details.begin(), details.end());
    const Siblings siblings(tree, part);
    std::vector<std::pair<std::uint64_t, std::uint64_t>> edges;
    for (int i = 0; i < siblings.size(); ++i)
        for (const int target : siblings.out(i))
            edges.emplace_back(siblings.part(i)->signature, siblings.part(target)->signature);
    std::sort(edges.begin(), edges.end());
    Hash hash;
    hash.add("scope");
    for (const std::uint64_t child : children)
        hash.add(child);
    for (const auto &[from, to] : edges) {
        hash.add(from);
        hash.add(to);
    }
    part->signature = hash.value();
    for (const std::uint64_t detail : details)
        hash.add(detail);
    part->detailSignature = hash.value();
}

} // namespace

void sign(Tree &tree)
{
    const std::vector<Part *> all = tree.walk(tree.root);
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        if (!(*it)->nodes.empty())
            signLeaf(tree, *it);
        else if (*it != tree.root)
            signComposite(tree, *it);
    }
}

} // namespace ckpt
