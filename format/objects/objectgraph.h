// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// The object graph of a TensorFlow 2 checkpoint (FORMAT.md): which Python objects there were, how they hold each other,
// and under which key each saved its values. An immutable snapshot, shared between threads without locks; nothing in it
// is interpreted (objecttree.h does that). Names are the bytes of the file.
#pragma once

#include "format/checkpoint/checkpoint.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ckpt {

// Position in the file; the root is 0.
enum class ObjectId : std::int32_t { None = -1, Root = 0 };
constexpr std::size_t index(ObjectId object)
{
    return static_cast<std::size_t>(object);
}

// Views point into the ObjectGraph and live as long as it does. Ids are as stored: ObjectGraph::has() tells whether
// there is such an object (an issue says where not).
struct ObjectEdge {
    ObjectId child = ObjectId::None;
    std::string_view name;
};

// Values that an object saved.
struct ObjectAttribute {
    std::string_view name; // VARIABLE_VALUE for variables; escaped where an object chose it itself
    std::string_view fullName; // the name that TensorFlow 1 would have used
    std::string_view key;
    // The variable of this key. Of a lookup table that of `key`-keys, and `values` is that of `key`-values.
    std::optional<VariableId> variable, values;
};

// Sits on the optimizer: `slot` holds what it keeps for `variable`.
struct SlotVariable {
    ObjectId optimizer = ObjectId::None, variable = ObjectId::None, slot = ObjectId::None;
    std::string_view name;
};

// Values of the object lie outside of the attributes, and only this saver can read them.
struct RegisteredSaver {
    ObjectId object = ObjectId::None;
    std::string_view name, objectName;
};

class ObjectGraph {
public:
    // Of an opened checkpoint. Fails with NoSuchVariable (it is not object-based), the Variable::error of its tensor,
    // ObjectGraphDamaged (nothing of it can be read), LimitExceeded, OutOfMemory, Cancelled. Damage to parts becomes
    // issues(): ObjectGraphDamaged, ObjectReferenceBad, ObjectKeyMissing, TensorChecksum.
    static Result<std::shared_ptr<const ObjectGraph>> read(
        const Checkpoint &checkpoint, const JobControl &control = {});
    // From the message itself; without `checkpoint` no attribute knows its variable. `path` is named in errors.
    static Result<std::shared_ptr<const ObjectGraph>> parse(std::string bytes, const std::string &path,
        const Checkpoint *checkpoint, const Limits &limits = {}, const JobControl &control = {});

    std::size_t size() const { return m_objects.size(); } // at least 1
    bool has(ObjectId object) const { return object >= ObjectId::Root && index(object) < size(); }
    // Named edges in the order of the file. They may form cycles, and several may end at one object.
    std::span<const ObjectEdge> children(ObjectId object) const { return part(m_edges, &Object::firstEdge, object); }
    std::span<const ObjectAttribute> attributes(ObjectId object) const
    {
        return part(m_attributes, &Object::firstAttribute, object);
    }
    std::span<const SlotVariable> slotVariables(ObjectId optimizer) const
    {
        return part(m_slots, &Object::firstSlot, optimizer);
    }
    // Whether it or something below it holds values; older files do not say.
    std::optional<bool> hasCheckpointValues(ObjectId object) const;

    std::span<const ObjectEdge> edges() const { return m_edges; } // of all objects, by object
    std::span<const ObjectAttribute> attributes() const { return m_attributes; }
    std::span<const SlotVariable> slotVariables() const { return m_slots; }
    std::span<const RegisteredSaver> savers() const { return m_savers; }

    // Which attributes mean a variable; usually one.
    struct Use {
        VariableId variable{};
        ObjectId object = ObjectId::None;
        std::uint32_t attribute = 0; // of attributes(object)
    };
    std::span<const Use> usesOf(VariableId variable) const;

    std::span<const Issue> issues() const { return m_issues; }
    std::string_view bytes() const { return m_bytes; } // the message itself

private:
    friend class ObjectGraphParser;
    struct Object {
        std::uint32_t firstEdge = 0, firstAttribute = 0, firstSlot = 0;
        std::int8_t hasValues = -1; // -1: not said
    };
    ObjectGraph() = default;
    static Result<std::shared_ptr<ObjectGraph>> make(std::string bytes, const std::string &path,
        const Checkpoint *checkpoint, const Limits &limits, const JobControl &control);
    template <typename T>
    std::span<const T> part(const std::vector<T> &all, std::uint32_t Object::*first, ObjectId object) const
    {
        const std::size_t at = index(object);
        const std::size_t end = at + 1 < m_objects.size() ? m_objects[at + 1].*first : all.size();
        return std::span(all).subspan(m_objects[at].*first, end - m_objects[at].*first);
    }

    std::string m_bytes;
    std::vector<Object> m_objects;
    std::vector<ObjectEdge> m_edges;
    std::vector<ObjectAttribute> m_attributes;
    std::vector<SlotVariable> m_slots;
    std::vector<RegisteredSaver> m_savers;
    std::vector<Use> m_uses; // by variable
    Issues m_issues;
};

} // namespace ckpt
