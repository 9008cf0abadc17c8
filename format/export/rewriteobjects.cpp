// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/export/rewriteobjects.h"

#include "format/base/putbytes.h"
#include "format/base/wirefield.h"
#include "format/objects/objectkey.h"

#include <algorithm>
#include <array>
#include <set>

namespace ckpt {

namespace {

constexpr std::size_t kCancelStep = 4096;
constexpr std::string_view kTableKeys = "-keys", kTableValues = "-values";

// Field numbers: FORMAT.md of format/objects.
constexpr char kObjectField = 0x0a; // 1, delimited; so is each field below
constexpr char kAttributeField = 0x12, kKeyField = 0x1a;
constexpr std::string_view kHasValues("\x2a\x02\x08\x01", 4), kHasNoValues("\x2a\x00", 2);

void putMessage(std::string &out, char tag, std::string_view message)
{
    out += tag;
    putVarint(out, message.size());
    out += message;
}

// Hands every field of a message and its bytes with tag and length to `take`.
template <typename Take>
void eachField(std::string_view message, const Take &take)
{
    ByteCursor cursor(message);
    for (std::size_t begin = 0; const auto field = nextWireField(cursor); begin = cursor.position())
        take(*field, message.substr(begin, cursor.position() - begin));
}

// Which tensor of the new checkpoint each attribute of the graph means.
class AttributeKeys {
public:
    AttributeKeys(const Checkpoint &source, const ObjectGraph &graph, std::span<const CopyItem> items)
        : m_source(source)
        , m_items(items)
        , m_itemOf(source.variables().size(), kNone)
        , m_taken(items.size(), false)
        , m_named(items.size(), false)
    {
        for (std::uint32_t i = 0; i < items.size(); ++i) {
            if (items[i].source)
                continue; // may stand for a variable of this name
            std::uint32_t &item = m_itemOf[index(items[i].from)];
            if (item == kNone || items[i].key == source.variable(items[i].from).key)
                item = i;
        }
        for (const ObjectAttribute &attribute : graph.attributes()) {
            if (const auto item = standIn(attribute))
                m_taken[*item] = true;
        }
    }

    // Lives as long as the items. Nothing: its values are left out.
    std::optional<std::string_view> of(const ObjectAttribute &attribute)
    {
        if (!attribute.variable)
            return std::nullopt;
        if (attribute.values)
            return tableKey(m_itemOf[index(*attribute.variable)], m_itemOf[index(*attribute.values)]);
        std::uint32_t item = m_itemOf[index(*attribute.variable)];
        if (const auto other = standIn(attribute))
            item = *other;
        else if (item == kNone || m_taken[item])
            return std::nullopt;
        m_named[item] = true;
        return std::string_view(m_items[item].key);
    }

    bool isNamed(std::uint32_t item) const { return m_named[item]; }
    // Under which number a variable goes.
    std::optional<std::uint32_t> itemOf(VariableId variable) const
    {
        const std::uint32_t item = m_itemOf[index(variable)];
        return item == kNone ? std::nullopt : std::optional(item);
    }

private:
    static constexpr std::uint32_t kNone = UINT32_MAX;

    // Another variable that goes under the key of this one, which does not go itself: an average in the place of its
    // weight. It is the value of this object then, and no longer that of its own.
    std::optional<std::uint32_t> standIn(const ObjectAttribute &attribute) const
    {
        if (!attribute.variable || attribute.values || m_itemOf[index(*attribute.variable)] != kNone)
            return std::nullopt;
        const auto found = std::lower_bound(m_items.begin(), m_items.end(), attribute.key,
            [](const CopyItem &item, std::string_view key) { return item.key < key; });
        if (found == m_items.end() || found->key != attribute.key)
            return std::nullopt;
        const Variable &own = m_source.variable(*attribute.variable), &other = variableOf(m_source, *found);
        if (own.dtype != other.dtype || !(own.shape == other.shape))
            return std::nullopt;
        return static_cast<std::uint32_t>(found - m_items.begin());
    }

    // Of two tensors that a table can find by one key.
    std::optional<std::string_view> tableKey(std::uint32_t keys, std::uint32_t values)
    {
        if (keys == kNone || values == kNone)
            return std::nullopt;
        std::string_view stem = m_items[keys].key, other = m_items[values].key;
        if (!stem.ends_with(kTableKeys) || !other.ends_with(kTableValues))
            return std::nullopt;
        stem.remove_suffix(kTableKeys.size());
        other.remove_suffix(kTableValues.size());
        if (stem != other || stem.empty())
            return std::nullopt;
        m_named[keys] = m_named[values] = true;
        return stem;
    }

    const Checkpoint &m_source;
    std::span<const CopyItem> m_items;
    std::vector<std::uint32_t> m_itemOf; // by VariableId
    std::vector<bool> m_taken; // by item: it stands for another variable
    std::vector<bool> m_named; // by item: an attribute means it
};

// What becomes of each attribute, slot, edge and object.
class Decisions {
public:
    Decisions(const Checkpoint &source, const ObjectGraph &graph, std::span<const CopyItem> items, ObjectGraphRule rule,
        const JobControl &control)
        : m_graph(graph)
        , m_control(control)
        , m_attributeKeys(source, graph, items)
        , m_cut(rule == ObjectGraphRule::Cut)
        , m_hasValues(graph.size(), false)
    {
        m_report.rule = rule;
    }

    // False: cancelled.
    bool decide() { return decideAttributes() && spread() && tellUnreached(); }

    std::optional<std::string_view> key(std::size_t attribute) const { return m_keys[attribute]; }
    bool staysSlot(const SlotVariable &slot) const
    {
        return !m_cut || (m_graph.has(slot.slot) && m_holds[index(slot.slot)]);
    }
    bool staysEdge(const ObjectEdge &edge) const
    {
        return !m_cut || (m_graph.has(edge.child) && m_hasValues[index(edge.child)]);
    }
    // It or something below it.
    bool hasValues(std::size_t object) const { return m_hasValues[object]; }
    // The first key under which no object finds its values.
    const std::optional<std::string_view> &unfit() const { return m_unfit; }
    ObjectsReport takeReport() { return std::move(m_report); }

private:
    bool goOn(std::size_t object) const { return object % kCancelStep != 0 || !m_control.cancelled(); }

    bool decideAttributes()
    {
        m_holds.resize(m_graph.size());
        std::set<VariableId> missing;
        for (std::size_t i = 0; i < m_graph.size(); ++i) {
            if (!goOn(i))
                return false;
            for (const ObjectAttribute &attribute : m_graph.attributes(static_cast<ObjectId>(i))) {
                m_keys.push_back(m_attributeKeys.of(attribute));
                if (m_keys.back() && !m_unfit && !keepsAttribute(attribute.key, *m_keys.back()))
                    m_unfit = m_keys.back();
                if (m_keys.back())
                    ++m_report.values;
                else if (attribute.variable)
                    missing.insert(*attribute.variable);
                else
                    ++m_report.missingInSource;
                m_holds[i] = m_holds[i] || m_keys.back();
            }
        }
        m_report.missing.assign(missing.begin(), missing.end());
        for (const RegisteredSaver &saver : m_graph.savers()) {
            m_holds[index(saver.object)] = true;
            ++m_report.ownSavers;
        }
        return true;
    }

    // From the objects that hold something to all that lead to them. Cycles and chains of any length are walked once.
    bool spread()
    {
        std::vector<std::uint32_t> first(m_graph.size() + 1, 0), parents;
        for (const ObjectEdge &edge : m_graph.edges())
            if (m_graph.has(edge.child))
                ++first[index(edge.child) + 1];
        for (std::size_t i = 0; i < m_graph.size(); ++i)
            first[i + 1] += first[i];
        parents.resize(first.back());
        std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
        std::vector<std::uint32_t> todo;
        const auto mark = [&](std::uint32_t object) {
            if (!m_hasValues[object])
                todo.push_back(object);
            m_hasValues[object] = true;
        };
        for (std::uint32_t i = 0; i < m_graph.size(); ++i) {
            if (!goOn(i))
                return false;
            const auto object = static_cast<ObjectId>(i);
            for (const ObjectEdge &edge : m_graph.children(object))
                if (m_graph.has(edge.child))
                    parents[next[index(edge.child)]++] = i;
            const auto slots = m_graph.slotVariables(object);
            if (m_holds[i]
                || std::any_of(slots.begin(), slots.end(), [&](const auto &slot) { return staysSlot(slot); }))
                mark(i);
        }
        for (std::size_t done = 0; !todo.empty(); ++done) {
            if (!goOn(done))
                return false;
            const std::uint32_t object = todo.back();
            todo.pop_back();
            for (std::uint32_t at = first[object]; at < first[object + 1]; ++at)
                mark(parents[at]);
        }
        return true;
    }

    // Variables that go along, and that the source would have restored: half a table, slots of what is cut away, a
    // value in another's place.
    bool tellUnreached()
    {
        std::set<std::uint32_t> unreached;
        const auto tell = [&](const ObjectAttribute &attribute, bool named) {
            for (const auto &variable : { attribute.variable, attribute.values }) {
                const auto item = variable ? m_attributeKeys.itemOf(*variable) : std::nullopt;
                if (item && m_attributeKeys.isNamed(*item) == named)
                    unreached.insert(*item);
            }
        };
        for (const ObjectAttribute &attribute : m_graph.attributes())
            tell(attribute, false);
        for (const SlotVariable &slot : m_graph.slotVariables()) {
            if (!m_cut || !m_graph.has(slot.slot) || !m_graph.has(slot.variable) || m_hasValues[index(slot.variable)])
                continue;
            for (const ObjectAttribute &attribute : m_graph.attributes(slot.slot))
                tell(attribute, true);
        }
        m_report.unreached.assign(unreached.begin(), unreached.end());
        return !m_control.cancelled();
    }

    const ObjectGraph &m_graph;
    const JobControl &m_control;
    AttributeKeys m_attributeKeys;
    const bool m_cut;
    std::vector<std::optional<std::string_view>> m_keys; // by attribute of the whole graph
    std::vector<bool> m_holds; // by object: attributes or values of a saver of its own
    std::vector<bool> m_hasValues; // by object
    std::optional<std::string_view> m_unfit;
    ObjectsReport m_report;
};

// The message again, field by field in the order in which the graph was read from it.
class Writer {
public:
    Writer(const ObjectGraph &graph, const Decisions &decisions)
        : m_graph(graph)
        , m_decisions(decisions)
    {
        for (std::size_t i = 0; i < graph.size(); ++i)
            m_says |= graph.hasCheckpointValues(static_cast<ObjectId>(i)).has_value();
    }

    Result<std::string> write(std::uint64_t most, const JobControl &control)
    {
        std::string bytes, unknown;
        bool stopped = false;
        eachField(m_graph.bytes(), [&](const WireField &field, std::string_view whole) {
            stopped = stopped || bytes.size() > most || (m_object % kCancelStep == 0 && control.cancelled());
            if (stopped)
                return;
            if (field.number == 1 && field.delimited)
                putMessage(bytes, kObjectField, object(field.bytes));
            else
                unknown += whole;
        });
        if (control.cancelled())
            return fail(Fault::Cancelled);
        bytes += unknown;
        if (stopped || bytes.size() > most)
            return fail(Fault::LimitExceeded, {}, "The object graph would be too large with these names.");
        return bytes;
    }

private:
    const std::string &object(std::string_view message)
    {
        std::array<std::string, 4> known; // fields 1 to 4
        std::string unknown;
        eachField(message, [&](const WireField &field, std::string_view whole) {
            if (!field.delimited || field.number > 5)
                unknown += whole;
            else if (field.number == 1)
                known[0] += m_decisions.staysEdge(m_graph.edges()[m_edge++]) ? whole : std::string_view();
            else if (field.number == 2)
                attribute(field.bytes, whole, known[1]);
            else if (field.number == 3)
                known[2] += m_decisions.staysSlot(m_graph.slotVariables()[m_slot++]) ? whole : std::string_view();
            else if (field.number == 4)
                known[3] += whole;
        });
        m_body.clear();
        for (const std::string &part : known)
            m_body += part;
        if (m_says)
            m_body += m_decisions.hasValues(m_object) ? kHasValues : kHasNoValues;
        m_body += unknown;
        ++m_object;
        return m_body;
    }

    void attribute(std::string_view message, std::string_view whole, std::string &out)
    {
        const std::string_view before = m_graph.attributes()[m_attribute].key;
        const auto key = m_decisions.key(m_attribute++);
        if (!key)
            return;
        if (*key == before) {
            out += whole;
            return;
        }
        std::string names, unknown;
        eachField(message, [&](const WireField &field, std::string_view part) {
            if (field.number < 3)
                names += part;
            else if (field.number > 3)
                unknown += part;
        });
        putMessage(names, kKeyField, *key);
        putMessage(out, kAttributeField, names + unknown);
    }

    const ObjectGraph &m_graph;
    const Decisions &m_decisions;
    bool m_says = false; // the file tells of objects whether they have values
    std::size_t m_object = 0, m_edge = 0, m_attribute = 0, m_slot = 0; // next ones
    std::string m_body;
};

} // namespace

Result<RewrittenObjects> rewriteObjects(const Checkpoint &source, const ObjectGraph &graph,
    std::span<const CopyItem> items, ObjectGraphRule rule, const JobControl &control)
{
    for (const Issue &issue : graph.issues())
        if (issue.error.fault == Fault::ObjectGraphDamaged || issue.error.fault == Fault::TensorChecksum)
            return fail(issue.error);
    Decisions decisions(source, graph, items, rule, control);
    if (!decisions.decide())
        return fail(Fault::Cancelled);
    if (decisions.unfit()) {
        Error unfit{ .fault = Fault::NameNotWritable };
        unfit.key = std::string(*decisions.unfit());
        unfit.detail = "TensorFlow finds the value of an object only under a name that ends as the old one does, from "
                       "“/.ATTRIBUTES/” on.";
        return fail(std::move(unfit));
    }
    auto bytes = Writer(graph, decisions).write(source.limits().maxObjectGraphBytes, control);
    if (!bytes)
        return tl::unexpected(bytes.error());
    return RewrittenObjects{ std::move(*bytes), decisions.takeReport() };
}

} // namespace ckpt
