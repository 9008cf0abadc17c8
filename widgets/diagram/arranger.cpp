// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/arranger.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

namespace ckpt {
namespace {

constexpr int kSliceMs = 8;
constexpr double kReadable = 0.8, kWorthIt = 1.12, kCrossingPenalty = 0.012, kSimilar = 0.03;
constexpr std::size_t kMostNodesForColumns = 250;
constexpr int kMostColumns = 4, kRounds = 2;
constexpr std::size_t kMostScopesTried = 6;

} // namespace

Arranger::Arranger(LayoutClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    m_measureTimer.setSingleShot(true);
    connect(&m_measureTimer, &QTimer::timeout, this, &Arranger::measureSome);
    connect(&m_client, &LayoutClient::arranged, this, [this] {
        if (m_busy)
            step();
    });
}

void Arranger::start(VisibleTree tree, CardTexts &texts, const QSizeF &pane, bool choose)
{
    m_client.cancel();
    m_pending = std::move(tree);
    m_texts = &texts;
    m_pane = pane;
    m_choose = choose;
    if (choose)
        m_columns.clear();
    m_busy = true;
    m_measured = { 0, 0 };
    m_measureTimer.start(0);
}

void Arranger::cancel()
{
    m_measureTimer.stop();
    m_client.cancel();
    m_busy = false;
}

void Arranger::measureSome()
{
    QElapsedTimer elapsed;
    elapsed.start();
    auto &[scope, node] = m_measured;
    for (; scope < m_pending.scopes.size(); ++scope, node = 0) {
        const std::vector<VisibleNode> &nodes = m_pending.scopes[scope].nodes;
        for (; node < nodes.size(); ++node) {
            if (elapsed.elapsed() >= kSliceMs) {
                m_measureTimer.start(0);
                return;
            }
            m_texts->of(nodes[node].id);
        }
    }
    step();
}

Composition Arranger::composed(const Columns &columns)
{
    ComposeSettings settings;
    settings.frame.top = m_texts->fonts().frameTitleHeight() + 4;
    settings.cardSize = [this](const VisibleNode &node) {
        return node.missing > 0 ? m_texts->ofMissing(node.id, node.missing).size : m_texts->of(node.id).size;
    };
    settings.titleWidth = [this](ItemId id) { return m_texts->frameTitleWidth(id); };
    settings.columns = columns;
    settings.direction = m_direction;
    Composition result =
        compose(m_pending, settings, [this](const LayoutGraph &graph) { return m_client.find(graph); });
    std::move(result.missing.begin(), result.missing.end(), std::back_inserter(m_missing));
    return result;
}

double Arranger::zoom(const Composition &composition) const
{
    return std::min(
        { 1.0, m_pane.width() / composition.size().width(), m_pane.height() / composition.size().height() });
}

// Composing again is cheap as all layouts are remembered; so each step starts over and goes further than the one
// before.
void Arranger::step()
{
    m_missing.clear();
    Columns columns;
    for (std::size_t i = 0; i < m_pending.scopes.size() && !m_oneColumn; ++i)
        if (const auto known = m_columns.find(m_pending.scopes[i].id); known != m_columns.end())
            columns[int(i)] = known->second;
    const Composition first = composed(columns);
    const bool choose = m_choose && !m_oneColumn && !m_pane.isEmpty() && m_pending.nodeCount() <= kMostNodesForColumns;
    if (first.complete() && choose && zoom(first) < kReadable) {
        double best = zoom(first);
        Columns found = columns;
        for (int round = 0; round < kRounds && m_missing.empty(); ++round)
            if (!improve(found, best))
                break;
        if (m_missing.empty())
            columns = found;
    }
    if (!m_missing.empty()) {
        m_client.arrange(std::exchange(m_missing, {}));
        return;
    }
    finish(columns);
}

bool Arranger::improve(Columns &columns, double &best)
{
    const Composition now = composed(columns);
    Variant found;
    if (!now.complete() || !bestVariant(columns, now, found) || found.zoom <= best * kWorthIt)
        return false;
    columns[found.scope] = found.columns;
    best = found.zoom;
    return true;
}

bool Arranger::bestVariant(const Columns &columns, const Composition &now, Variant &found)
{
    const double zoomNow = zoom(now);
    int scope = 0;
    for (std::size_t tried = 0; scope >= 0 && tried < kMostScopesTried; ++tried) {
        for (int count = 2; count <= kMostColumns && !columns.contains(scope); ++count) {
            if (m_pending.scopes[std::size_t(scope)].nodes.size() < std::size_t(kMostColumns))
                break;
            Columns variant = columns;
            variant[scope] = count;
            const Composition result = composed(variant);
            if (!result.complete() || result.shapes[std::size_t(scope)].crossings < 0)
                continue;
            const int crossings = result.shapes[std::size_t(scope)].crossings;
            const double value = zoom(result) - kCrossingPenalty * std::max(0, crossings - 2 * (count - 1));
            const double reference = found.scope >= 0 ? found.zoom : zoomNow;
            if (value > reference * kWorthIt
                || (found.scope >= 0 && std::abs(value - found.zoom) < kSimilar && count < found.columns))
                found = { scope, count, value };
        }
        // On to the tallest open scope inside.
        int tallest = -1;
        for (const VisibleNode &node : m_pending.scopes[std::size_t(scope)].nodes)
            if (node.scope >= 0
                && (tallest < 0
                    || now.shapes[std::size_t(node.scope)].size.height()
                        > now.shapes[std::size_t(tallest)].size.height()))
                tallest = node.scope;
        scope = tallest;
    }
    return found.scope >= 0 && m_missing.empty();
}

void Arranger::finish(const Columns &columns)
{
    const Composition composition = composed(columns);
    for (const auto &[scope, count] : columns)
        m_columns[m_pending.scopes[std::size_t(scope)].id] = count;
    m_tree = m_pending;
    m_picture = ckpt::picture(m_tree, composition, m_direction);
    m_busy = false;
    Q_EMIT done();
}

} // namespace ckpt
