// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/savergraph/newsaver.h"

#include "format/proto/meta_graph.pb.h"

#include <fmt/format.h>

#include <map>

namespace ckpt {
namespace {

constexpr std::string_view kReader = "/device:CPU:0"; // files are read there

class SaverMaker {
public:
    SaverMaker(NodeMaker &maker, const LinkedGraph &graph, std::string scope, const std::vector<SaverItem> &items)
        : m_maker(maker)
        , m_graph(graph)
        , m_scope(std::move(scope))
        , m_items(items)
    {
        for (const SaverItem &item : items) {
            m_keys.push_back(item.key);
            m_slices.push_back(item.slice);
            m_types.push_back(item.fileType);
        }
    }

    void addFileName()
    {
        const auto placeholder = [&](std::string_view name, const std::string &input) {
            pb::NodeDef &node = m_maker.add(in(name), "PlaceholderWithDefault", { input });
            setType(node, "dtype", DType::String);
            setShape(node, "shape", {});
            return node.name();
        };
        m_file = placeholder("Const", placeholder("filename", m_maker.text(in("filename/input"), "model")));
    }

    // Returns the tensor that is the result of saving.
    std::string addSaving(bool v1)
    {
        std::vector<std::string> inputs{ m_file,
            m_maker.strings(in(v1 ? "Save/tensor_names" : "SaveV2/tensor_names"), m_keys),
            m_maker.strings(in(v1 ? "Save/shapes_and_slices" : "SaveV2/shape_and_slices"), m_slices) };
        for (std::size_t i = 0; i < m_items.size(); ++i)
            inputs.push_back(savedTensor(i));
        pb::NodeDef &save = m_maker.add(in(v1 ? "save" : "SaveV2"), v1 ? "SaveSlices" : "SaveV2", inputs);
        setTypes(save, v1 ? "T" : "dtypes", m_types);
        pb::NodeDef &done = m_maker.add(in("control_dependency"), "Identity", { m_file, "^" + save.name() });
        setType(done, "T", DType::String);
        setPlacedWith(done, m_file);
        return done.name();
    }

    // Returns the op that restores all.
    std::string addRestoring()
    {
        pb::NodeDef &restore = m_maker.add(in("RestoreV2"), "RestoreV2",
            { m_file, m_maker.strings(in("RestoreV2/tensor_names"), m_keys, kReader),
                m_maker.strings(in("RestoreV2/shape_and_slices"), m_slices, kReader) },
            kReader);
        setTypes(restore, "dtypes", m_types);
        const std::string name = restore.name();
        std::vector<std::string> done;
        std::map<NodeIndex, std::map<std::uint32_t, std::string>> eaters; // op that fills an object: its inputs
        for (std::size_t i = 0; i < m_items.size(); ++i) {
            const std::string value = fromFile(i, i == 0 ? name : fmt::format("{}:{}", name, i));
            if (isVariable(m_items[i]))
                done.push_back("^" + assign(i, value));
            else
                eaters[m_items[i].source->eater][m_items[i].source->eaterInput] = value;
        }
        for (const auto &[eater, inputs] : eaters)
            done.push_back("^" + copyOf(eater, inputs));
        return m_maker.add(in("restore_all"), "NoOp", done).name();
    }

private:
    std::string in(std::string_view name) const { return fmt::format("{}/{}", m_scope, name); }
    std::string in(std::string_view name, std::size_t number) const
    {
        return number == 0 ? in(name) : fmt::format("{}/{}_{}", m_scope, name, number);
    }

    static bool isVariable(const SaverItem &item) { return !item.source || item.source->variable != NodeIndex::None; }
    bool isResource(const SaverItem &item) const
    {
        return item.source && m_graph.op(item.source->variable) == "VarHandleOp";
    }
    std::string variableName(const SaverItem &item) const
    {
        return item.source ? std::string(m_graph.name(item.source->variable)) : item.variable;
    }
    std::string_view device(const SaverItem &item) const
    {
        const bool placed = item.source && isVariable(item);
        return placed ? m_graph.data().node(item.source->variable).device : std::string_view();
    }
    static DType type(const SaverItem &item) { return item.source ? DType{ item.source->type } : item.fileType; }

    std::string savedTensor(std::size_t i)
    {
        const SaverItem &item = m_items[i];
        std::string tensor = isVariable(item) ? variableName(item) : item.source->tensor;
        if (isVariable(item) && isResource(item)) {
            const std::string name = (i == 0 ? in("Read") : in("Read", i)) + "/ReadVariableOp";
            pb::NodeDef &read = m_maker.add(name, "ReadVariableOp", { tensor }, device(item));
            setType(read, "dtype", type(item));
            tensor = name;
        }
        return type(item) == item.fileType
            ? tensor
            : m_maker.cast(in("ToFile", i), tensor, type(item), item.fileType, device(item));
    }

    std::string fromFile(std::size_t i, const std::string &value)
    {
        const SaverItem &item = m_items[i];
        return type(item) == item.fileType ? value
                                           : m_maker.cast(in("FromFile", i), value, item.fileType, type(item), kReader);
    }

    std::string assign(std::size_t i, const std::string &value)
    {
        const SaverItem &item = m_items[i];
        const std::string variable = variableName(item);
        if (isResource(item)) {
            pb::NodeDef &passed = m_maker.add(in("Identity", i), "Identity", { value }, device(item));
            setType(passed, "T", type(item));
            pb::NodeDef &node =
                m_maker.add(in("AssignVariableOp", i), "AssignVariableOp", { variable, passed.name() }, device(item));
            setType(node, "dtype", type(item));
            return node.name();
        }
        pb::NodeDef &node = m_maker.add(in("Assign", i), "Assign", { variable, value }, device(item));
        setType(node, "T", type(item));
        setBool(node, "use_locking", oldFlag(item, "use_locking"));
        setBool(node, "validate_shape", oldFlag(item, "validate_shape"));
        setPlacedWith(node, variable);
        return node.name();
    }

    // As the old saver had it; otherwise what TensorFlow's saver sets.
    bool oldFlag(const SaverItem &item, const char *name) const
    {
        if (!item.source || item.source->eater == NodeIndex::None || m_graph.op(item.source->eater) != "Assign")
            return true;
        const pb::AttrValue *flag = attribute(m_graph.data().def(item.source->eater), name);
        return !flag || flag->b();
    }

    // The op that filled a table or an iterator, with other values.
    std::string copyOf(NodeIndex eater, const std::map<std::uint32_t, std::string> &values)
    {
        const pb::NodeDef &old = m_graph.data().def(eater);
        pb::NodeDef &copy = m_maker.adopt(old, m_maker.freeName(in(old.op())));
        copy.clear_input();
        for (int i = 0; i < old.input_size(); ++i) {
            const auto value = values.find(static_cast<std::uint32_t>(i));
            if (value != values.end())
                copy.add_input(value->second);
            else if (!m_graph.inputs(eater)[static_cast<std::size_t>(i)].control)
                copy.add_input(old.input(i));
        }
        copy.mutable_attr()->erase("_class");
        return copy.name();
    }

    NodeMaker &m_maker;
    const LinkedGraph &m_graph;
    const std::string m_scope;
    const std::vector<SaverItem> &m_items;
    std::vector<std::string> m_keys, m_slices;
    std::vector<DType> m_types;
    std::string m_file;
};

} // namespace

void addSaver(NodeMaker &maker, const LinkedGraph &graph, const std::string &scope, const std::vector<SaverItem> &items,
    bool v1, pb::SaverDef &saver)
{
    SaverMaker parts(maker, graph, scope, items);
    parts.addFileName();
    saver.set_filename_tensor_name(scope + "/Const:0");
    saver.set_save_tensor_name(parts.addSaving(v1) + ":0");
    saver.set_restore_op_name(parts.addRestoring());
    saver.set_sharded(false);
    saver.set_version(v1 ? pb::SaverDef::V1 : pb::SaverDef::V2);
}

} // namespace ckpt
