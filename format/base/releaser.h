// SPDX-FileCopyrightText: 2026 The Ckptscope authors
// SPDX-License-Identifier: Apache-2.0
// Frees large things in a thread of its own: a graph of 100,000 nodes takes 40 ms to free (its messages have a
// destructor each, arena or not), and whoever lets go of it last is the GUI thread.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace ckpt {

// Thread-safe.
class Releaser {
public:
    Releaser() = default;
    // Frees what waits. What kept() gave out and is still held is freed from then on by whoever lets go of it.
    ~Releaser();
    Releaser(const Releaser &) = delete;
    Releaser &operator=(const Releaser &) = delete;

    // `thing` under a handle: when its last copy goes, the handle's part of `thing` is let go of in the other thread.
    template <typename T>
    std::shared_ptr<T> kept(std::shared_ptr<T> thing) const
    {
        T *const pointer = thing.get();
        if (!pointer)
            return nullptr;
        return std::shared_ptr<T>(
            pointer, [queue = m_queue, thing = std::move(thing)](T *) mutable { release(queue, std::move(thing)); });
    }

private:
    struct Queue {
        std::mutex mutex;
        std::condition_variable_any filled;
        std::vector<std::shared_ptr<const void>> things;
        bool closed = false;
        std::jthread thread; // from the first thing on: an idle thread would hold memory of the allocator
    };
    static void release(const std::shared_ptr<Queue> &queue, std::shared_ptr<const void> thing);
    static void run(Queue &queue, std::stop_token stop);

    std::shared_ptr<Queue> m_queue = std::make_shared<Queue>();
};

} // namespace ckpt
