// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/releaser.h"

namespace ckpt {

Releaser::Releaser()
    : m_thread([queue = m_queue](std::stop_token stop) { run(*queue, std::move(stop)); })
{
}

Releaser::~Releaser()
{
    const std::lock_guard lock(m_queue->mutex);
    m_queue->closed = true;
}

void Releaser::release(Queue &queue, std::shared_ptr<const void> thing)
{
    {
        const std::lock_guard lock(queue.mutex);
        if (!queue.closed)
            queue.things.push_back(std::move(thing));
    }
    queue.filled.notify_one();
}

void Releaser::run(Queue &queue, std::stop_token stop)
{
    std::unique_lock lock(queue.mutex);
    while (queue.filled.wait(lock, stop, [&] { return !queue.things.empty(); })) {
        auto things = std::exchange(queue.things, {});
        lock.unlock();
        things.clear();
        lock.lock();
    }
}

} // namespace ckpt
