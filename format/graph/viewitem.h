// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The pieces that a GraphView is made of: items, their rows, edges, hidden classes. Plain values; names are raw bytes.
#pragma once

#include "format/graph/metagraph.h"
#include "format/graph/role.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ckpt {

// Why a node is or is not drawn as a card of its own. Variables and constants are folded into the cards that use them.
enum class NodeClass : std::uint8_t {
    Forward,
    Input,
    Variable,
    Saver,
    Initializer,
    Gradient,
    Optimizer,
    Update,
    Summary,
    Check,
    Pipeline,
    Regularizer,
    Constant,
    ShapeArithmetic,
    Idle,
    Plumbing,
    PassThrough,
    OtherSignature, // belongs to other signatures than the one that is drawn
    Count
};
const char *queryKey(NodeClass nodeClass); // "gradient", "saver", …

enum class ItemKind { Op, Layer, Scope, Group, Series };

// Decides fill and stripe of a card.
enum class Category {
    Input,
    Convolution,
    Dense,
    Recurrent,
    Embedding,
    Normalisation,
    Loss,
    Metric,
    Pipeline,
    Activation,
    Scope,
    Other,
    Count
};

enum class ItemId : std::int32_t { None = -1 };
constexpr std::size_t index(ItemId id)
{
    return static_cast<std::size_t>(id);
}

// Whether the edges out of an item are drawn. Aside: its readers name it instead ("← keep_prob"). AsideInCrowds: they
// do so inside scopes in which many are readers, by rule alone.
enum class ItemPlace : std::uint8_t { Main, Aside, AsideInCrowds };

// One row of a card: a variable, or two that share a row (gamma and beta).
struct VariableRow {
    Role role = Role::Other;
    std::string label; // "kernel", "gamma, beta"
    std::string shape; // "3×3×1×8", "" when unknown
    std::vector<std::string> keys; // checkpoint keys, in the order of the label
    bool shared = false; // used by more than one layer
    bool frozen = false; // a constant of a frozen graph
};

struct Item {
    ItemId id = ItemId::None, parent = ItemId::None;
    ItemKind kind = ItemKind::Op;
    Category category = Category::Other;
    std::string key; // stable over sessions; "open", "undone" states are kept under it
    std::string title; // "conv1", "Conv2D 4"; raw names, never translated
    std::string layerName; // layers: kind and number in data-flow order, "Conv2D 4", also where a scope gives the title
    std::string subtitle; // "Conv2D 3×3, 8 · Relu · MaxPool", "4 ops: Mean, Equal, ArgMax"
    std::vector<std::string> notes; // lines under the title: "same weights as model", "← keep_prob"
    std::string reason; // why it exists, for made items (groups, series); empty for what the graph itself has
    std::string function; // an op that calls it, without its body being drawn: DrawnPart can draw that; else empty
    std::vector<VariableRow> rows; // of the item itself if a layer or op, of all inside if small enough
    std::int64_t parameters = 0; // elements of the variables in it
    std::uint32_t variableCount = 0;
    std::uint32_t leafCount = 0; // drawn nodes inside
    std::uint32_t repeat = 1; // series: how many equal blocks
    bool dashed = false; // a made group, drawn with a dashed border
    bool openAtFirst = false; // open in the first picture
    ItemPlace place = ItemPlace::Main;
    bool placeChosen = false; // by GraphViewOptions::places, not by rule
    bool feeds = false; // something outside of it; without that there is no place to choose
    // Equal numbers, from 1 in data-flow order: the same ops, roles and connections. 0: nothing else is built like it,
    // or it is a single op. How many others there are, and how many of these have equal shapes and settings, too.
    std::uint32_t structure = 0, similar = 0, identical = 0;
    std::vector<ItemId> children; // in data-flow order; empty for what cannot be opened
    std::vector<NodeIndex> leaves; // the drawn node (op) or nodes (layer) of this very item; not those of children
    bool canOpen() const { return !children.empty(); }
    // A decision of ours that can be undone: GraphViewOptions::dissolved.
    bool isMade() const { return canOpen() && (kind == ItemKind::Group || kind == ItemKind::Series); }
};

// A bundle of tensors between two visible items.
struct ViewEdge {
    ItemId from = ItemId::None, to = ItemId::None;
    std::string label; // "N×28×28×16", "3 tensors", "" when unknown
    std::uint32_t tensors = 1; // distinct source tensors
    double elements = 0; // per example, of the largest tensor; 0 unknown
    bool loop = false; // back edge of a loop
    bool inferred = false; // guessed from shapes: drawn dotted
    std::int64_t outputs = 0, inputs = 0; // inferred: the sizes that fit
};

// A class of hidden or folded nodes with its count, for the chips.
struct HiddenClass {
    NodeClass nodeClass = NodeClass::Saver;
    std::uint32_t count = 0;
    bool folded = false; // into cards (constants, shape arithmetic, pass-through) rather than left out
    bool shown = false; // brought back by the user's choice
};

} // namespace ckpt
