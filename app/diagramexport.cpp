// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/diagramexport.h"

#include "app/diagramnumbers.h"
#include "app/nearmatches.h"
#include "format/checkpoint/valuereader.h"
#include "format/graph/metafacts.h"
#include "widgets/common/formatting.h"
#include "widgets/common/graphwords.h"
#include "widgets/diagram/drawnmenu.h"
#include "widgets/diagram/openscopes.h"

#include <QFile>
#include <QTextStream>

#include <algorithm>

namespace ckpt {

namespace {

// Nobody waits at a screen: a good layout is worth more time than in the window.
constexpr int kRequestMs = 30'000, kLargeGraphMs = 10'000;
constexpr int kIssuesSaid = 5, kFunctionsSaid = 5;

void say(const QString &text)
{
    QTextStream(stderr) << text << Qt::endl;
}

QString sentences(const Error &error)
{
    const ErrorWords words = errorWords(error);
    return QStringList{ words.what, words.why, words.remedy }.join(u' ').simplified();
}

QString quoted(std::span<const std::string> names)
{
    QStringList texts;
    for (const std::string &name : names)
        texts << DiagramExport::tr("“%1”").arg(toQString(name));
    return texts.join(QStringLiteral(", "));
}

QString pathOf(const std::string &bytes)
{
    return QFile::decodeName(QByteArray::fromStdString(bytes));
}

} // namespace

DiagramSource sourceOf(const Document &document)
{
    DiagramSource source{ document.name(), {} };
    if (document.hasRun() && document.shownIndex() >= 0)
        source.step = document.run().checkpoints[static_cast<std::size_t>(document.shownIndex())].step;
    return source;
}

QStringList inputsOf(const Document &document)
{
    QStringList files;
    if (document.metaGraph())
        files << pathOf(document.metaGraph()->path());
    if (document.hasRun()) {
        for (const std::string &file : document.run().graphFiles)
            files << pathOf(file);
        for (const CheckpointRef &ref : document.run().checkpoints)
            for (const std::string &file : ref.v1Files)
                files << pathOf(file);
    }
    return files;
}

DiagramExport::DiagramExport(Document &document, DiagramWishes wishes, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_wishes(std::move(wishes))
{
    // A run forgets what was shown of the one before.
    connect(&document, &Document::runChanged, this, [this] {
        m_document.setTags(m_wishes.tags);
        m_document.setViewOptions({ m_wishes.shown, {}, m_wishes.drawn });
        const Run &run = m_document.run();
        if (run.checkpoints.empty() && run.graphFiles.empty()) {
            say(tr("No checkpoint in “%1” itself.").arg(m_document.name()));
            Q_EMIT finished(3);
        }
    });
    connect(&document, &Document::openFailed, this, [this](const Error &error) {
        sayError(error);
        Q_EMIT finished(3);
    });
    connect(&document, &Document::checkpointFailed, this, &DiagramExport::sayError); // its graph may still be read
    connect(&document, &Document::graphFailed, this, [this](const Error &error) {
        sayError(error);
        Q_EMIT finished(3);
    });
    connect(&document, &Document::noGraph, this, [this] {
        say(tr("This checkpoint has no graph.") + u' ' + tr("There is no .meta or graph file beside it."));
        Q_EMIT finished(3);
    });
    connect(&document, &Document::graphChanged, this, &DiagramExport::arrange);
}

void DiagramExport::sayError(const Error &error)
{
    say(sentences(error));
    m_code = 3;
}

void DiagramExport::sayIssues()
{
    if (!m_document.metaGraph()) // inferred, which the picture says
        return;
    QStringList said;
    for (const Issue &issue : m_document.metaGraph()->issues()) {
        if (issue.severity == Severity::Note)
            continue;
        if (issue.severity == Severity::Error)
            m_code = 3;
        if (const QString text = sentences(issue.error); said.size() < kIssuesSaid && !said.contains(text)) {
            said << text;
            say(text);
        }
    }
}

// False: there is no graph with these tags, which is said.
bool DiagramExport::isWishedGraph()
{
    const MetaGraph *graph = m_document.metaGraph().get();
    const auto asSet = [](const std::vector<std::string> &tags) { return std::multiset(tags.begin(), tags.end()); };
    if (!m_wishes.tags || (graph && asSet(graph->summary().tags) == asSet(*m_wishes.tags)))
        return true;
    QStringList all;
    if (graph)
        for (const std::vector<std::string> &tags : graph->summary().allTags)
            all << tr("“%1”").arg(tagsText(tags));
    const QString wished = tagsText(*m_wishes.tags);
    say(all.isEmpty()
            ? tr("There is no graph with the tags “%1”: only SavedModels have tags.").arg(wished)
            : tr("There is no graph with the tags “%1”; there are %2.").arg(wished, all.join(QStringLiteral(", "))));
    return false;
}

// False: there is no such signature or function, which is said.
bool DiagramExport::isWishedPart()
{
    const GraphView &view = *m_document.graphView();
    if (m_wishes.drawn.kind == DrawnPart::Kind::Usual || view.drawn() == m_wishes.drawn)
        return true;
    const QString wished = toQString(m_wishes.drawn.name);
    if (m_wishes.drawn.kind == DrawnPart::Kind::Function)
        sayNoFunction(wished);
    else if (std::ranges::find(view.signatures(), m_wishes.drawn.name) != view.signatures().end())
        say(graphWords(view.remark())); // why it cannot be drawn
    else if (view.signatures().empty())
        say(tr("There is no signature “%1”: this graph has none.").arg(wished));
    else
        say(tr("There is no signature “%1”; there are %2.").arg(wished, quoted(view.signatures())));
    return false;
}

void DiagramExport::sayNoFunction(const QString &name)
{
    QStringList names;
    if (m_document.metaGraph())
        for (const FunctionFacts &function : metaFacts(*m_document.metaGraph()).functions)
            names << toQString(function.name);
    if (names.isEmpty())
        return say(tr("There is no function “%1”: this graph has none.").arg(name));
    QStringList near = nearMatches(name, names);
    if (near.isEmpty())
        near = names.mid(0, kFunctionsSaid);
    for (QString &each : near)
        each = tr("“%1”").arg(each);
    say(tr("There is no function “%1” among %2, such as %3.")
            .arg(name, formatCount(names.size()), near.join(QStringLiteral(", "))));
}

ItemId DiagramExport::itemNamed(const QString &name, bool scope)
{
    const GraphView &view = *m_document.graphView();
    QStringList keys;
    std::vector<ItemId> titled;
    for (const Item &item : view.items()) {
        if ((scope && !item.canOpen()) || item.id == view.root())
            continue;
        const QString key = toQString(item.key);
        if (key == name)
            return item.id;
        keys << key;
        if (toQString(item.title) == name)
            titled.push_back(item.id);
    }
    if (titled.size() == 1)
        return titled.front();
    QStringList near;
    for (const ItemId id : titled)
        near << toQString(view.item(id).key);
    near = near.isEmpty() ? nearMatches(name, keys) : near.mid(0, 5);
    for (QString &each : near)
        each = tr("“%1”").arg(each);
    const QString question =
        near.isEmpty() ? QString() : u' ' + tr("Did you mean %1?").arg(near.join(QStringLiteral(", ")));
    const QString fact = scope ? (titled.empty() ? tr("There is no scope “%1”.") : tr("There are several scopes “%1”."))
                               : (titled.empty() ? tr("There is no card “%1”.") : tr("There are several cards “%1”."));
    say(fact.arg(name) + question);
    return ItemId::None;
}

bool DiagramExport::open(std::set<ItemId> &scopes)
{
    const GraphView &view = *m_document.graphView();
    scopes = openAtFirst(view);
    bool found = true;
    for (const QString &name : std::as_const(m_wishes.scopes)) {
        const ItemId id = itemNamed(name, true);
        scopes.merge(openTo(view, id));
        found = found && id != ItemId::None;
    }
    if (!m_wishes.allScopes)
        return found;
    const std::size_t boxes = visibleBoxes(view, scopes);
    OpenedAll all = openAllWithin(view, view.root(), std::move(scopes), boxes);
    if (all.leftClosed > 0)
        say(tr("%n scope(s) stay closed: with them there would be more than %1 cards.", "", int(all.leftClosed))
                .arg(formatCount(qint64(kMostBoxes))));
    scopes = std::move(all.open);
    return found;
}

void DiagramExport::arrange()
{
    sayIssues();
    const GraphView &view = *m_document.graphView();
    if (!isWishedGraph() || !isWishedPart()) {
        Q_EMIT finished(3);
        return;
    }
    for (const NodeClass wanted : m_wishes.shown) {
        const auto hidden = view.hidden();
        if (std::none_of(
                hidden.begin(), hidden.end(), [wanted](const HiddenClass &each) { return each.nodeClass == wanted; }))
            say(tr("The graph has no nodes of the class “%1”.").arg(QLatin1String(queryKey(wanted))));
    }
    std::set<ItemId> scopes;
    bool known = open(scopes);
    const ItemId focus = m_wishes.focus.isEmpty() ? ItemId::None : itemNamed(m_wishes.focus, false);
    known = known && (m_wishes.focus.isEmpty() || focus != ItemId::None);
    if (!known) {
        Q_EMIT finished(3);
        return;
    }
    if (focus != ItemId::None)
        scopes.merge(openTo(view, view.item(focus).parent));
    m_arrangement = std::make_unique<DiagramArrangement>(m_document.graphView(), scopes);
    m_arrangement->setFocus(focus);
    m_arrangement->setLook(m_wishes.look);
    if (isOfValues(m_wishes.look.colorBy))
        m_arrangement->setNumbers(readNumbers());
    m_arrangement->setTimeLimits(kRequestMs, kLargeGraphMs);
    connect(m_arrangement.get(), &DiagramArrangement::done, this, &DiagramExport::save);
    m_arrangement->start();
}

// Nobody waits at a window: at once.
std::shared_ptr<const ValueNumbers> DiagramExport::readNumbers()
{
    auto numbers = std::make_shared<ValueNumbers>();
    numbers->complete = true;
    const auto &checkpoint = m_document.checkpoint();
    if (!checkpoint || checkpoint->isOnlyDeclared()) {
        say(tr("There are no values to colour by."));
        return numbers;
    }
    std::optional<Error> first;
    for (std::size_t i = 0; i < checkpoint->variables().size(); ++i) {
        const auto id = static_cast<VariableId>(i);
        const auto found = statistics(*checkpoint, id);
        numbers->of.insert(toQString(checkpoint->variable(id).key), numbersOf(*checkpoint, id, found));
        if (!found && !first)
            first = found.error();
    }
    if (first)
        sayError(*first);
    return numbers;
}

void DiagramExport::save()
{
    const ArrangedDiagram &diagram = m_arrangement->result();
    if (diagram.simple)
        say(diagram.simple->what + u' ' + diagram.simple->why);
    const DiagramSheet sheet(diagram);
    const DiagramFile file{ m_wishes.file, *diagramFormatOf(m_wishes.file), m_wishes.scale, inputsOf(m_document) };
    if (const auto problem = saveDiagram(sheet, sourceOf(m_document), file)) {
        say(*problem);
        m_code = 4;
    }
    Q_EMIT finished(m_code);
}

} // namespace ckpt
