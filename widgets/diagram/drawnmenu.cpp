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

QString shortened(const QWidget *widget, std::string_view name, int width)
{
    QString text = widget->fontMetrics().elidedText(toQString(name), Qt::ElideMiddle, width);
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

} // namespace

DrawnMenu::DrawnMenu(DiagramHead *head)
    : QObject(head)
    , m_button(head->addMenu(tr("Signature"), u"ckpt-shown"_qs, tr("What of the graph is drawn"), {}))
    , m_menu(m_button->menu())
{
    m_button->setObjectName(u"drawnButton"_qs);
    m_menu->setToolTipsVisible(true);
    connect(m_menu, &QMenu::aboutToShow, this, &DrawnMenu::fill);
    setGraph(nullptr);
}

bool DrawnMenu::hasChoice() const
{
    return m_graph && m_graph->signatures().size() > 1;
}

void DrawnMenu::setGraph(std::shared_ptr<const GraphView> graph)
{
    m_graph = std::move(graph);
    m_button->setVisible(hasChoice());
    if (!hasChoice())
        return;
    const DrawnPart &drawn = m_graph->drawn();
    m_button->setText(drawn.kind == Kind::Signature
            ? tr("Signature: %1 ▾").arg(shortened(m_button, drawn.name, kNameWidth))
            : tr("Signature: all ▾"));
    const QString what = drawn.kind == Kind::Signature
        ? tr("Drawn is what the signature “%1” computes.").arg(toQString(drawn.name))
        : tr("Drawn is what all signatures compute.");
    m_button->setToolTip(what);
    m_button->setAccessibleName(what);
}

void DrawnMenu::addPart(const DrawnPart &part, const QString &text, const QString &toolTip)
{
    QAction *action = m_menu->addAction(text, this, [this, part] {
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
    if (!m_graph)
        return;
    std::map<std::string, QString> tensors;
    for (const Signature &signature : signatures(*m_graph->graph()))
        tensors.emplace(signature.name, tensorsOf(signature));
    const auto names = m_graph->signatures();
    for (const std::string &name : names.first(std::min(names.size(), kMostItems)))
        addPart({ Kind::Signature, name }, shortened(m_menu, name, kItemWidth), tensors[name]);
    if (names.size() > kMostItems)
        m_menu->addAction(tr("%n more", "", static_cast<int>(names.size() - kMostItems)))->setEnabled(false);
    m_menu->addSeparator();
    addPart({ Kind::Everything }, tr("All signatures"), tr("Everything that is in the graph"));
}

void DrawnMenu::open()
{
    if (hasChoice())
        m_button->showMenu();
}

} // namespace ckpt
