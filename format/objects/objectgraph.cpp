// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/objects/objectgraph.h"

#include "format/base/wirefield.h"
#include "format/checkpoint/valuereader.h"

#include <algorithm>
#include <fmt/format.h>

namespace ckpt {

namespace {

constexpr std::size_t kCancelStep = 4096;

std::int32_t toInt32(std::uint64_t varint)
{
    return static_cast<std::int32_t>(static_cast<std::uint32_t>(varint)); // as protobuf does with an int32
}

// Hands every field of a message to `take`; false when its end is not reached.
template <typename Take>
bool eachField(std::string_view message, const Take &take)
{
    ByteCursor cursor(message);
    while (const auto field = nextWireField(cursor))
        take(*field);
    return cursor.atEnd();
}

} // namespace

// Field by field instead of a generated message: a damaged object hides no other, and an object costs some twenty bytes
// where a message costs two hundred. Field numbers: TrackableObjectGraph in FORMAT.md.
class ObjectGraphParser {
public:
    ObjectGraphParser(ObjectGraph &graph, const std::string &path, const Limits &limits, const JobControl &control)
        : m_graph(graph)
        , m_path(path)
        , m_limits(limits)
        , m_control(control)
        , m_log(graph.m_issues, limits.maxIssuesOfOneFault)
    {
    }

    Result<void> run(const Checkpoint *checkpoint)
    {
        if (auto read = readObjects(); !read)
            return read;
        if (!checkReferences() || (checkpoint && !findVariables(*checkpoint)))
            return fail(Fault::Cancelled, m_path);
        return {};
    }

private:
    Result<void> readObjects();
    void readObject(std::string_view message);
    bool readEdge(std::string_view message);
    bool readAttribute(std::string_view message);
    bool readSlot(std::string_view message);
    bool readSaver(std::string_view message);
    bool checkReferences();
    bool findVariables(const Checkpoint &checkpoint);
    bool findVariable(const Checkpoint &checkpoint, ObjectAttribute &attribute);

    ObjectId last() const { return static_cast<ObjectId>(m_graph.m_objects.size() - 1); }
    std::uint64_t items() const
    {
        return m_graph.m_objects.size() + m_graph.m_edges.size() + m_graph.m_attributes.size() + m_graph.m_slots.size();
    }
    Error error(Fault fault, std::string detail) const
    {
        return { .fault = fault, .path = m_path, .detail = std::move(detail) };
    }

    ObjectGraph &m_graph;
    const std::string &m_path;
    const Limits &m_limits;
    const JobControl &m_control;
    IssueLog m_log;
};

Result<void> ObjectGraphParser::readObjects()
{
    ByteCursor cursor(m_graph.m_bytes);
    while (const auto field = nextWireField(cursor)) {
        if (m_graph.m_objects.size() % kCancelStep == 0 && m_control.cancelled())
            return fail(Fault::Cancelled, m_path);
        if (items() > m_limits.maxObjectGraphItems) {
            Error tooMany = error(Fault::LimitExceeded, "That many objects, edges and attributes are too many.");
            tooMany.expected = static_cast<std::int64_t>(m_limits.maxObjectGraphItems);
            tooMany.actual = static_cast<std::int64_t>(items());
            return fail(std::move(tooMany));
        }
        if (field->number == 1 && field->delimited)
            readObject(field->bytes);
    }
    const std::size_t count = m_graph.m_objects.size();
    if (!cursor.atEnd() && count == 0)
        return fail(error(Fault::ObjectGraphDamaged, "What is stored is no such message."));
    if (count == 0)
        return fail(error(Fault::ObjectGraphDamaged, "It is empty: there is no object in it."));
    if (!cursor.atEnd())
        m_log.add(issue(error(Fault::ObjectGraphDamaged,
            fmt::format("It breaks off at byte {} of {}; the {} objects before that are shown.", cursor.position(),
                m_graph.m_bytes.size(), count))));
    return {};
}

void ObjectGraphParser::readObject(std::string_view message)
{
    ObjectGraph::Object object;
    object.firstEdge = static_cast<std::uint32_t>(m_graph.m_edges.size());
    object.firstAttribute = static_cast<std::uint32_t>(m_graph.m_attributes.size());
    object.firstSlot = static_cast<std::uint32_t>(m_graph.m_slots.size());
    m_graph.m_objects.push_back(object);
    bool good = true;
    good &= eachField(message, [&](const WireField &field) {
        if (!field.delimited)
            return;
        switch (field.number) {
        case 1:
            good &= readEdge(field.bytes);
            break;
        case 2:
            good &= readAttribute(field.bytes);
            break;
        case 3:
            good &= readSlot(field.bytes);
            break;
        case 4:
            good &= readSaver(field.bytes);
            break;
        case 5: // BoolValue; false is an empty one
            m_graph.m_objects.back().hasValues = 0;
            good &= eachField(field.bytes, [&](const WireField &inner) {
                if (inner.number == 1)
                    m_graph.m_objects.back().hasValues = inner.value != 0;
            });
            break;
        default:
            break;
        }
    });
    if (!good)
        m_log.add(issue(error(Fault::ObjectGraphDamaged,
            fmt::format("Object {} is damaged; what can be read of it is shown.", static_cast<int>(last())))));
}

bool ObjectGraphParser::readEdge(std::string_view message)
{
    ObjectEdge edge{ ObjectId::Root, {} };
    const bool good = eachField(message, [&](const WireField &field) {
        if (field.number == 1)
            edge.child = ObjectId{ toInt32(field.value) };
        else if (field.number == 2)
            edge.name = field.bytes;
    });
    m_graph.m_edges.push_back(edge);
    return good;
}

bool ObjectGraphParser::readAttribute(std::string_view message)
{
    ObjectAttribute attribute;
    const bool good = eachField(message, [&](const WireField &field) {
        if (field.number == 1)
            attribute.name = field.bytes;
        else if (field.number == 2)
            attribute.fullName = field.bytes;
        else if (field.number == 3)
            attribute.key = field.bytes;
    });
    m_graph.m_attributes.push_back(attribute);
    return good;
}

bool ObjectGraphParser::readSlot(std::string_view message)
{
    SlotVariable slot{ last(), ObjectId::Root, ObjectId::Root, {} };
    const bool good = eachField(message, [&](const WireField &field) {
        if (field.number == 1)
            slot.variable = ObjectId{ toInt32(field.value) };
        else if (field.number == 2)
            slot.name = field.bytes;
        else if (field.number == 3)
            slot.slot = ObjectId{ toInt32(field.value) };
    });
    m_graph.m_slots.push_back(slot);
    return good;
}

bool ObjectGraphParser::readSaver(std::string_view message)
{
    RegisteredSaver saver{ last(), {}, {} };
    const bool good = eachField(message, [&](const WireField &field) {
        if (field.number == 1)
            saver.name = field.bytes;
        else if (field.number == 2)
            saver.objectName = field.bytes;
    });
    // A message that comes twice counts once.
    if (!m_graph.m_savers.empty() && m_graph.m_savers.back().object == saver.object)
        m_graph.m_savers.back() = saver;
    else
        m_graph.m_savers.push_back(saver);
    return good;
}

bool ObjectGraphParser::checkReferences()
{
    const std::size_t count = m_graph.size();
    const auto number = [](ObjectId object) { return static_cast<std::int32_t>(object); };
    for (std::size_t i = 0; i < count; ++i) {
        if (i % kCancelStep == 0 && m_control.cancelled())
            return false;
        for (const ObjectEdge &edge : m_graph.children(static_cast<ObjectId>(i)))
            if (!m_graph.has(edge.child))
                m_log.add(issue(error(Fault::ObjectReferenceBad,
                    fmt::format("The child “{}” of object {} is object {}; there are {}.", edge.name, i,
                        number(edge.child), count))));
        for (const SlotVariable &slot : m_graph.slotVariables(static_cast<ObjectId>(i)))
            if (!m_graph.has(slot.variable) || !m_graph.has(slot.slot))
                m_log.add(issue(error(Fault::ObjectReferenceBad,
                    fmt::format("The slot “{}” of object {} belongs to object {} and is object {}; there are {}.",
                        slot.name, i, number(slot.variable), number(slot.slot), count))));
    }
    return true;
}

// False: it has no such variable.
bool ObjectGraphParser::findVariable(const Checkpoint &checkpoint, ObjectAttribute &attribute)
{
    attribute.variable = checkpoint.find(attribute.key);
    if (attribute.variable)
        return true;
    // A lookup table names one key and stores two tensors.
    attribute.variable = checkpoint.find(std::string(attribute.key) + "-keys");
    attribute.values = checkpoint.find(std::string(attribute.key) + "-values");
    return attribute.variable && attribute.values;
}

bool ObjectGraphParser::findVariables(const Checkpoint &checkpoint)
{
    for (std::size_t i = 0; i < m_graph.size(); ++i) {
        if (i % kCancelStep == 0 && m_control.cancelled())
            return false;
        const auto object = static_cast<ObjectId>(i);
        const std::size_t first = m_graph.m_objects[i].firstAttribute;
        for (std::size_t k = 0; k < m_graph.attributes(object).size(); ++k) {
            ObjectAttribute &attribute = m_graph.m_attributes[first + k];
            if (!findVariable(checkpoint, attribute)) {
                Error missing = error(Fault::ObjectKeyMissing, fmt::format("Object {} saved it.", i));
                missing.key = std::string(attribute.key);
                m_log.add(issue(std::move(missing)));
            }
            for (const auto &variable : { attribute.variable, attribute.values })
                if (variable)
                    m_graph.m_uses.push_back({ *variable, object, static_cast<std::uint32_t>(k) });
        }
    }
    std::stable_sort(m_graph.m_uses.begin(), m_graph.m_uses.end(),
        [](const ObjectGraph::Use &a, const ObjectGraph::Use &b) { return a.variable < b.variable; });
    return true;
}

Result<std::shared_ptr<ObjectGraph>> ObjectGraph::make(std::string bytes, const std::string &path,
    const Checkpoint *checkpoint, const Limits &limits, const JobControl &control)
{
    std::shared_ptr<ObjectGraph> graph(new ObjectGraph);
    graph->m_bytes = std::move(bytes);
    if (auto parsed = ObjectGraphParser(*graph, path, limits, control).run(checkpoint); !parsed)
        return tl::unexpected(std::move(parsed.error()));
    return graph;
}

Result<std::shared_ptr<const ObjectGraph>> ObjectGraph::parse(std::string bytes, const std::string &path,
    const Checkpoint *checkpoint, const Limits &limits, const JobControl &control)
{
    return make(std::move(bytes), path, checkpoint, limits, control);
}

namespace {

// The bytes of the graph; `doubt` is set where they are there, but not what was written.
Result<std::string> storedBytes(const Checkpoint &checkpoint, std::optional<Error> &doubt, const JobControl &control)
{
    const auto id = checkpoint.find(kObjectGraphKey);
    const std::string &path = checkpoint.ref().prefix;
    if (!id)
        return fail(Error{ .fault = Fault::NoSuchVariable, .path = path, .key = std::string(kObjectGraphKey) });
    const Variable &variable = checkpoint.variable(*id);
    if (variable.error) // its file is missing, say: that is the news
        return fail(*variable.error);
    const Limits &limits = checkpoint.limits();
    if (variable.byteSize() > limits.maxObjectGraphBytes) {
        Error tooLarge{ .fault = Fault::LimitExceeded, .path = path, .key = variable.key };
        tooLarge.expected = static_cast<std::int64_t>(limits.maxObjectGraphBytes);
        tooLarge.actual = static_cast<std::int64_t>(std::min<std::uint64_t>(variable.byteSize(), INT64_MAX));
        tooLarge.detail = "That many bytes are its object graph.";
        return fail(std::move(tooLarge));
    }
    auto values = readVariable(checkpoint, *id, control);
    if (!values && values.error().fault == Fault::TensorChecksum) {
        doubt = values.error();
        values = readRange(checkpoint, *id, 0, variable.elements(), control);
    }
    if (!values && (values.error().fault == Fault::Cancelled || values.error().fault == Fault::OutOfMemory))
        return tl::unexpected(values.error());
    if (!values)
        return fail(Fault::ObjectGraphDamaged, path, values.error().message());
    if (values->dtype != DType::String || values->strings.size() != 1)
        return fail(Fault::ObjectGraphDamaged, path,
            fmt::format(
                "It should be one string; {} values of type {} are stored.", variable.elements(), name(values->dtype)));
    return std::move(values->strings.front());
}

} // namespace

Result<std::shared_ptr<const ObjectGraph>> ObjectGraph::read(const Checkpoint &checkpoint, const JobControl &control)
{
    std::optional<Error> doubt;
    auto bytes = storedBytes(checkpoint, doubt, control);
    if (!bytes)
        return tl::unexpected(std::move(bytes.error()));
    auto graph = make(std::move(*bytes), checkpoint.ref().prefix, &checkpoint, checkpoint.limits(), control);
    if (graph && doubt)
        (*graph)->m_issues.insert((*graph)->m_issues.begin(), issue(std::move(*doubt)));
    return graph;
}

std::optional<bool> ObjectGraph::hasCheckpointValues(ObjectId object) const
{
    const std::int8_t said = m_objects[index(object)].hasValues;
    return said < 0 ? std::nullopt : std::optional(said != 0);
}

std::span<const ObjectGraph::Use> ObjectGraph::usesOf(VariableId variable) const
{
    const auto less = [](const Use &use, VariableId wanted) { return use.variable < wanted; };
    const auto first = std::lower_bound(m_uses.begin(), m_uses.end(), variable, less);
    const auto last = std::find_if(first, m_uses.end(), [&](const Use &use) { return use.variable != variable; });
    return { first, last };
}

} // namespace ckpt
