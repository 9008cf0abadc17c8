// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/diagramarrangement.h"

#include "widgets/common/formatting.h"
#include "widgets/diagram/diagramview.h"
#include "widgets/diagram/focus.h"
#include "widgets/diagram/openscopes.h"

#include <algorithm>

namespace ckpt {
namespace {

constexpr QSizeF kPane{ 600, 720 }; // of the diagram in a window of 1440 × 900

} // namespace

SimpleLayout simpleLayout(LayoutClient::Reason reason, int signalNumber, const QString &program)
{
    const QString simple = DiagramView::tr("The simple layout is shown.");
    switch (reason) {
    case LayoutClient::Reason::Missing:
        return { u"missing"_qs, DiagramView::tr("The layout program was not found."),
            DiagramView::tr("The simple layout is shown. Looked for: %1").arg(program) };
    case LayoutClient::Reason::Crashed:
        return { u"crashed"_qs,
            signalNumber > 0 ? DiagramView::tr("Graphviz stopped (signal %1).").arg(signalNumber)
                             : DiagramView::tr("Graphviz stopped."),
            simple };
    case LayoutClient::Reason::TooSlow:
        return { u"too slow"_qs, DiagramView::tr("Arranging the diagram took too long."), simple };
    case LayoutClient::Reason::BadReply:
        return { u"bad reply"_qs, DiagramView::tr("Graphviz could not arrange this graph."), simple };
    case LayoutClient::Reason::Refused:
        return { u"refused"_qs, DiagramView::tr("Graphviz could not arrange this graph."), simple };
    case LayoutClient::Reason::Stopped:
        break;
    }
    return { u"stopped"_qs, DiagramView::tr("The layout was stopped."), simple };
}

std::optional<SimpleLayout> tooLargeForGraphviz(const VisibleTree &tree)
{
    const auto large = [](const OpenScope &scope) {
        return std::size_t(scope.size()) > LayoutClient::kMaxReducedNodes;
    };
    if (std::none_of(tree.scopes.begin(), tree.scopes.end(), large))
        return std::nullopt;
    return SimpleLayout{ u"too large"_qs,
        DiagramView::tr("A scope has more than %1 nodes.").arg(formatCount(qint64(LayoutClient::kMaxReducedNodes))),
        DiagramView::tr("The simple layout is shown.") };
}

DiagramArrangement::DiagramArrangement(
    std::shared_ptr<const GraphView> view, const std::set<ItemId> &open, QObject *parent)
    : QObject(parent)
    , m_arranger(m_client, this)
    , m_open(open)
{
    m_result.texts = std::make_shared<CardTexts>(std::move(view), CardFonts::kInFile);
    connect(&m_client, &LayoutClient::fellBack, this, [this](LayoutClient::Reason reason, int signalNumber) {
        m_result.simple = simpleLayout(reason, signalNumber, m_client.program());
    });
    connect(&m_arranger, &Arranger::done, this, [this] {
        m_result.tree = m_arranger.tree();
        m_result.picture = m_arranger.picture();
        if (!m_result.picture.simple) // a variant that was tried and not taken does not count
            m_result.simple = tooLargeForGraphviz(m_result.tree);
        Q_EMIT done();
    });
}

void DiagramArrangement::setLook(const DiagramLook &look)
{
    m_result.look = look;
    m_arranger.setFlow(look.direction, look.oneColumn);
}

void DiagramArrangement::start()
{
    m_result.simple.reset();
    const GraphView &view = m_result.view();
    // A file has no button for more of a scope: all children are there, up to what is drawn at most.
    std::map<ItemId, int> shown{ { view.root(), int(kMostBoxes) } };
    for (const ItemId id : m_open)
        shown[id] = int(kMostBoxes);
    VisibleTree tree = visibleTree(view, m_open, shown);
    if (m_result.focus != ItemId::None)
        tree = visibleTree(view, m_open, shown, neighbourhood(view, tree, m_result.focus));
    m_arranger.start(std::move(tree), *m_result.texts, kPane, true);
}

} // namespace ckpt
