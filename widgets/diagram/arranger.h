// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// From a choice of open scopes to positions of everything, without blocking: measures cards in slices, asks the layout
// client for what is missing, composes, and looks for newspaper columns where one column would be too small to read in
// the pane.
#pragma once

#include "widgets/diagram/cardtext.h"
#include "widgets/diagram/composer.h"

#include <QObject>
#include <QTimer>

namespace ckpt {

class Arranger : public QObject {
    Q_OBJECT
public:
    // Both outlive the arranger.
    Arranger(LayoutClient &client, QObject *parent);

    // Starts; drops what is under way. `texts` has to live until done() or the next call. Columns are kept by scope
    // between calls; they are chosen anew when `choose` is set, for a picture of `pane` pixels.
    void start(VisibleTree tree, CardTexts &texts, const QSizeF &pane, bool choose);
    void cancel();
    bool isBusy() const { return m_busy; }
    // Before start(). Left to right never has columns.
    void setFlow(FlowDirection direction, bool oneColumn)
    {
        m_direction = direction;
        m_oneColumn = oneColumn || direction == FlowDirection::LeftRight;
    }
    void forgetColumns() { m_columns.clear(); }
    const std::map<ItemId, int> &columns() const { return m_columns; }
    void setColumns(const std::map<ItemId, int> &columns) { m_columns = columns; }

    const VisibleTree &tree() const { return m_tree; } // of the last done()
    const Picture &picture() const { return m_picture; }

Q_SIGNALS:
    void done();

private:
    using Columns = std::map<int, int>;
    struct Variant {
        int scope = -1, columns = 1;
        double zoom = 0;
    };

    void measureSome();
    void step();
    Composition composed(const Columns &columns);
    double zoom(const Composition &composition) const;
    // False: layouts are missing and were noted.
    bool improve(Columns &columns, double &best);
    bool bestVariant(const Columns &columns, const Composition &now, Variant &found);
    void finish(const Columns &columns);

    LayoutClient &m_client;
    CardTexts *m_texts = nullptr;
    VisibleTree m_pending, m_tree;
    QSizeF m_pane;
    bool m_busy = false, m_choose = false, m_oneColumn = false;
    FlowDirection m_direction = FlowDirection::TopDown;
    std::pair<std::size_t, std::size_t> m_measured; // scope, node
    QTimer m_measureTimer;
    std::map<ItemId, int> m_columns;
    std::vector<LayoutGraph> m_missing;
    Picture m_picture;
};

} // namespace ckpt
