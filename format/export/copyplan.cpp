// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/copyplan.h"

#include "format/base/putbytes.h"
#include "format/export/piecereader.h"
#include "format/export/rewriteobjects.h"
#include "format/slices/sliceswriter.h"

#include <algorithm>
#include <map>
#include <set>

namespace ckpt {

namespace {

constexpr std::size_t kBetweenChecks = 1024;

// A piece and where it comes from.
struct Sourced {
    CopyPiece piece;
    bool placed = false; // V2: at `offset`
    std::uint64_t offset = 0, size = 0;
    const std::string *key = nullptr; // its variable's
};

class Planner {
public:
    Planner(const Checkpoint &source, std::vector<CopyItem> items, const CopyTarget &target, const JobControl &control)
        : m_source(source)
        , m_control(control)
    {
        m_plan.target = target;
        m_plan.items = std::move(items);
    }

    Result<CopyPlan> plan()
    {
        if (isArrayFormat(m_plan.target.format))
            return fail(Fault::Internal, m_source.ref().prefix, "Only V1 and V2 are written so.");
        if (auto good = checkItems(); !good)
            return tl::unexpected(good.error());
        if (auto rewritten = rewriteGraph(); !rewritten)
            return tl::unexpected(rewritten.error());
        if (auto collected = collect(); !collected)
            return tl::unexpected(collected.error());
        order();
        distribute();
        deviations();
        for (const Sourced &from : m_pieces)
            m_plan.pieces.push_back(from.piece);
        return std::move(m_plan);
    }

private:
    bool toV1() const { return m_plan.target.format == StorageFormat::V1; }
    bool fromV1() const { return m_source.format() == StorageFormat::V1; }

    Result<void> checkItems()
    {
        auto &items = m_plan.items;
        std::stable_sort(items.begin(), items.end(), [](const auto &a, const auto &b) { return a.key < b.key; });
        for (std::size_t i = 0; i < items.size(); ++i) {
            const std::string &key = items[i].key;
            if (i % kBetweenChecks == 0 && m_control.cancelled())
                return fail(Fault::Cancelled);
            if (i > 0 && items[i - 1].key == key)
                return fail(Error{ .fault = Fault::NameTwice, .key = key });
            if (auto good = checkCopyItem(m_source, items[i], m_plan.target.format); !good)
                return good;
            const std::string &before = variableOf(m_source, items[i]).key;
            m_renamed |= before != key;
            m_several |= items[i].source != nullptr || items[i].combination;
            m_foreign |= items[i].source != nullptr || isArrayFormat(sourceOf(m_source, items[i]).format());
            if (auto joined = join(items[i]); !joined)
                return joined;
        }
        return {};
    }

    // Terms are read piece by piece where all of them have the same ones; arrays have no pieces.
    Result<void> join(CopyItem &item)
    {
        item.joined |= isArrayFormat(sourceOf(m_source, item).format());
        if (!item.combination)
            return {};
        if (auto good = checkCombination(m_source, item); !good)
            return good;
        const Variable &variable = variableOf(m_source, item);
        for (const Combination::Term &term : item.combination->terms) {
            const Variable &other = sourceOf(m_source, term.source).variable(term.variable);
            bool same =
                pieceCount(variable) == pieceCount(other) && !isArrayFormat(sourceOf(m_source, term.source).format());
            for (std::size_t piece = 0; same && piece < pieceCount(variable); ++piece)
                same = sameSlice(variable, other, piece);
            item.joined |= !same;
        }
        return {};
    }

    static bool sameSlice(const Variable &a, const Variable &b, std::size_t piece)
    {
        const auto sliceOf = [piece](const Variable &variable) {
            TensorSlice whole;
            whole.extents.resize(variable.shape.rank());
            return resolve(variable.slices.empty() ? whole : variable.slices[piece].slice, variable.shape);
        };
        const auto ofA = sliceOf(a), ofB = sliceOf(b);
        return ofA && ofB && *ofA == *ofB;
    }

    Result<void> rewriteGraph()
    {
        const auto stored = m_source.find(kObjectGraphKey);
        const auto item = std::find_if(m_plan.items.begin(), m_plan.items.end(), [&](const CopyItem &each) {
            return stored && !each.source && each.from == *stored && each.key == kObjectGraphKey;
        });
        if (item == m_plan.items.end() || item->text)
            return {};
        if (!m_renamed && !m_foreign && m_plan.items.size() == m_source.variables().size())
            return {};
        const auto graph = ObjectGraph::read(m_source, m_control);
        if (!graph)
            return tl::unexpected(graph.error());
        auto rewritten = rewriteObjects(m_source, **graph, m_plan.items, m_plan.target.objectGraph, m_control);
        if (!rewritten)
            return tl::unexpected(rewritten.error());
        item->text = std::make_shared<const std::string>(std::move(rewritten->bytes));
        m_plan.objects = std::move(rewritten->report);
        return {};
    }

    Result<void> collect()
    {
        for (std::size_t item = 0; item < m_plan.items.size(); ++item) {
            if (item % kBetweenChecks == 0 && m_control.cancelled())
                return fail(Fault::Cancelled);
            const Variable &variable = variableOf(m_source, m_plan.items[item]);
            for (std::size_t piece = 0; piece < writtenPieces(variable, m_plan.items[item]); ++piece) {
                if (auto added = collect(variable, item, piece); !added)
                    return added;
            }
        }
        return {};
    }

    Result<void> collect(const Variable &variable, std::size_t item, std::size_t piece)
    {
        const CopyItem &copied = m_plan.items[item];
        const auto shape = writtenShape(variable, copied, piece);
        if (!shape)
            return tl::unexpected(shape.error());
        const StoredSlice *slice = variable.slices.empty() ? nullptr : &variable.slices[piece];
        const StoredAt *at = slice ? (slice->at ? &*slice->at : nullptr) : &*variable.at;
        Sourced from;
        from.piece = { static_cast<std::uint32_t>(item), static_cast<std::uint32_t>(piece),
            at ? at->shard : static_cast<std::int32_t>(slice->v1File) };
        from.key = &variable.key;
        from.placed = at != nullptr;
        from.offset = at ? at->offset : 0;
        const DType type = writtenType(variable, copied);
        from.size = at && type == variable.dtype && !copied.isWhole()
            ? at->size
            : static_cast<std::uint64_t>(shape->elements()) * elementSize(type);
        if (const auto &text = copied.text)
            from.size = varintSize(text->size()) + sizeof(std::uint32_t) + text->size();
        if (toV1()) {
            const std::uint64_t texts = at && type == DType::String ? from.size : 0;
            if (auto good = checkSliceWritable(copied.key, type, *shape, texts); !good)
                return good;
        }
        m_plan.bytes += from.size;
        m_pieces.push_back(std::move(from));
        return {};
    }

    // By place in the source. Pieces without bytes lie before the one that begins there.
    static bool before(const Sourced &a, const Sourced &b)
    {
        if (a.piece.shard != b.piece.shard)
            return a.piece.shard < b.piece.shard;
        if (a.offset != b.offset)
            return a.offset < b.offset;
        if (a.placed && (a.size != 0) != (b.size != 0))
            return b.size != 0;
        if (const int keys = a.key->compare(*b.key))
            return keys < 0;
        return a.piece.piece < b.piece.piece;
    }

    void order()
    {
        orderAll();
        // TensorFlow writes the object graph last; that of the source may have been the only one in order.
        const auto text = std::find_if(m_pieces.begin(), m_pieces.end(),
            [&](const Sourced &from) { return m_plan.items[from.piece.item].text != nullptr; });
        if (text == m_pieces.end() || toV1())
            return;
        const auto end =
            m_plan.target.shards ? m_pieces.end() : std::find_if(text, m_pieces.end(), [&](const Sourced &from) {
                return from.piece.shard != text->piece.shard;
            });
        std::rotate(text, text + 1, end);
    }

    void orderAll()
    {
        std::sort(m_pieces.begin(), m_pieces.end(), before);
        bool inKeyOrder = true;
        for (std::size_t i = 1; i < m_pieces.size(); ++i)
            inKeyOrder &=
                m_pieces[i - 1].piece.shard != m_pieces[i].piece.shard || *m_pieces[i - 1].key <= *m_pieces[i].key;
        const bool together = m_foreign || (toV1() ? !fromV1() : m_plan.target.shards.has_value());
        if (!toV1() && !m_foreign && !(inKeyOrder && (m_renamed || together)))
            return;
        std::stable_sort(m_pieces.begin(), m_pieces.end(), [together](const Sourced &a, const Sourced &b) {
            if (!together && a.piece.shard != b.piece.shard)
                return a.piece.shard < b.piece.shard;
            return a.piece.item < b.piece.item; // items are sorted by key
        });
    }

    void distribute()
    {
        const bool asBefore = !m_foreign && (toV1() ? fromV1() : !m_plan.target.shards);
        const std::uint64_t wanted = asBefore ? 0
            : toV1()                          ? 1
                     : static_cast<std::uint64_t>(std::max(m_plan.target.shards.value_or(1), 0));
        if (wanted > 0) {
            // Where file number k begins, rounded up; no product of both can be too large.
            const auto border = [&](std::uint64_t k) {
                return k * (m_plan.bytes / wanted) + (k * (m_plan.bytes % wanted) + wanted - 1) / wanted;
            };
            std::uint64_t done = 0, file = 0;
            for (Sourced &from : m_pieces) {
                while (file + 1 < wanted && done >= border(file + 1) && m_plan.bytes > 0)
                    ++file;
                from.piece.shard = static_cast<std::int32_t>(file);
                done += from.size;
            }
        }
        // Files without an entry are left out, and those after them move up.
        std::int32_t last = -1, number = -1;
        for (Sourced &from : m_pieces) {
            if (number < 0 || from.piece.shard != last)
                ++number;
            last = from.piece.shard;
            from.piece.shard = number;
        }
        m_plan.files = std::max(number + 1, 1);
    }

    void add(Deviation deviation, bool applies)
    {
        if (applies)
            m_plan.deviations.push_back(deviation);
    }

    void deviations()
    {
        bool cast = false, set = false, joined = false, part = false;
        for (const CopyItem &item : m_plan.items) {
            cast |= isCast(variableOf(m_source, item), item);
            set |= item.value.has_value();
            joined |= item.joined && !item.part && variableOf(m_source, item).isPartitioned();
            part |= item.part.has_value();
        }
        add(Deviation::Cast, cast);
        add(Deviation::ValueSet, set);
        add(Deviation::SeveralSources, m_several);
        add(Deviation::Joined, joined);
        add(Deviation::Part, part);
        if (cast && m_source.objectBased())
            m_plan.notes.push_back(CopyNote::ObjectsCast);
        if (part && m_source.objectBased())
            m_plan.notes.push_back(CopyNote::ObjectsPart);
        const bool fromArrays = isArrayFormat(m_source.format());
        add(Deviation::OtherFormat, toV1() != fromV1() || fromArrays);
        if (toV1() || fromV1() || fromArrays)
            return;
        std::set<std::int32_t> used;
        bool loose = false;
        std::map<std::int32_t, std::uint64_t> ends;
        std::vector<Sourced> placed = everyPiece();
        for (const Sourced &from : placed) {
            used.insert(from.piece.shard);
            std::uint64_t &end = ends[from.piece.shard];
            loose |= from.offset != end;
            end = std::max(end, from.offset + from.size);
        }
        for (const auto &[number, end] : ends) {
            const ShardFile *shard = m_source.shard(number);
            loose |= shard && shard->size && *shard->size != end;
        }
        add(Deviation::OtherShards, m_plan.target.shards && *m_plan.target.shards != m_source.shardCount());
        add(Deviation::CompressedIndex, m_source.table().compressed);
        add(Deviation::LooseData, loose);
        add(Deviation::OtherHeader,
            m_source.producer() != 1 || m_source.minConsumer() != 0 || !m_source.badConsumers().empty());
        add(Deviation::BigEndian, m_source.bigEndian());
        add(Deviation::UnusedShards, used.size() != static_cast<std::size_t>(std::max(m_source.shardCount(), 0)));
    }

    // Of the whole source, by place.
    std::vector<Sourced> everyPiece() const
    {
        std::vector<Sourced> all;
        const auto add = [&all](const Variable &variable, const StoredAt &at) {
            all.push_back({ { 0, 0, at.shard }, true, at.offset, at.size, &variable.key });
        };
        for (const Variable &variable : m_source.variables()) {
            if (variable.at)
                add(variable, *variable.at);
            for (const StoredSlice &slice : variable.slices) {
                if (slice.at)
                    add(variable, *slice.at);
            }
        }
        std::sort(all.begin(), all.end(), before);
        return all;
    }

    const Checkpoint &m_source;
    const JobControl &m_control;
    CopyPlan m_plan;
    std::vector<Sourced> m_pieces;
    bool m_renamed = false;
    bool m_several = false; // something comes from another checkpoint than the source
    bool m_foreign = false; // … or has no place in a checkpoint that the new one could keep
};

} // namespace

Result<CopyPlan> planCopy(
    const Checkpoint &source, std::vector<CopyItem> items, const CopyTarget &target, const JobControl &control)
{
    return Planner(source, std::move(items), target, control).plan();
}

std::vector<CopyItem> copyAll(const Checkpoint &source)
{
    std::vector<CopyItem> items;
    for (std::size_t i = 0; i < source.variables().size(); ++i)
        items.push_back({ static_cast<VariableId>(i), source.variables()[i].key });
    return items;
}

} // namespace ckpt
