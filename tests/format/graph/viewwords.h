// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The sample's graph, and what a view says in words that tests compare.
#pragma once

#include "format/graph/graphview.h"

#include <algorithm>
#include <set>
#include <string>

namespace ckpt::test {

inline const char *kSample = CKPT_SOURCE_DIR "/resources/sample/digits-run/digits.ckpt-300.meta";

inline std::shared_ptr<const GraphView> viewOf(
    const Result<std::shared_ptr<const MetaGraph>> &graph, const GraphViewOptions &options = {})
{
    if (!graph)
        return nullptr;
    const auto view = GraphView::build(*graph, nullptr, options);
    return view ? *view : nullptr;
}

inline const Item *find(const GraphView &view, std::string_view title)
{
    const auto found =
        std::find_if(view.items().begin(), view.items().end(), [&](const Item &item) { return item.title == title; });
    return found == view.items().end() ? nullptr : &*found;
}

inline std::set<ItemId> openAtFirst(const GraphView &view)
{
    std::set<ItemId> open;
    for (const Item &item : view.items())
        if (item.openAtFirst)
            open.insert(item.id);
    return open;
}

inline std::set<std::string> edgeTexts(const GraphView &view, const std::set<ItemId> &open)
{
    std::set<std::string> texts;
    for (const ViewEdge &edge : view.visibleEdges(open))
        texts.insert(view.item(edge.from).title + " → " + view.item(edge.to).title
            + (edge.label.empty() ? "" : " " + edge.label));
    return texts;
}

} // namespace ckpt::test
