// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramdot.h"

#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/common/theme.h"
#include "widgets/diagram/controledges.h"

namespace ckpt {
namespace {

QByteArray escaped(QString text)
{
    // Control characters are \xNN already; these two have no place in the SVG that Graphviz makes of it.
    text.replace(QChar(0xFFFE), QChar(QChar::ReplacementCharacter));
    text.replace(QChar(0xFFFF), QChar(QChar::ReplacementCharacter));
    text.replace(u'\\', u"\\\\"_qs);
    text.replace(u'"', u"\\\""_qs);
    text.replace(u'&', u"&amp;"_qs);
    text.replace(u'\n', u"\\n"_qs);
    return text.toUtf8();
}

// Lines one below the other, all from the left.
QByteArray lines(const QStringList &texts)
{
    QByteArray result = "\"";
    for (const QString &text : texts)
        result += escaped(text) + "\\l";
    return result + '"';
}

QByteArray number(ItemId id)
{
    return 'n' + QByteArray::number(int(id));
}

class Writer {
public:
    explicit Writer(const ArrangedDiagram &diagram)
        : m_diagram(diagram)
        , m_tints(diagram.view(), diagram.picture, diagram.look.colorBy, diagram.numbers.get())
    {
    }
    QByteArray run(const PictureWords &words, const QStringList &notes);

private:
    void writeHead(const PictureWords &words, const QStringList &notes);
    void writeCard(const VisibleNode &node, const QByteArray &indent);
    void writeFrame(const OpenScope &scope, const QByteArray &indent);
    void writeEdge(const ViewEdge &edge);
    void writeScopes();

    const ArrangedDiagram &m_diagram;
    const CardTints m_tints;
    QByteArray m_out;
};

void Writer::writeHead(const PictureWords &words, const QStringList &notes)
{
    m_out += "// " + words.title.toUtf8().replace('\n', ' ') + "\ndigraph diagram {\n";
    m_out += "  charset=\"UTF-8\"\n  rankdir=TB\n  nodesep=0.22\n  ranksep=0.38\n  compound=true\n";
    if (m_diagram.picture.direction == FlowDirection::LeftRight)
        m_out += "  rankdir=LR\n";
    m_out += "  fontname=\"DejaVu Sans, sans-serif\"\n  fontsize=10\n";
    if (!notes.isEmpty())
        m_out += "  label=" + lines(notes) + "\n  labelloc=b\n  labeljust=l\n";
    m_out += "  node [shape=box, style=\"rounded,filled\", fontname=\"DejaVu Sans, sans-serif\", fontsize=10, "
             "margin=\"0.12,0.06\"]\n";
    m_out += "  edge [fontname=\"DejaVu Sans, sans-serif\", fontsize=8, color=\"" + printColors().edge.name().toLatin1()
        + "\"]\n";
}

void Writer::writeCard(const VisibleNode &node, const QByteArray &indent)
{
    const Item &item = m_diagram.view().item(node.id);
    const bool more = node.missing > 0;
    const CardText &text = more ? m_diagram.texts->ofMissing(node.id, node.missing) : m_diagram.texts->of(node.id);
    QStringList all{ text.badge.isEmpty() ? text.title : text.title + u' ' + text.badge };
    all << text.lines;
    for (const CardText::Row &row : text.rows)
        all << (row.shape.isEmpty() ? row.label : row.label + u"  "_qs + row.shape);
    static const CardTint none;
    const CardTint &tint = more ? none : m_tints.of(node.id);
    if (!tint.sign.isEmpty())
        all.prepend(tint.sign);
    const CategoryColors own =
        cardColors(m_diagram.look.colorBy, more ? Category::Other : item.category, text, tint, printColors());
    m_out += indent + number(node.id) + (more ? "_more" : "") + " [label=" + lines(all);
    if (!more)
        m_out += ", tooltip=" + dotQuoted(toQString(item.key));
    m_out += ", fillcolor=\"" + own.fill.name().toLatin1() + "\", color=\"" + own.stripe.name().toLatin1() + '"';
    if (item.dashed || more)
        m_out += ", style=\"rounded,filled,dashed\"";
    if (text.stacked)
        m_out += ", peripheries=2";
    m_out += "]\n";
}

void Writer::writeFrame(const OpenScope &scope, const QByteArray &indent)
{
    const Item &item = m_diagram.view().item(scope.id);
    QStringList title{ toQString(item.title) };
    if (const QString subtitle = m_diagram.texts->frameSubtitle(scope.id); !subtitle.isEmpty())
        title << subtitle;
    const Colors &c = printColors();
    const CategoryColors own = m_diagram.look.colorBy == ColorBy::Category ? categoryColors(item.category, c.dark)
                                                                           : CategoryColors{ c.scope, c.edge };
    m_out += indent + "subgraph cluster_" + number(scope.id) + " {\n";
    m_out += indent + "  label=" + lines(title) + "\n" + indent + "  labelloc=t\n" + indent + "  labeljust=l\n";
    m_out += indent + "  tooltip=" + dotQuoted(toQString(item.key)) + "\n";
    m_out += indent + "  style=\"rounded,filled" + (item.dashed ? ",dashed\"\n" : "\"\n");
    m_out += indent + "  fillcolor=\"" + own.fill.name().toLatin1() + "77\"\n" + indent + "  color=\""
        + own.stripe.name().toLatin1() + "\"\n";
}

// Scopes are open to a depth that a file decides: a stack instead of recursion.
void Writer::writeScopes()
{
    struct Place {
        int scope;
        std::size_t node;
    };
    std::vector<Place> stack{ { 0, 0 } };
    while (!stack.empty()) {
        auto &[index, next] = stack.back();
        const OpenScope &scope = m_diagram.tree.scopes[std::size_t(index)];
        const QByteArray indent(qsizetype(2 * stack.size()), ' ');
        if (next == scope.nodes.size()) {
            stack.pop_back();
            if (!stack.empty())
                m_out += indent.chopped(2) + "}\n";
            continue;
        }
        const VisibleNode &node = scope.nodes[next++];
        if (node.scope < 0) {
            writeCard(node, indent);
            continue;
        }
        writeFrame(m_diagram.tree.scopes[std::size_t(node.scope)], indent);
        stack.push_back({ node.scope, 0 });
    }
}

void Writer::writeEdge(const ViewEdge &edge)
{
    m_out += "  " + number(edge.from) + " -> " + number(edge.to);
    QByteArrayList attributes;
    if (!edge.label.empty())
        attributes << "label=" + dotQuoted(graphParts(edge.label));
    if (edge.loop)
        attributes << "constraint=false"
                   << "style=dashed";
    else if (edge.inferred)
        attributes << "style=dotted";
    if (!attributes.isEmpty())
        m_out += " [" + attributes.join(", ") + ']';
    m_out += '\n';
}

QByteArray Writer::run(const PictureWords &words, const QStringList &notes)
{
    writeHead(words, notes);
    writeScopes();
    for (const VisibleEdge &edge : m_diagram.tree.edges)
        writeEdge(edge.edge);
    if (m_diagram.look.controlEdges)
        for (const ControlEdge &edge : controlEdges(m_diagram.view(), m_diagram.picture))
            m_out += "  " + number(edge.from) + " -> " + number(edge.to)
                + " [constraint=false, style=dashed, arrowhead=odot]\n";
    return m_out + "}\n";
}

} // namespace

QByteArray dotQuoted(const QString &text)
{
    return '"' + escaped(text) + '"';
}

QByteArray dotText(const ArrangedDiagram &diagram, const PictureWords &words, const QStringList &notes)
{
    return Writer(diagram).run(words, notes);
}

} // namespace ckpt
