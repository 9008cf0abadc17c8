// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Background work. Two threads for long jobs and one for what the user is waiting for, so that a statistic over a
// gigabyte never delays the cells on screen. Newest wins: a job drops an unfinished one of the same key, whose result
// is never delivered. Results wait in an outbox behind a mutex; Qt only wakes the GUI thread. Everything but the work
// itself runs in the GUI thread.
#pragma once

#include "format/base/jobcontrol.h"

#include <QObject>
#include <QString>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class QTimer;

namespace ckpt {

class JobRunner : public QObject {
    Q_OBJECT
public:
    using JobId = quint64;
    enum class Lane { Prompt, Long };

    struct Request {
        QString key; // newest of one key wins; never empty
        QString text; // what the user reads while it runs, e.g. "Reading the graph"; empty: not shown
        Lane lane = Lane::Long;
        int priority = 0; // smaller first within a lane
    };

    explicit JobRunner(QObject *parent = nullptr);
    // Stops and joins the threads first; what is not delivered by then is dropped.
    ~JobRunner() override;

    // Runs `work(control)` in a thread and hands its result to `deliver` in the GUI thread. A job that was stopped
    // delivers too (its result says Cancelled), a job that was dropped does not.
    template <typename Work, typename Deliver>
    JobId start(const Request &request, Work work, Deliver deliver)
    {
        return enqueue(
            request, [work = std::move(work), deliver = std::move(deliver)](const JobControl &control) -> Delivery {
                auto result = std::make_shared<decltype(work(control))>(work(control));
                return [deliver, result] { deliver(std::move(*result)); };
            });
    }

    void stop(JobId id); // ask it to end; it delivers what it then has
    void drop(const QString &key); // forget it
    void dropAll();
    bool isRunning(const QString &key) const;
    bool isIdle() const { return m_jobs.empty(); } // nothing queued, running, or waiting to be delivered

Q_SIGNALS:
    // Of jobs with a text that run for longer than 300 ms. total 0: not known.
    void progressed(quint64 id, const QString &text, quint64 done, quint64 total);
    void finished(quint64 id); // delivered or dropped
    void idle();

private:
    using Delivery = std::function<void()>;
    struct Job;
    JobId enqueue(const Request &request, std::function<Delivery(const JobControl &)> work);
    void run(Lane lane, std::stop_token stop);
    void drain();
    void wake();
    void forget(const std::shared_ptr<Job> &job);

    std::vector<std::shared_ptr<Job>> m_jobs; // GUI thread: everything not delivered yet
    JobId m_nextId = 1;
    QTimer *m_clock; // runs while there are jobs: those that report nothing still show that they run

    mutable std::mutex m_mutex; // guards what follows and each Job's progress
    std::condition_variable_any m_wakeWorkers;
    std::vector<std::shared_ptr<Job>> m_queue;
    std::vector<std::shared_ptr<Job>> m_outbox;
    bool m_woken = false;
    std::vector<std::jthread> m_threads; // last: joined before the rest goes
};

} // namespace ckpt
