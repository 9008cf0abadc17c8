// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/diagram/layoutclient.h"

#include "widgets/diagram/linearlayout.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>

#include <algorithm>

namespace ckpt {
namespace {

constexpr std::size_t kMaxKnown = 20'000;
constexpr int kMaxFailures = 2; // of one request; then the program is not started again for it

QString defaultProgram()
{
    const QString name = u"ckptscope-layout"_qs;
    const QString directory = QCoreApplication::applicationDirPath();
    const QString beside = directory + u'/' + name;
    return QFileInfo::exists(beside) ? beside : directory + u"/../libexec/ckptscope/"_qs + name;
}

bool fits(const LayoutReply &reply, std::uint32_t number, const LayoutGraph &graph)
{
    if (reply.number != number || reply.graphs.size() != 1)
        return false;
    return reply.status.front() == LayoutStatus::Failed
        || (reply.graphs.front().centres.size() == graph.nodes.size()
            && reply.graphs.front().paths.size() == graph.edges.size());
}

} // namespace

LayoutClient::LayoutClient(QObject *parent)
    : QObject(parent)
{
    m_limit.setSingleShot(true);
    m_announce.setSingleShot(true);
    connect(
        &m_limit, &QTimer::timeout, this, [this] { giveUp(Reason::TooSlow, 0, m_elapsed.elapsed() < m_requestLimit); });
    connect(&m_announce, &QTimer::timeout, this, [this] {
        m_busy = false;
        Q_EMIT arranged();
    });
}

LayoutClient::~LayoutClient()
{
    for (QProcess *process : findChildren<QProcess *>()) {
        process->disconnect();
        process->kill();
        process->waitForFinished(100); // a few milliseconds; Qt warns about processes that still run
    }
}

void LayoutClient::setProgram(const QString &path)
{
    if (path == m_program)
        return;
    m_program = path;
    forgetSimple();
    if (!m_busy)
        stopProcess();
}

void LayoutClient::setTimeLimits(int request, int largeGraph)
{
    m_requestLimit = request;
    m_largeGraphLimit = largeGraph;
}

std::shared_ptr<const ArrangedGraph> LayoutClient::find(const LayoutGraph &graph)
{
    const std::string key = encode(graph);
    auto known = m_known.find(key);
    if (known == m_known.end()) {
        if (graph.nodes.size() <= kMaxReducedNodes)
            return nullptr;
        remember(key, linearLayout(graph), false);
        known = m_known.find(key);
    }
    known->second->usedAt = ++m_clock;
    return known->second;
}

void LayoutClient::arrange(std::vector<LayoutGraph> graphs)
{
    if (m_waiting)
        stopProcess();
    cancel();
    m_busy = true;
    m_failures = 0;
    m_elapsed.start();
    for (auto graph = graphs.rbegin(); graph != graphs.rend(); ++graph) {
        std::string key = encode(*graph);
        const auto same = [&key](const Pending &pending) { return pending.key == key; };
        if (!m_known.contains(key) && std::none_of(m_pending.begin(), m_pending.end(), same))
            m_pending.push_back({ std::move(key), std::move(*graph) });
    }
    startNext();
}

void LayoutClient::cancel()
{
    if (m_waiting)
        stopProcess();
    m_pending.clear();
    m_limit.stop();
    m_announce.stop();
    m_busy = m_waiting = false;
}

void LayoutClient::useSimpleLayout()
{
    if (m_busy && !m_pending.empty())
        giveUp(Reason::Stopped, 0, false);
}

void LayoutClient::forgetSimple()
{
    std::erase_if(m_known, [](const auto &entry) { return entry.second->simple; });
}

void LayoutClient::startNext()
{
    if (m_pending.empty()) {
        announce();
        return;
    }
    if (!ensureProcess()) {
        giveUp(Reason::Missing, 0, false);
        return;
    }
    const Pending &current = m_pending.back();
    LayoutRequest request;
    request.number = ++m_number;
    request.graphs.push_back(current.graph);
    const std::string message = framed(encode(request));
    m_waiting = true;
    m_process->write(message.data(), qint64(message.size()));
    const int left = std::max(1, m_requestLimit - int(m_elapsed.elapsed()));
    m_limit.start(current.graph.nodes.size() > kMaxFullNodes ? std::min(left, m_largeGraphLimit) : left);
}

bool LayoutClient::ensureProcess()
{
    if (m_process)
        return true;
    if (m_program.isEmpty())
        m_program = defaultProgram();
    if (!QFileInfo(m_program).isExecutable())
        return false;
    m_received.clear();
    m_process = new QProcess(this);
    m_process->setProgram(m_program);
    m_process->setStandardErrorFile(QProcess::nullDevice());
    connect(m_process, &QProcess::readyReadStandardOutput, this, &LayoutClient::readReplies);
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            giveUp(Reason::Missing, 0, false);
    });
    connect(m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        // With CrashExit the code is the number of the signal.
        const bool working = m_waiting;
        stopProcess();
        if (working)
            giveUp(Reason::Crashed, status == QProcess::CrashExit ? code : 0, true);
    });
    m_process->start();
    return true;
}

// The process may be the sender of the signal that brings us here: it is let go, killed and deleted later.
void LayoutClient::stopProcess()
{
    m_waiting = false;
    m_received.clear();
    if (!m_process)
        return;
    QProcess *process = std::exchange(m_process, nullptr);
    process->disconnect(this);
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->kill();
}

void LayoutClient::readReplies()
{
    const QByteArray bytes = m_process->readAllStandardOutput();
    if (!m_waiting)
        return;
    m_received.append(bytes.constData(), std::size_t(bytes.size()));
    const auto size = frameSize(m_received);
    if (size && *size == 0)
        return;
    std::optional<LayoutReply> reply;
    if (size)
        reply = decodeReply(std::string_view(m_received).substr(sizeof(std::uint32_t), *size - sizeof(std::uint32_t)));
    if (!reply || !fits(*reply, m_number, m_pending.back().graph)) {
        giveUp(Reason::BadReply, 0, true);
        return;
    }
    m_received.erase(0, *size);
    m_waiting = false;
    m_limit.stop();
    if (reply->status.front() == LayoutStatus::Failed) {
        giveUp(Reason::Refused, 0, true);
        return;
    }
    remember(m_pending.back().key, std::move(reply->graphs.front()), false);
    m_pending.pop_back();
    startNext();
}

void LayoutClient::giveUp(Reason reason, int signalNumber, bool onlyFirst)
{
    m_limit.stop();
    if (reason != Reason::Refused)
        stopProcess();
    const bool all = !onlyFirst || ++m_failures >= kMaxFailures;
    while (!m_pending.empty()) {
        const Pending pending = std::move(m_pending.back());
        m_pending.pop_back();
        remember(pending.key, linearLayout(pending.graph), true);
        if (!all)
            break;
    }
    Q_EMIT fellBack(reason, signalNumber);
    startNext();
}

void LayoutClient::remember(const std::string &key, GraphLayout layout, bool simple)
{
    auto arranged = std::make_shared<ArrangedGraph>();
    arranged->layout = std::move(layout);
    arranged->simple = simple;
    arranged->usedAt = ++m_clock;
    m_known[key] = std::move(arranged);
    if (m_known.size() > kMaxKnown)
        forgetOldest();
}

void LayoutClient::forgetOldest()
{
    const std::uint64_t limit = m_clock - kMaxKnown / 2;
    std::erase_if(m_known, [limit](const auto &entry) { return entry.second->usedAt < limit; });
}

void LayoutClient::announce()
{
    m_waiting = false;
    m_announce.start(0);
}

} // namespace ckpt
