// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/bindings.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

namespace ckpt {
namespace {

std::optional<std::int64_t> number(std::string_view text)
{
    std::int64_t value = 0;
    const char *end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    return error == std::errc() && rest == end && value >= 0 ? std::optional(value) : std::nullopt;
}

// What TensorFlow's op Cast takes.
bool isCastable(DType type)
{
    switch (numberClass(type)) {
    case NumberClass::Float:
    case NumberClass::Integer:
    case NumberClass::Bool:
    case NumberClass::Complex:
        return type < DType::QInt8 || type == DType::BFloat16 || type > DType::QUInt16;
    default:
        return false;
    }
}

bool fits(const std::vector<std::int64_t> &declared, const std::vector<std::int64_t> &shape)
{
    return std::equal(declared.begin(), declared.end(), shape.begin(), shape.end(),
        [](std::int64_t want, std::int64_t is) { return want < 0 || want == is; });
}

class Binder {
public:
    Binder(const OldSaver &saver, const NodeSet &gone, const MetaRequest &request, bool declare)
        : m_saver(saver)
        , m_gone(gone)
        , m_request(request)
        , m_declare(declare)
        , m_takenBy(saver.keys.size(), kFree)
    {
        for (std::size_t i = 0; i < saver.keys.size(); ++i) {
            if (isUsable(saver.keys[i]))
                m_byKey[saver.keys[i].key].push_back(i);
            if (saver.keys[i].variable == NodeIndex::None && saver.keys[i].eater != NodeIndex::None)
                ++m_keysOfEater[saver.keys[i].eater];
        }
    }

    Bindings run()
    {
        // Keys that say themselves which variable they mean come first.
        for (const bool byNewKey : { true, false })
            for (std::size_t i = 0; i < m_request.tensors.size(); ++i) {
                const MetaTensor &tensor = m_request.tensors[i];
                if (m_byKey.contains(tensor.key) == byNewKey)
                    bind(i, m_byKey.find(byNewKey ? tensor.key : tensor.from));
            }
        refuseHalves();
        const auto &tensors = m_request.tensors;
        std::sort(m_result.bound.begin(), m_result.bound.end(), [&](const Binding &a, const Binding &b) {
            const int order = tensors[a.tensor].key.compare(tensors[b.tensor].key);
            return order != 0 ? order < 0 : a.key < b.key;
        });
        std::sort(m_result.leftOut.begin(), m_result.leftOut.end());
        std::sort(m_result.declared.begin(), m_result.declared.end());
        return std::move(m_result);
    }

private:
    static constexpr std::size_t kFree = static_cast<std::size_t>(-1);
    using Found = std::unordered_map<std::string_view, std::vector<std::size_t>>::const_iterator;

    bool isUsable(const SavedKey &key) const
    {
        if (key.type == 0)
            return false;
        if (key.variable != NodeIndex::None)
            return !m_gone[index(key.variable)];
        // Of another object it must be known how it is saved, and that only our ops lie between.
        return !key.tensor.empty() && key.eater != NodeIndex::None && key.direct && !m_gone[index(key.tensorNode)];
    }

    // `parts`: how the new checkpoint has it, where that matters.
    std::optional<WhyLeftOut> misfit(
        const MetaTensor &tensor, const SavedKey &key, const std::unordered_set<std::string_view> &parts) const
    {
        const auto type = DType{ key.type };
        if (type != tensor.type
            && (!isCastable(type) || !isCastable(tensor.type) || (m_declare && key.variable != NodeIndex::None)))
            return WhyLeftOut::OtherType;
        if (key.slice.empty())
            return !key.shape || fits(*key.shape, tensor.shape) ? std::nullopt : std::optional(WhyLeftOut::OtherShape);
        const auto part = parsePart(key.slice);
        if (!part || part->whole != tensor.shape || (key.shape && !fits(*key.shape, part->part)))
            return WhyLeftOut::OtherShape;
        const bool asStored = parts.empty() ? part->part == part->whole : parts.contains(key.slice);
        return asStored || !partsStayParts(tensor.type) ? std::nullopt : std::optional(WhyLeftOut::PartsJoined);
    }

    void bind(std::size_t number, Found found)
    {
        const MetaTensor &tensor = m_request.tensors[number];
        if (tensor.key == "_CHECKPOINTABLE_OBJECT_GRAPH")
            return; // no variable holds it
        if (found == m_byKey.end())
            return leaveOut(number, WhyLeftOut::NotInGraph);
        const std::unordered_set<std::string_view> parts(tensor.parts.begin(), tensor.parts.end());
        for (const std::size_t key : found->second) {
            if (const auto why = misfit(tensor, m_saver.keys[key], parts))
                return leaveOut(number, *why);
            if (m_takenBy[key] != kFree)
                return leaveOut(number, WhyLeftOut::VariableTaken);
        }
        for (const std::size_t key : found->second) {
            m_takenBy[key] = number;
            m_result.bound.push_back({ number, key });
        }
    }

    void leaveOut(std::size_t number, WhyLeftOut why)
    {
        if (m_declare)
            m_result.declared.push_back(number);
        else
            m_result.leftOut.emplace_back(m_request.tensors[number].key, why);
    }

    // The op that fills a table takes its keys and its values.
    void refuseHalves()
    {
        std::unordered_map<NodeIndex, std::size_t> bound;
        for (const Binding &each : m_result.bound)
            if (m_saver.keys[each.key].variable == NodeIndex::None)
                ++bound[m_saver.keys[each.key].eater];
        std::erase_if(m_result.bound, [&](const Binding &each) {
            const SavedKey &key = m_saver.keys[each.key];
            if (key.variable != NodeIndex::None || bound[key.eater] == m_keysOfEater[key.eater])
                return false;
            m_result.leftOut.emplace_back(m_request.tensors[each.tensor].key, WhyLeftOut::HalfOfTable);
            return true;
        });
    }

    const OldSaver &m_saver;
    const NodeSet &m_gone;
    const MetaRequest &m_request;
    const bool m_declare;
    std::vector<std::size_t> m_takenBy; // by key
    std::unordered_map<std::string_view, std::vector<std::size_t>> m_byKey;
    std::unordered_map<NodeIndex, std::size_t> m_keysOfEater;
    Bindings m_result;
};

} // namespace

bool partsStayParts(DType type)
{
    return type == DType::Float16 || type == DType::String || type == DType::UInt16 || type == DType::UInt32
        || type == DType::UInt64;
}

std::optional<PartShape> parsePart(std::string_view text)
{
    PartShape shape;
    std::size_t space = 0;
    while ((space = text.find(' ')) != text.npos) {
        const auto dim = number(text.substr(0, space));
        if (!dim)
            return std::nullopt;
        shape.whole.push_back(*dim);
        text.remove_prefix(space + 1);
    }
    for (const std::int64_t whole : shape.whole) {
        const std::size_t colon = std::min(text.find(':'), text.size());
        const std::string_view extent = text.substr(0, colon);
        const std::size_t comma = extent.find(',');
        const auto length = comma == extent.npos ? std::nullopt : number(extent.substr(comma + 1));
        if (extent != "-" && !length)
            return std::nullopt;
        shape.part.push_back(extent == "-" ? whole : *length);
        text.remove_prefix(std::min(colon + 1, text.size()));
    }
    return text.empty() && !shape.whole.empty() ? std::optional(std::move(shape)) : std::nullopt;
}

Bindings bindTensors(const OldSaver &saver, const NodeSet &gone, const MetaRequest &request, bool declare)
{
    return Binder(saver, gone, request, declare).run();
}

} // namespace ckpt
