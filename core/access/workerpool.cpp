// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/workerpool.h"

#include <pthread.h>

#include <csignal>
#include <utility>

namespace topiq {

WorkerPool::~WorkerPool() { stop(); }

void WorkerPool::stop()
{
    std::deque<std::function<void()>> dropped; // outside the lock, because anything may hang on them
    {
        const std::lock_guard lock(m_lock);
        m_ending = true;
        dropped.swap(m_jobs);
    }
    m_changed.notify_all();
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

bool WorkerPool::submit(std::function<void()> job)
{
    const std::lock_guard lock(m_lock);
    if (m_ending || m_jobs.size() >= m_queueLimit)
        return false;
    m_jobs.push_back(std::move(job));
    if (m_idle < m_jobs.size() && m_threads.size() < m_wanted)
        m_threads.emplace_back([this] { work(); });
    m_changed.notify_one();
    return true;
}

std::size_t WorkerPool::waiting() const
{
    const std::lock_guard lock(m_lock);
    return m_jobs.size();
}

void WorkerPool::work()
{
    // Signals are for the main thread.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
    std::unique_lock lock(m_lock);
    for (;;) {
        ++m_idle;
        m_changed.wait(lock, [this] { return m_ending || !m_jobs.empty(); });
        --m_idle;
        if (m_ending)
            return;
        std::function<void()> job = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        job();
        job = nullptr; // what it holds may be large, or lock something
        lock.lock();
    }
}

} // namespace topiq
