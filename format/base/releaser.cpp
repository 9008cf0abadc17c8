// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
#include "format/base/releaser.h"

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace ckpt {

Releaser::~Releaser()
{
    std::jthread thread;
    {
        const std::lock_guard lock(m_queue->mutex);
        m_queue->closed = true;
        thread = std::move(m_queue->thread);
    }
} // joined here, without the lock

void Releaser::release(const std::shared_ptr<Queue> &queue, std::shared_ptr<const void> thing)
{
    {
        const std::lock_guard lock(queue->mutex);
        if (!queue->closed) {
            queue->things.push_back(std::move(thing));
            if (!queue->thread.joinable())
                queue->thread = std::jthread([queue](std::stop_token stop) { run(*queue, std::move(stop)); });
        }
    }
    queue->filled.notify_one();
}

void Releaser::run(Queue &queue, std::stop_token stop)
{
    std::unique_lock lock(queue.mutex);
    while (queue.filled.wait(lock, stop, [&] { return !queue.things.empty(); })) {
        auto things = std::exchange(queue.things, {});
        lock.unlock();
        things.clear();
#ifdef __GLIBC__
        malloc_trim(0); // else what one thread freed stays reserved for that thread's part of the heap
#endif
        lock.lock();
    }
}

} // namespace ckpt
