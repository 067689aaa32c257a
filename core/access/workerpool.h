// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace topiq {

/// A few threads for work that takes long, such as hashing passwords. They are started by the first job, so a broker
/// without passwords has none. Thread: any. Bounded: a job that finds `queueLimit` others waiting is not taken.
/// Destruction stops it.
class WorkerPool {
public:
    WorkerPool(unsigned threads, std::size_t queueLimit) : m_wanted(threads), m_queueLimit(queueLimit) {}
    ~WorkerPool();

    /// Lets the jobs that have begun end, and drops those that wait; none is taken after that. Idempotent; by the
    /// owner.
    void stop();
    /// False, and the job is not run, when too many wait.
    [[nodiscard]] bool submit(std::function<void()> job);
    [[nodiscard]] std::size_t waiting() const;

private:
    void work();

    const unsigned m_wanted;
    const std::size_t m_queueLimit;
    mutable std::mutex m_lock;
    std::condition_variable m_changed;
    std::deque<std::function<void()>> m_jobs; // the rest is guarded by m_lock
    std::vector<std::thread> m_threads;
    unsigned m_idle = 0;
    bool m_ending = false;
};

} // namespace topiq
