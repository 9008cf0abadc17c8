// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/drawnmenu.h"

#include "format/graph/metafacts.h"
#include "widgets/common/formatting.h"
#include "widgets/diagram/diagramhead.h"

#include <QMenu>
#include <QToolButton>

#include <map>

namespace ckpt {
namespace {

constexpr int kNameWidth = 140, kItemWidth = 420; // pixels; longer names are cut in the middle
constexpr std::size_t kMostItems = 200; // a menu of more is of no use

using Kind = DrawnPart::Kind;

QString shortened(const QWidget *widget, const QString &name, int width)
{
    QString text = widget->fontMetrics().elidedText(name, Qt::ElideMiddle, width);
    return text.replace(u'&', u"&&"_qs); // no mnemonic
}

// "x, scale → y"
QString tensorsOf(const Signature &signature)
{
    QStringList inputs, outputs;
    for (const SignatureTensor &tensor : signature.inputs)
        inputs << toQString(tensor.key);
    for (const SignatureTensor &tensor : signature.outputs)
        outputs << toQString(tensor.key);
    return inputs.join(u", "_qs) + u" → "_qs + outputs.join(u", "_qs);
}

void addRest(QMenu *menu, std::size_t count)
{
    if (count > kMostItems)
        menu->addAction(DrawnMenu::tr("%n more", "", static_cast<int>(count - kMostItems)))->setEnabled(false);
}

} // namespace

QString tagsText(const std::vector<std::string> &tags)
{
    QStringList texts;
    for (const std::string &tag : tags)
        texts << toQString(tag);
    return texts.isEmpty() ? DrawnMenu::tr("no tags") : texts.join(u", "_qs);
}

QString drawnText(const GraphView &graph)
{
    const QString name = toQString(graph.drawn().name);
    if (graph.drawn().kind == Kind::Signature)
        return DrawnMenu::tr("Drawn is what the signature “%1” computes.").arg(name);
    if (graph.drawn().kind == Kind::Function)
        return DrawnMenu::tr("Drawn is the body of the function “%1”, not the main graph.").arg(name);
    return graph.signatures().size() > 1 ? DrawnMenu::tr("Drawn is what all signatures compute.")
                                         : DrawnMenu::tr("Drawn is the main graph.");
}

DrawnMenu::DrawnMenu(DiagramHead *head)
    : QObject(head)
    , m_graphs(head->addMenu(tr("Graph"), u"ckpt-stack"_qs, tr("Which graph of the file is drawn"), {}))
    , m_button(head->addMenu(tr("Signature"), u"ckpt-shown"_qs, tr("What of the graph is drawn"), {}))
    , m_menu(m_button->menu())
{
    m_graphs->setObjectName(u"graphButton"_qs);
    m_button->setObjectName(u"drawnButton"_qs);
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &DrawnMenu::fill);
    connect(m_graphs->menu(), &QMenu::aboutToShow, this, &DrawnMenu::fillGraphs);
    setGraph(nullptr);
}

bool DrawnMenu::hasChoice() const
{
    return m_graph
        && (m_graph->signatures().size() > 1 || !m_graph->unreachedFunctions().empty()
            || m_graph->drawn().kind == Kind::Function);
}

void DrawnMenu::setGraph(std::shared_ptr<const GraphView> graph)
{
    m_graph = std::move(graph);
    m_button->setVisible(hasChoice());
    m_graphs->setVisible(m_graph && m_graph->graph() && m_graph->graph()->summary().allTags.size() > 1);
    if (hasChoice())
        showPart();
    if (m_graph && m_graph->graph())
        showTags();
}

void DrawnMenu::showPart()
{
    const DrawnPart &drawn = m_graph->drawn();
    const QString name = shortened(m_button, toQString(drawn.name), kNameWidth), what = drawnText(*m_graph);
    if (drawn.kind == Kind::Signature)
        m_button->setText(tr("Signature: %1 ▾").arg(name));
    else if (drawn.kind == Kind::Function)
        m_button->setText(tr("Function: %1 ▾").arg(name));
    else
        m_button->setText(m_graph->signatures().size() > 1 ? tr("Signature: all ▾") : tr("Main graph ▾"));
    m_button->setToolTip(what);
    m_button->setAccessibleName(what);
}

void DrawnMenu::showTags()
{
    const GraphSummary &summary = m_graph->graph()->summary();
    m_graphs->setText(tr("Graph: %1 ▾").arg(shortened(m_graphs, tagsText(summary.tags), kNameWidth)));
    const QString what = tr("Drawn is the graph with the tags “%1”, one of %2 in the file.")
                             .arg(tagsText(summary.tags), formatCount(qint64(summary.allTags.size())));
    m_graphs->setToolTip(what);
    m_graphs->setAccessibleName(what);
}

void DrawnMenu::fillGraphs()
{
    QMenu *menu = m_graphs->menu();
    menu->clear();
    if (!m_graph || !m_graph->graph())
        return;
    const GraphSummary &summary = m_graph->graph()->summary();
    for (std::size_t i = 0; i < std::min(summary.allTags.size(), kMostItems); ++i) {
        const std::vector<std::string> &tags = summary.allTags[i];
        QAction *action = menu->addAction(shortened(menu, tagsText(tags), kItemWidth), this, [this, tags, i] {
            if (m_graph && m_graph->graph() && m_graph->graph()->summary().position != i)
                Q_EMIT tagsChosen(tags);
        });
        action->setCheckable(true);
        action->setChecked(i == summary.position);
    }
    addRest(menu, summary.allTags.size());
}

void DrawnMenu::addPart(QMenu *menu, const DrawnPart &part, const QString &text, const QString &toolTip)
{
    QAction *action = menu->addAction(text, this, [this, part] {
        if (m_graph && part != m_graph->drawn())
            Q_EMIT chosen(part);
    });
    action->setCheckable(true);
    action->setChecked(part == m_graph->drawn());
    action->setToolTip(toolTip);
}

void DrawnMenu::fill()
{
    m_menu->clear();
    if (!m_graph || !m_graph->graph())
        return;
    std::map<std::string, QString> tensors;
    for (const Signature &signature : signatures(*m_graph->graph()))
        tensors.emplace(signature.name, tensorsOf(signature));
    const auto names = m_graph->signatures();
    if (names.size() > 1) {
        for (const std::string &name : names.first(std::min(names.size(), kMostItems)))
            addPart(m_menu, { Kind::Signature, name }, shortened(m_menu, toQString(name), kItemWidth), tensors[name]);
        addRest(m_menu, names.size());
        m_menu->addSeparator();
    }
    addPart(m_menu, { Kind::Everything }, names.size() > 1 ? tr("All signatures") : tr("Main graph"),
        tr("Everything that is in the main graph"));
    if (!m_graph->unreachedFunctions().empty())
        fillFunctions(m_menu->addMenu(tr("Functions")));
}

void DrawnMenu::fillFunctions(QMenu *menu)
{
    menu->setToolTipsVisible(true);
    menu->menuAction()->setToolTip(tr("Functions that the main graph does not call"));
    const auto functions = m_graph->unreachedFunctions();
    for (const DrawableFunction &function : functions.first(std::min(functions.size(), kMostItems)))
        addPart(menu, { Kind::Function, function.name }, shortened(menu, toQString(function.name), kItemWidth),
            tr("%1 nodes").arg(formatCount(qint64(function.nodes))));
    addRest(menu, functions.size());
}

void DrawnMenu::open()
{
    if (hasChoice())
        m_button->showMenu();
}

} // namespace ckpt
