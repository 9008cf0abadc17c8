// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// ckptscope --diagram: reads, arranges and writes a diagram without a window. Says on standard error what is not as it
// was wished.
#pragma once

#include "app/diagramfile.h"
#include "app/document.h"
#include "widgets/diagram/diagramarrangement.h"

#include <QObject>

#include <memory>
#include <set>

namespace ckpt {

struct DiagramWishes {
    QString file; // its ending is one of diagramEndings(); empty: no diagram is wished
    QStringList scopes; // keys or titles of scopes to open, with all around them
    bool allScopes = false;
    QString focus; // key or title of the card whose surroundings are drawn; empty: all
    std::set<NodeClass> shown;
    DrawnPart drawn;
    Document::Tags tags;
    double scale = 1;
    DiagramLook look;
};

class DiagramExport : public QObject {
    Q_OBJECT
public:
    // `document` outlives this. Call document.open() after it.
    DiagramExport(Document &document, DiagramWishes wishes, QObject *parent = nullptr);

Q_SIGNALS:
    // 0 done; 3 something cannot be read, there is no graph, or no such scope, signature, function or tags; 4 the file
    // cannot be written.
    void finished(int exitCode);

private:
    void sayError(const Error &error);
    void sayIssues();
    void arrange();
    bool isWishedGraph();
    bool isWishedPart();
    void sayNoFunction(const QString &name);
    bool open(std::set<ItemId> &scopes);
    ItemId itemNamed(const QString &name, bool scope); // or any card
    std::shared_ptr<const ValueNumbers> readNumbers();
    void save();

    Document &m_document;
    DiagramWishes m_wishes;
    std::unique_ptr<DiagramArrangement> m_arrangement;
    int m_code = 0;
};

// Of what `document` shows.
DiagramSource sourceOf(const Document &document);
QStringList inputsOf(const Document &document);

} // namespace ckpt
