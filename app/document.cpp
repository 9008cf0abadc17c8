// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/document.h"

#include "format/base/paths.h"
#include "format/graph/declared.h"
#include "format/graph/savedmodel.h"
#include "format/inferred/inferredview.h"
#include "widgets/common/formatting.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace ckpt {

namespace {

// Paths are bytes to the engine.
std::string nativePath(const QString &path)
{
    return QFile::encodeName(path).toStdString();
}
QString fromNative(const std::string &path)
{
    return QFile::decodeName(QByteArray::fromStdString(path));
}

struct Opened {
    std::shared_ptr<const Checkpoint> checkpoint;
    std::shared_ptr<const VariableList> list;
};

Opened openedAs(std::shared_ptr<const Checkpoint> checkpoint)
{
    auto list = std::make_shared<const VariableList>(checkpoint, factsFromNames(*checkpoint));
    return { std::move(checkpoint), std::move(list) };
}

struct ReadGraph {
    std::shared_ptr<const MetaGraph> graph;
    std::vector<std::string> assets;
    Opened declared; // its variables, where there is no checkpoint
};

} // namespace

struct Document::Viewed {
    std::shared_ptr<const GraphView> view;
    std::shared_ptr<const VariableList> list;
};

namespace {

std::shared_ptr<const VariableList> listOf(const GraphView &view, const std::shared_ptr<const Checkpoint> &checkpoint)
{
    return checkpoint ? std::make_shared<const VariableList>(checkpoint, view.facts(*checkpoint)) : nullptr;
}

} // namespace

Document::Document(JobRunner &runner, QObject *parent)
    : QObject(parent)
    , m_runner(runner)
{
}

void Document::open(const QString &path)
{
    m_path = QDir::cleanPath(path);
    // An absolute path keeps its meaning whatever the working directory becomes, and gives the run a name.
    const QString absolute = QDir::isAbsolutePath(m_path) ? m_path : QDir::current().absoluteFilePath(m_path);
    Q_EMIT opening(QFileInfo(absolute).fileName());
    m_runner.start(
        { QStringLiteral("scan"), tr("Looking for checkpoints in %1").arg(QFileInfo(absolute).fileName()) },
        [path = nativePath(absolute)](const JobControl &control) { return scanRun(path, {}, control); },
        [this](Result<Run> run) { setRun(std::move(run)); });
}

void Document::reload()
{
    if (!m_path.isEmpty())
        open(m_path);
}

QString Document::name() const
{
    if (!m_run)
        return QFileInfo(m_path).fileName();
    const QString name = fromNative(std::string(baseName(m_run->directory)));
    const QString parent = QFileInfo(fromNative(directoryOf(m_run->directory))).fileName();
    // Half of all runs lie in a folder called "save"; its parent tells them apart.
    const bool saysNothing = QStringList{ QStringLiteral("save"), QStringLiteral("model"), QStringLiteral("models"),
        QStringLiteral("checkpoints"), QStringLiteral("variables") }
                                 .contains(name);
    return saysNothing && !parent.isEmpty() ? parent + u'/' + name : name;
}

void Document::setRun(Result<Run> run)
{
    if (!run) {
        if (run.error().fault != Fault::Cancelled)
            Q_EMIT openFailed(run.error());
        return;
    }
    m_runner.dropAll();
    m_run = std::move(*run);
    m_shown = -1;
    m_viewOptions = {};
    m_tags.reset();
    dropGraph();
    setCheckpoint(nullptr, nullptr);
    Q_EMIT runChanged();
    if (!m_run->checkpoints.empty())
        showCheckpoint(static_cast<int>(m_run->current));
    else if (!m_run->graphFiles.empty())
        showGraphFile(fromNative(m_run->graphFiles.front()));
}

void Document::showCheckpoint(int index)
{
    if (!m_run || index < 0 || index >= static_cast<int>(m_run->checkpoints.size()))
        return;
    m_shown = index;
    for (const char *job : { "objects", "graph", "view" })
        m_runner.drop(QString::fromLatin1(job));
    const CheckpointRef ref = m_run->checkpoints[static_cast<std::size_t>(index)];
    m_runner.start(
        { QStringLiteral("checkpoint"), tr("Reading the index of %1").arg(toQString(ref.displayName())) },
        [ref](const JobControl &control) -> Result<Opened> {
            auto checkpoint = Checkpoint::open(ref, {}, control);
            if (!checkpoint)
                return tl::unexpected(checkpoint.error());
            return openedAs(std::move(*checkpoint));
        },
        [this, ref](Result<Opened> opened) {
            m_checkpointError.reset();
            dropGraph();
            if (opened) {
                setCheckpoint(std::move(opened->checkpoint), std::move(opened->list));
                readObjects();
            } else {
                m_checkpointError = opened.error();
                setCheckpoint(nullptr, nullptr);
                Q_EMIT checkpointFailed(opened.error());
            }
            if (!ref.graphFile.empty())
                readGraph(fromNative(ref.graphFile));
            else if (!m_checkpoint || m_checkpoint->variables().empty())
                Q_EMIT noGraph();
            else if (!m_runner.isRunning(QStringLiteral("objects"))) // else when these are there
                inferView();
        });
}

void Document::showGraphFile(const QString &path)
{
    readGraph(path);
}

void Document::setCheckpoint(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const VariableList> list)
{
    m_runner.drop(QStringLiteral("check"));
    m_report.reset();
    m_checkpoint = m_releaser.kept(std::move(checkpoint));
    m_list = m_releaser.kept(std::move(list));
    m_objects.reset();
    m_objectsError.reset();
    Q_EMIT checkpointChanged();
}

void Document::check()
{
    if (!m_checkpoint || m_checkpoint->isOnlyDeclared())
        return;
    m_runner.start(
        { QStringLiteral("check"), tr("Checking all values of %1").arg(toQString(m_checkpoint->ref().displayName())),
            JobRunner::Lane::Long, 1 },
        [checkpoint = m_checkpoint, graph = m_metaGraph, siblings = m_run->checkpoints](const JobControl &control) {
            return checkEverything(*checkpoint, { .siblings = siblings, .graph = graph.get() }, control);
        },
        [this](Result<CheckReport> report) {
            if (report) // else it was stopped: what was known before stays
                m_report = std::move(*report);
            Q_EMIT checkEnded();
        });
    Q_EMIT checkStarted();
}

void Document::readObjects()
{
    const auto stored = m_checkpoint->find(kObjectGraphKey);
    if (!stored || m_checkpoint->variable(*stored).error) // the table shows that error
        return;
    m_runner.start(
        { QStringLiteral("objects"), tr("Reading the object graph") },
        [checkpoint = m_checkpoint](const JobControl &control) -> Result<std::shared_ptr<const ObjectTree>> {
            auto graph = ObjectGraph::read(*checkpoint, control);
            auto tree = graph ? ObjectTree::build(std::move(*graph), control) : tl::unexpected(graph.error());
            if (!tree)
                return tl::unexpected(tree.error());
            return std::make_shared<const ObjectTree>(std::move(*tree));
        },
        [this](Result<std::shared_ptr<const ObjectTree>> tree) {
            if (tree)
                m_objects = m_releaser.kept(std::move(*tree));
            else
                m_objectsError = tree.error();
            Q_EMIT objectsChanged();
            if (m_run->checkpoints[static_cast<std::size_t>(m_shown)].graphFile.empty())
                inferView();
        });
}

void Document::dropGraph()
{
    m_assets.clear();
    m_metaGraph.reset();
    m_graphView.reset();
    m_graphError.reset();
    m_graphPath.clear();
}

void Document::readGraph(const QString &path)
{
    m_graphPath = path;
    m_graphError.reset();
    Q_EMIT graphPreparing(0);
    m_runner.start(
        { QStringLiteral("graph"), tr("Reading the graph"), JobRunner::Lane::Long, 1 },
        [path = nativePath(path), savedModel = m_run->savedModel, alone = m_shown < 0, tags = m_tags](
            const JobControl &control) -> Result<ReadGraph> {
            auto graph = tags ? MetaGraph::read(path, *tags, {}, control) : MetaGraph::read(path, {}, control);
            if (!graph)
                return tl::unexpected(graph.error());
            return ReadGraph{ *graph, path == savedModel ? assetNames(path) : std::vector<std::string>(),
                alone ? openedAs(declaredVariables(**graph)) : Opened() };
        },
        [this](Result<ReadGraph> graph) {
            if (!graph) {
                m_graphError = graph.error();
                Q_EMIT graphFailed(graph.error());
                return;
            }
            m_metaGraph = m_releaser.kept(std::move(graph->graph));
            m_assets = std::move(graph->assets);
            if (graph->declared.checkpoint)
                setCheckpoint(std::move(graph->declared.checkpoint), std::move(graph->declared.list));
            Q_EMIT graphPreparing(static_cast<qint64>(m_metaGraph->nodes().size()));
            buildView();
        });
}

void Document::setTags(const Tags &tags)
{
    if (tags == m_tags)
        return;
    m_tags = tags;
    m_runner.drop(QStringLiteral("view")); // of the graph that goes
    if (!m_graphPath.isEmpty())
        readGraph(m_graphPath);
}

void Document::setViewOptions(const GraphViewOptions &options)
{
    m_viewOptions = options;
    if (m_metaGraph)
        buildView();
    else if (m_graphView)
        inferView();
}

void Document::buildView()
{
    m_runner.start(
        { QStringLiteral("view"), tr("Understanding the graph"), JobRunner::Lane::Long, 1 },
        [graph = m_metaGraph, checkpoint = m_checkpoint, options = m_viewOptions](
            const JobControl &control) -> Result<Viewed> {
            auto view = GraphView::build(graph, checkpoint.get(), options, control);
            if (!view)
                return tl::unexpected(view.error());
            if (!checkpoint || (*view)->drawn().kind != DrawnPart::Kind::Function)
                return Viewed{ *view, listOf(**view, checkpoint) };
            // The body of a function says nothing of the variables; the main graph does.
            const auto main = GraphView::build(graph, checkpoint.get(), {}, control);
            if (!main)
                return tl::unexpected(main.error());
            return Viewed{ *view, listOf(**main, checkpoint) };
        },
        [this](Result<Viewed> viewed) { setView(std::move(viewed)); });
}

void Document::inferView()
{
    Q_EMIT graphPreparing(0);
    m_runner.start(
        { QStringLiteral("view"), tr("Inferring the structure"), JobRunner::Lane::Long, 1 },
        [checkpoint = m_checkpoint, objects = m_objects, options = m_viewOptions](
            const JobControl &control) -> Result<Viewed> {
            auto view = ckpt::inferView(*checkpoint, objects.get(), options, control);
            if (!view)
                return tl::unexpected(view.error());
            return Viewed{ *view, listOf(**view, checkpoint) };
        },
        [this](Result<Viewed> viewed) { setView(std::move(viewed)); });
}

void Document::setView(Result<Viewed> viewed)
{
    if (!viewed) {
        m_graphError = viewed.error();
        Q_EMIT graphFailed(viewed.error());
        return;
    }
    m_graphView = m_releaser.kept(std::move(viewed->view));
    if (m_checkpoint)
        m_list = m_releaser.kept(std::move(viewed->list));
    Q_EMIT graphChanged();
}

Issues Document::issues() const
{
    Issues all;
    if (m_run)
        all.insert(all.end(), m_run->issues.begin(), m_run->issues.end());
    if (m_checkpointError)
        all.push_back({ Severity::Error, *m_checkpointError });
    if (m_report) { // has what opening found, too
        all.insert(all.end(), m_report->issues.begin(), m_report->issues.end());
        all.insert(all.end(), m_report->health.begin(), m_report->health.end());
    } else if (m_checkpoint) {
        all.insert(all.end(), m_checkpoint->issues().begin(), m_checkpoint->issues().end());
        if (m_objectsError && m_objectsError->fault != Fault::Cancelled)
            all.push_back(issue(*m_objectsError));
        if (m_objects)
            all.insert(all.end(), m_objects->graph().issues().begin(), m_objects->graph().issues().end());
    }
    if (m_graphError && m_graphError->fault != Fault::Cancelled)
        all.push_back(issue(*m_graphError));
    if (m_metaGraph)
        all.insert(all.end(), m_metaGraph->issues().begin(), m_metaGraph->issues().end());
    return all;
}

} // namespace ckpt
