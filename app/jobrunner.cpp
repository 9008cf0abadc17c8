// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobrunner.h"

#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>

namespace ckpt {

struct JobRunner::Job {
    JobId id = 0;
    Request request;
    std::function<Delivery(const JobControl &)> work;
    std::stop_source stop;
    bool dropped = false; // GUI thread only
    QElapsedTimer since;
    // Guarded by m_mutex:
    Delivery delivery;
    quint64 done = 0, total = 0;
    bool moved = false;
};

JobRunner::JobRunner(QObject *parent)
    : QObject(parent)
    , m_clock(new QTimer(this))
{
    for (const Lane lane : { Lane::Prompt, Lane::Long, Lane::Long })
        m_threads.emplace_back([this, lane](std::stop_token stop) { run(lane, stop); });
    m_clock->setInterval(250);
    connect(m_clock, &QTimer::timeout, this, [this] {
        for (const auto &job : m_jobs) {
            const std::lock_guard lock(m_mutex);
            job->moved = true;
        }
        drain();
    });
}

JobRunner::~JobRunner()
{
    for (const auto &job : m_jobs)
        job->stop.request_stop();
    for (std::jthread &thread : m_threads)
        thread.request_stop();
    m_wakeWorkers.notify_all();
    m_threads.clear(); // joins
}

JobRunner::JobId JobRunner::enqueue(const Request &request, std::function<Delivery(const JobControl &)> work)
{
    drop(request.key);
    auto job = std::make_shared<Job>();
    job->id = m_nextId++;
    job->request = request;
    job->work = std::move(work);
    job->since.start();
    m_jobs.push_back(job);
    m_clock->start();
    {
        const std::lock_guard lock(m_mutex);
        m_queue.push_back(job);
    }
    m_wakeWorkers.notify_all();
    return job->id;
}

void JobRunner::run(Lane lane, std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        const auto mine = [lane](const auto &job) { return job->request.lane == lane; };
        if (!m_wakeWorkers.wait(lock, stop, [&] { return std::any_of(m_queue.begin(), m_queue.end(), mine); }))
            return;
        auto best = m_queue.end();
        for (auto candidate = m_queue.begin(); candidate != m_queue.end(); ++candidate) {
            if (mine(*candidate)
                && (best == m_queue.end() || (*candidate)->request.priority < (*best)->request.priority))
                best = candidate;
        }
        const std::shared_ptr<Job> job = *best;
        m_queue.erase(best);
        lock.unlock();
        const JobControl control(job->stop.get_token(), [this, job](std::uint64_t done, std::uint64_t total) {
            const std::lock_guard guard(m_mutex);
            job->done = done;
            job->total = total;
            job->moved = true;
            wake();
        });
        Delivery delivery = job->work(control);
        lock.lock();
        job->delivery = std::move(delivery);
        m_outbox.push_back(job);
        wake();
    }
}

// With m_mutex held.
void JobRunner::wake()
{
    if (std::exchange(m_woken, true))
        return;
    QMetaObject::invokeMethod(
        this, [this] { drain(); }, Qt::QueuedConnection);
}

void JobRunner::drain()
{
    struct Progress {
        JobId id;
        QString text;
        quint64 done, total;
    };
    std::vector<std::shared_ptr<Job>> ready;
    std::vector<Progress> progress;
    {
        const std::lock_guard lock(m_mutex);
        m_woken = false;
        ready.swap(m_outbox);
        for (const auto &job : m_jobs) {
            if (std::exchange(job->moved, false) && !job->request.text.isEmpty() && job->since.elapsed() > 300)
                progress.push_back({ job->id, job->request.text, job->done, job->total });
        }
    }
    for (const Progress &each : progress)
        Q_EMIT progressed(each.id, each.text, each.done, each.total);
    for (const auto &job : ready) {
        if (job->dropped)
            continue;
        forget(job);
        if (job->delivery)
            job->delivery();
    }
    if (!ready.empty() && m_jobs.empty())
        Q_EMIT idle();
}

void JobRunner::forget(const std::shared_ptr<Job> &job)
{
    std::erase(m_jobs, job);
    if (m_jobs.empty())
        m_clock->stop();
    Q_EMIT finished(job->id);
}

void JobRunner::stop(JobId id)
{
    for (const auto &job : m_jobs) {
        if (job->id == id)
            job->stop.request_stop();
    }
}

void JobRunner::drop(const QString &key)
{
    const auto found =
        std::find_if(m_jobs.begin(), m_jobs.end(), [&](const auto &job) { return job->request.key == key; });
    if (found == m_jobs.end())
        return;
    const std::shared_ptr<Job> job = *found;
    job->dropped = true;
    job->stop.request_stop();
    {
        const std::lock_guard lock(m_mutex);
        std::erase(m_queue, job);
    }
    forget(job);
}

void JobRunner::dropAll()
{
    while (!m_jobs.empty())
        drop(m_jobs.back()->request.key);
}

bool JobRunner::isRunning(const QString &key) const
{
    return std::any_of(m_jobs.begin(), m_jobs.end(), [&](const auto &job) { return job->request.key == key; });
}

} // namespace ckpt
