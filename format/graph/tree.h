// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The tree of what will be drawn while it is being made (DIAGRAM notes 4, 6). Parts become Items when it is done. For
// format/graph only.
#pragma once

#include "format/graph/analysis.h"

#include <deque>
#include <string>
#include <vector>

namespace ckpt {

// What kind of made part a group or series is; decides its key, title and whether it opens by itself.
enum class Made { No, Stage, Loss, Metrics, Inputs, Reuse, Unrolled, Twins, Ops, Series, Block, Section, Pipeline };

struct Part {
    ItemKind kind = ItemKind::Op;
    Made made = Made::No;
    std::string title, key, subtitle, reason;
    Part *parent = nullptr;
    std::vector<Part *> children;
    std::vector<Node> nodes; // op, layer: the main one first
    std::vector<Node> variables; // each once
    std::vector<std::string> kinds; // layer: its kind, then "bias", "BatchNorm", activations
    std::string text; // of sketches: said instead of what its ops tell
    std::vector<std::string> notes;
    Category category = Category::Other;

    std::int32_t position = 0; // earliest node in data-flow order
    std::uint32_t leaves = 0, heads = 0;
    std::uint64_t signature = 0, detailSignature = 0; // with shapes and settings (strides …), too
    std::uint32_t repeat = 1; // series

    // layers
    std::string home; // scope they belong to
    Node result = kNoNode; // pattern: whose output is the layer's
    int ordinal = 0, useCount = 1; // "Conv2D 4", uses of the same weights
    Part *firstUse = nullptr; // the layer that has these weights first
    bool cell = false;

    // marks
    bool isStage() const { return made == Made::Stage; }
    bool chain = false; // series whose blocks follow each other
    Part *lead = nullptr; // unrolled: the part that a step is named after
    std::string copyOf, sameWeightsAs, branchLine, liftedFrom;
    std::vector<std::string> before, after; // form ops taken in
    int joined = 0; // joining ops taken in: "Add of 4"
    bool loopBody = false;
    int slot = 0; // scratch: index among siblings
};

class Tree {
public:
    explicit Tree(Analysis &analysis);

    Analysis &a;
    const WorkGraph &g;
    Part *root;
    std::vector<Part *> leafPart; // node → op or layer that holds it
    std::vector<Part *> layers; // those still in the tree
    std::vector<Node> leaves; // visible nodes in data-flow order
    mutable std::vector<std::int32_t> scratch; // per node, −1 outside of Siblings()

    Part *make(ItemKind kind, std::string title, std::string key);
    static void add(Part *parent, Part *child);
    // A made part in `scope` that takes these children of it; `made` gives the mark in its key.
    Part *group(Part *scope, Made made, ItemKind kind, std::string title, const std::vector<Part *> &members,
        Category category);

    // All parts below `from` (itself included), parents before children.
    std::vector<Part *> walk(Part *from) const;
    // Visible nodes in and below a part.
    std::vector<Node> nodesOf(const Part *part) const;
    void aggregate(Part *part) const; // sums over the children
    void aggregateAll();
    bool isLayerLike(const Part *part) const;
    Part *childOf(Part *scope, Part *descendant) const; // the child of `scope` above a part, or null
    const std::string &roleOf(Node variable) const { return a.roleOf(variable); }
    std::int64_t elements(Node variable) const; // 0: unknown
    double elementsOf(const Part *part) const;
    bool isPlain(const Part *part) const { return part->kind == ItemKind::Op; }
    std::string_view opOf(const Part *part) const { return g.op(part->nodes.front()); }
    bool hasOp(const Part *part, OpTrait trait) const
    {
        return part->kind == ItemKind::Op && g.has(part->nodes.front(), trait);
    }

private:
    std::deque<Part> m_parts;
    mutable std::vector<std::int64_t> m_elements; // per node; -1: not asked for yet
};

const char *keyMark(Made made); // "#stage@"
// Norms and dropout: layers that do not count as heads.
bool isMinorKind(std::string_view kind);
Category categoryOfKind(std::string_view kind);
bool earlier(const Part *a, const Part *b); // by position, then key

// The stages that make the tree, in order; each may use what the ones before it made.
void makeLayers(Tree &tree); // layers.cpp, on leaves
void placeLeaves(Tree &tree); // hierarchy.cpp: scopes, pipeline group
void numberLayers(Tree &tree);
void joinChains(Tree &tree);
void absorbTails(Tree &tree); // activations and biases beside a layer
void sign(Tree &tree); // signatures.cpp
void foldScopes(Tree &tree); // series.cpp: runs of equal scopes
void describe(Tree &tree); // texts.cpp: subtitles, categories
void liftInputs(Tree &tree);
void spreadLoss(Tree &tree);
bool calm(Tree &tree, const JobControl &control); // contractions of full scopes; false: cancelled
bool limitSizes(Tree &tree, const JobControl &control); // glue, series, sections
void describeInputs(Tree &tree); // labels, control
void findCopies(Tree &tree); // same weights as, copy of
// `fewestHeads`: layers that make a scope worth opening when few cards are there.
void openFirst(Tree &tree, std::vector<Part *> &open, std::uint32_t fewestHeads);

} // namespace ckpt
