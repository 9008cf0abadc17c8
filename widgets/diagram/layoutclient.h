// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Arranges graphs through the program ckptscope-layout and remembers the results by content. Never blocks; the newest
// request wins. What the program cannot do (missing, crashed, too slow, refused) is arranged by linearLayout(), and
// fellBack() says why.
#pragma once

#include "widgets/diagram/layoutmessages.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <unordered_map>

class QProcess;

namespace ckpt {

struct ArrangedGraph {
    GraphLayout layout;
    bool simple = false; // by linearLayout() although the program was meant to do it
    std::uint64_t usedAt = 0; // for forgetting the oldest
};

class LayoutClient : public QObject {
    Q_OBJECT
public:
    enum class Reason { Missing, Crashed, TooSlow, BadReply, Refused, Stopped };
    Q_ENUM(Reason)

    // Larger graphs go to linearLayout() without a word.
    static constexpr std::size_t kMaxFullNodes = 150, kMaxReducedNodes = 600;

    explicit LayoutClient(QObject *parent = nullptr);
    ~LayoutClient() override; // kills the program

    void setProgram(const QString &path);
    QString program() const { return m_program; }
    // Milliseconds for a whole request, and for one graph of over kMaxFullNodes. Default 10,000 and 1,000.
    void setTimeLimits(int request, int largeGraph);

    // Remembered result, or null. Graphs that are beyond kMaxReducedNodes are arranged at once.
    std::shared_ptr<const ArrangedGraph> find(const LayoutGraph &graph);
    // Arranges what is not yet remembered, then emits arranged() from the event loop. A request under way is dropped.
    void arrange(std::vector<LayoutGraph> graphs);
    bool isBusy() const { return m_busy; }
    // Drops the request; nothing is emitted.
    void cancel();
    // The rest of the request is arranged by linearLayout(), now.
    void useSimpleLayout();
    // Forgets results that are not as good as they could be, so that the next request tries the program again.
    void forgetSimple();

Q_SIGNALS:
    void arranged();
    void fellBack(ckpt::LayoutClient::Reason reason, int signalNumber);

private:
    struct Pending {
        std::string key;
        LayoutGraph graph;
    };

    void startNext();
    bool ensureProcess();
    void stopProcess();
    void readReplies();
    void giveUp(Reason reason, int signalNumber, bool onlyFirst);
    void remember(const std::string &key, GraphLayout layout, bool simple);
    void forgetOldest();
    void announce();

    QString m_program;
    int m_requestLimit = 10'000, m_largeGraphLimit = 1'000;
    std::unordered_map<std::string, std::shared_ptr<ArrangedGraph>> m_known;
    std::uint64_t m_clock = 0;

    std::vector<Pending> m_pending; // last is current
    bool m_busy = false, m_waiting = false;
    int m_failures = 0;
    QProcess *m_process = nullptr;
    std::string m_received;
    std::uint32_t m_number = 0;
    QTimer m_limit, m_announce;
    QElapsedTimer m_elapsed;
};

} // namespace ckpt
