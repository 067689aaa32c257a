// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/looppool.h"

#include <algorithm>
#include <semaphore>

namespace topiq {

LoopPool::LoopPool(int count)
{
    for (int i = 0; i < std::clamp(count, 1, MaxLoops); ++i)
        m_loops.push_back(std::make_unique<Loop>(i));
}

LoopPool::~LoopPool() { stop(); }

void LoopPool::start()
{
    std::counting_semaphore<> ready(0);
    for (const auto &loop : m_loops) {
        auto thread = std::make_unique<QThread>();
        thread->setObjectName(QStringLiteral("io-%1").arg(loop->index()));
        loop->moveToThread(thread.get());
        QObject::connect(thread.get(), &QThread::started, loop.get(), [loop = loop.get(), &ready] {
            loop->start();
            ready.release();
        });
        QObject::connect(thread.get(), &QThread::finished, loop.get(), &Loop::stop, Qt::DirectConnection);
        thread->start();
        m_threads.push_back(std::move(thread));
    }
    for (std::size_t i = 0; i < m_threads.size(); ++i)
        ready.acquire();
}

void LoopPool::stop()
{
    for (const auto &thread : m_threads)
        thread->quit();
    for (const auto &thread : m_threads)
        thread->wait();
    m_threads.clear();
}

void LoopPool::runOn(int index, const std::function<void()> &task) const
{
    std::binary_semaphore done(0);
    loop(index).post([&] {
        task();
        done.release();
    });
    done.acquire();
}

} // namespace topiq
