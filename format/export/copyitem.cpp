// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/copyitem.h"

#include "format/export/piecereader.h"

#include <algorithm>

namespace ckpt {

std::size_t writtenPieces(const Variable &variable, const CopyItem &item)
{
    return item.isWhole() ? 1 : pieceCount(variable);
}

Result<TensorShape> writtenShape(const Variable &variable, const CopyItem &item, std::size_t piece)
{
    return item.isWhole() ? Result<TensorShape>(writtenShape(variable, item)) : pieceShape(variable, piece);
}

std::vector<const Checkpoint *> sourcesOf(const Checkpoint &first, const std::vector<CopyItem> &items)
{
    std::vector<const Checkpoint *> sources{ &first };
    const auto add = [&](const std::shared_ptr<const Checkpoint> &source) {
        if (source && std::find(sources.begin(), sources.end(), source.get()) == sources.end())
            sources.push_back(source.get());
    };
    for (const CopyItem &item : items) {
        add(item.source);
        if (!item.combination)
            continue;
        for (const Combination::Term &term : item.combination->terms)
            add(term.source);
    }
    return sources;
}

} // namespace ckpt
