// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// What one window shows: a run, one of its checkpoints, and that checkpoint's graph. Loads in the background, stage by
// stage; each stage is announced when it is there. Immutable snapshots are handed out; nothing here is edited. GUI
// thread only.
#pragma once

#include "app/jobrunner.h"
#include "format/base/releaser.h"
#include "format/check/check.h"
#include "format/checkpoint/checkpoint.h"
#include "format/checkpoint/run.h"
#include "format/graph/graphview.h"
#include "format/objects/objecttree.h"
#include "widgets/variables/variablelist.h"

#include <QObject>

#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace ckpt {

class Document : public QObject {
    Q_OBJECT
public:
    // `runner` outlives the document.
    explicit Document(JobRunner &runner, QObject *parent = nullptr);

    // Everything shown so far stays until the new run is known.
    void open(const QString &path);
    void reload();
    // Shows another step: index into run().checkpoints.
    void showCheckpoint(int index);
    void showGraphFile(const QString &path);
    // Verifies everything of the shown checkpoint; checked() follows, unless it is stopped.
    void check();
    // What the user decided about the picture; for the run that is open.
    void setViewOptions(const GraphViewOptions &options);
    // Which of several MetaGraphs of a SavedModel is shown; not set, or where none has these: the usual one.
    using Tags = std::optional<std::vector<std::string>>;
    void setTags(const Tags &tags);
    const Tags &tags() const { return m_tags; }
    const GraphViewOptions &viewOptions() const { return m_viewOptions; }

    const QString &path() const { return m_path; } // as it was given to open()
    QString name() const; // of the run: last part of its directory
    bool hasRun() const { return m_run.has_value(); }
    const Run &run() const { return *m_run; }
    int shownIndex() const { return m_shown; } // -1: none
    const std::shared_ptr<const Checkpoint> &checkpoint() const { return m_checkpoint; }
    // One per variable of checkpoint(); from names until the graph has been read.
    const std::shared_ptr<const VariableList> &list() const { return m_list; } // null without a checkpoint
    const std::shared_ptr<const MetaGraph> &metaGraph() const { return m_metaGraph; }
    const std::shared_ptr<const GraphView> &graphView() const { return m_graphView; }
    // What check() found in the shown checkpoint; nothing before that.
    const std::optional<CheckReport> &report() const { return m_report; }
    // The object graph of checkpoint(); null until it has been read, and where there is none.
    const std::shared_ptr<const ObjectTree> &objects() const { return m_objects; }
    // Names of the asset files of a SavedModel; there once its graph is.
    const std::vector<std::string> &assets() const { return m_assets; }
    Issues issues() const; // of the run, the checkpoint (and of checking it), its objects and the graph

Q_SIGNALS:
    void opening(const QString &name);
    void openFailed(const ckpt::Error &error); // nothing can be shown
    void runChanged();
    void checkpointChanged(); // also to none; list() comes with it
    void checkpointFailed(const ckpt::Error &error);
    void objectsChanged(); // objects() is there, or issues() say why not
    void graphPreparing(qint64 nodes); // 0: not known yet
    void graphChanged(); // graphView() and list() are there; without a graph they are inferred
    void graphFailed(const ckpt::Error &error);
    void noGraph(); // and nothing that one could be inferred from
    void checkStarted();
    void checkEnded(); // report() is there, or it was stopped

private:
    void setRun(Result<Run> run);
    void setCheckpoint(std::shared_ptr<const Checkpoint> checkpoint, std::shared_ptr<const VariableList> list);
    void readObjects();
    void readGraph(const QString &path);
    void buildView();
    void inferView(); // there is no graph
    struct Viewed;
    void setView(Result<Viewed> viewed);
    void dropGraph();

    JobRunner &m_runner;
    Releaser m_releaser; // of what others may hold longer than this
    QString m_path;
    std::optional<Run> m_run;
    int m_shown = -1;
    std::shared_ptr<const Checkpoint> m_checkpoint;
    std::shared_ptr<const VariableList> m_list;
    std::shared_ptr<const MetaGraph> m_metaGraph;
    std::shared_ptr<const GraphView> m_graphView;
    std::optional<CheckReport> m_report;
    std::shared_ptr<const ObjectTree> m_objects;
    std::vector<std::string> m_assets;
    std::optional<Error> m_checkpointError, m_objectsError, m_graphError;
    GraphViewOptions m_viewOptions;
    Tags m_tags;
    QString m_graphPath; // that was read or is being read; empty: none
};

} // namespace ckpt
