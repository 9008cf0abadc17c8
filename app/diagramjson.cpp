// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/diagramjson.h"

#include "format/base/paths.h"
#include "widgets/common/formatting.h"
#include "widgets/diagram/controledges.h"

#include <QCoreApplication>

#include <cmath>
#include <set>

namespace ckpt {

namespace {

const char *word(ItemKind kind)
{
    switch (kind) {
    case ItemKind::Op:
        return "op";
    case ItemKind::Layer:
        return "layer";
    case ItemKind::Scope:
        return "scope";
    case ItemKind::Group:
        return "group";
    case ItemKind::Series:
        break;
    }
    return "series";
}

const char *word(Category category)
{
    switch (category) {
    case Category::Input:
        return "input";
    case Category::Convolution:
        return "convolution";
    case Category::Dense:
        return "dense";
    case Category::Recurrent:
        return "recurrent";
    case Category::Embedding:
        return "embedding";
    case Category::Normalisation:
        return "normalisation";
    case Category::Loss:
        return "loss";
    case Category::Metric:
        return "metric";
    case Category::Pipeline:
        return "pipeline";
    case Category::Activation:
        return "activation";
    case Category::Scope:
        return "scope";
    case Category::Other:
    case Category::Count:
        break;
    }
    return "other";
}

class Writer {
public:
    Writer(JsonWriter &json, const ArrangedDiagram &diagram)
        : m_json(json)
        , m_diagram(diagram)
    {
    }
    void write(const DiagramSource &source);

private:
    void length(double value) { m_json.number(std::round(value * 100) / 100 + 0.0); } // no -0
    void writeSource(const DiagramSource &source);
    void writeDrawnPart();
    void writeLayout();
    void writeRect(const QRectF &rect);
    void writeItem(const Picture::Box &box);
    void writeRow(const VariableRow &row);
    void writeEdge(const Picture::Line &line);
    void writePath(const QPainterPath &path);
    void writeStrings(const char *key, const std::vector<std::string> &strings);
    template <typename List, typename Write>
    void writeList(const char *key, const List &list, Write write);

    JsonWriter &m_json;
    const ArrangedDiagram &m_diagram;
    std::set<ItemId> m_frames; // open scopes that are drawn
};

template <typename List, typename Write>
void Writer::writeList(const char *key, const List &list, Write write)
{
    m_json.newLine();
    m_json.key(key);
    m_json.beginArray();
    for (const auto &each : list)
        write(each);
    m_json.newLine();
    m_json.endArray();
}

void Writer::writeStrings(const char *key, const std::vector<std::string> &strings)
{
    m_json.key(key);
    m_json.beginArray();
    for (const std::string &bytes : strings)
        m_json.string(escapedIfNeeded(bytes));
    m_json.endArray();
}

void Writer::writeRect(const QRectF &rect)
{
    m_json.key("rect");
    m_json.beginArray();
    for (const double value : { rect.x(), rect.y(), rect.width(), rect.height() })
        length(value);
    m_json.endArray();
}

void Writer::writeSource(const DiagramSource &source)
{
    const MetaGraph *graph = m_diagram.view().graph().get();
    m_json.newLine();
    m_json.field("schema", "ckptscope.diagram/1");
    m_json.newLine();
    m_json.textField("run", toBytes(source.run));
    if (source.step)
        m_json.field("step", *source.step);
    if (graph) {
        m_json.textField("graph_file", baseName(graph->path()));
        m_json.field("graph_nodes", static_cast<std::uint64_t>(graph->nodes().size()));
    }
    writeDrawnPart();
    if (!m_diagram.view().remark().empty())
        m_json.field("remark", m_diagram.view().remark());
    if (m_diagram.focus != ItemId::None)
        m_json.textField("focus", m_diagram.view().item(m_diagram.focus).key);
}

void Writer::writeDrawnPart()
{
    const GraphView &view = m_diagram.view();
    if (const MetaGraph *graph = view.graph().get(); graph && graph->summary().container == GraphContainer::SavedModel)
        writeStrings("tags", graph->summary().tags);
    if (view.drawn().kind == DrawnPart::Kind::Signature)
        m_json.textField("signature", view.drawn().name);
    if (view.drawn().kind == DrawnPart::Kind::Function)
        m_json.textField("function", view.drawn().name);
    if (!view.signatures().empty())
        writeStrings("signatures", { view.signatures().begin(), view.signatures().end() });
}

void Writer::writeLayout()
{
    m_json.newLine();
    m_json.key("size");
    m_json.beginArray();
    length(m_diagram.picture.size.width());
    length(m_diagram.picture.size.height());
    m_json.endArray();
    m_json.newLine();
    m_json.key("layout");
    m_json.beginObject();
    m_json.field("simple", m_diagram.simple.has_value());
    if (m_diagram.picture.direction == FlowDirection::LeftRight)
        m_json.field("direction", "left to right");
    if (m_diagram.simple) {
        m_json.field("reason", m_diagram.simple->key.toStdString());
        m_json.field("message", toBytes(m_diagram.simple->what));
    }
    m_json.endObject();
}

void Writer::writeRow(const VariableRow &row)
{
    m_json.beginObject();
    m_json.field("role", queryKey(row.role));
    m_json.textField("label", row.label);
    m_json.textField("shape", row.shape);
    writeStrings("keys", row.keys);
    m_json.field("shared", row.shared);
    m_json.field("frozen", row.frozen);
    m_json.endObject();
}

void Writer::writeItem(const Picture::Box &box)
{
    const GraphView &view = m_diagram.view();
    const Item &item = view.item(box.id);
    m_json.newLine();
    m_json.beginObject();
    m_json.textField("key", item.key);
    if (!m_frames.contains(item.parent)) {
        m_json.key("parent");
        m_json.null();
    } else {
        m_json.textField("parent", view.item(item.parent).key);
    }
    m_json.field("kind", word(item.kind));
    m_json.field("category", word(item.category));
    m_json.field("open", box.frame);
    m_json.textField("title", item.title);
    m_json.textField("subtitle", item.subtitle);
    writeStrings("notes", item.notes);
    m_json.textField("reason", item.reason);
    m_json.field("repeat", item.repeat);
    m_json.field("variables", item.variableCount);
    m_json.field("parameters", item.parameters);
    m_json.field("nodes", item.leafCount);
    if (item.structure > 0) {
        m_json.field("structure", item.structure);
        m_json.field("similar", item.similar);
        m_json.field("identical", item.identical);
    }
    m_json.key("rows");
    m_json.beginArray();
    for (const VariableRow &row : item.rows)
        writeRow(row);
    m_json.endArray();
    writeRect(box.rect);
    m_json.endObject();
}

void Writer::writeEdge(const Picture::Line &line)
{
    const ViewEdge &edge = m_diagram.tree.edges[std::size_t(line.edge)].edge;
    m_json.newLine();
    m_json.beginObject();
    m_json.textField("from", m_diagram.view().item(edge.from).key);
    m_json.textField("to", m_diagram.view().item(edge.to).key);
    m_json.textField("label", edge.label);
    m_json.field("tensors", edge.tensors);
    m_json.field("loop", edge.loop);
    m_json.field("inferred", edge.inferred);
    writePath(line.path);
    m_json.endObject();
}

void Writer::writePath(const QPainterPath &path)
{
    m_json.key("path");
    m_json.beginArray();
    for (int i = 0; i < path.elementCount(); ++i) {
        const QPainterPath::Element &element = path.elementAt(i);
        m_json.beginArray();
        m_json.string(element.isMoveTo() ? "M" : element.isCurveTo() ? "C" : "L");
        const int points = element.isCurveTo() ? 3 : 1; // two more follow as elements of their own
        for (int point = 0; point < points; ++point) {
            length(path.elementAt(i + point).x);
            length(path.elementAt(i + point).y);
        }
        i += points - 1;
        m_json.endArray();
    }
    m_json.endArray();
}

void Writer::write(const DiagramSource &source)
{
    const std::vector<Picture::Box> &boxes = m_diagram.picture.boxes;
    for (const Picture::Box &box : boxes)
        if (box.frame)
            m_frames.insert(box.id);
    m_json.beginObject();
    writeSource(source);
    writeLayout();
    writeList("items", boxes, [this](const Picture::Box &box) {
        if (box.missing == 0)
            writeItem(box);
    });
    writeList("more", boxes, [this](const Picture::Box &box) {
        if (box.missing == 0)
            return;
        m_json.beginObject();
        m_json.textField("key", m_diagram.view().item(box.id).key);
        m_json.field("children", box.missing);
        writeRect(box.rect);
        m_json.endObject();
    });
    writeList("edges", m_diagram.picture.lines, [this](const Picture::Line &line) { writeEdge(line); });
    if (m_diagram.look.controlEdges)
        writeList("control_edges", controlEdges(m_diagram.view(), m_diagram.picture), [this](const ControlEdge &edge) {
            m_json.newLine();
            m_json.beginObject();
            m_json.textField("from", m_diagram.view().item(edge.from).key);
            m_json.textField("to", m_diagram.view().item(edge.to).key);
            m_json.field("left_out", edge.leftOut);
            writePath(edge.path);
            m_json.endObject();
        });
    writeList("hidden", m_diagram.view().hidden(), [this](const HiddenClass &hidden) {
        m_json.newLine();
        m_json.beginObject();
        m_json.field("class", queryKey(hidden.nodeClass));
        m_json.field("nodes", hidden.count);
        m_json.field("folded", hidden.folded);
        m_json.field("shown", hidden.shown);
        m_json.endObject();
    });
    m_json.newLine();
    m_json.endObject();
}

} // namespace

QString DiagramSource::title() const
{
    return step ? QCoreApplication::translate("ckpt::DiagramSource", "%1, step %2").arg(run, formatCount(*step)) : run;
}

QString DiagramSource::fileName() const
{
    QString name = step ? run + u'-' + QString::number(*step) : run;
    for (QChar &letter : name)
        if (letter == u'/' || letter == u'\\' || letter == u':' || letter < u' ')
            letter = u'-';
    while (name.startsWith(u'.') || name.startsWith(u'-'))
        name.remove(0, 1);
    return name.isEmpty() ? QStringLiteral("diagram") : name;
}

void writeDiagramJson(JsonWriter &json, const ArrangedDiagram &diagram, const DiagramSource &source)
{
    Writer(json, diagram).write(source);
}

} // namespace ckpt
