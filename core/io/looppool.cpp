// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/looppool.h"

#include <QSemaphore>

#include <algorithm>

#include <openssl/crypto.h>

namespace topiq {

LoopPool::LoopPool(int count)
{
    for (int i = 0; i < std::clamp(count, 1, MaxLoops); ++i)
        m_loops.push_back(std::make_unique<Loop>(i));
}

LoopPool::~LoopPool() { stop(); }

void LoopPool::start()
{
    QSemaphore ready;
    for (const auto &loop : m_loops) {
        auto thread = std::make_unique<QThread>();
        thread->setObjectName(QStringLiteral("io-%1").arg(loop->index()));
        loop->moveToThread(thread.get());
        QObject::connect(thread.get(), &QThread::started, loop.get(), [loop = loop.get(), &ready] {
            loop->start();
            ready.release();
        });
        QObject::connect(
            thread.get(), &QThread::finished, loop.get(),
            [loop = loop.get()] {
                loop->stop();
                OPENSSL_thread_stop(); // else the end of the process may come before that of what it keeps per thread
            },
            Qt::DirectConnection);
        thread->start();
        m_threads.push_back(std::move(thread));
    }
    ready.acquire(int(m_threads.size()));
}

void LoopPool::stop()
{
    for (const auto &thread : m_threads)
        thread->quit();
    for (const auto &thread : m_threads)
        thread->wait();
    m_threads.clear();
}

bool LoopPool::runOn(int index, const std::function<void()> &task) const
{
    QSemaphore done; // std::binary_semaphore may sleep for ever with GCC 12 (GCC bug 104928)
    const bool accepted = loop(index).post([&] {
        task();
        done.release();
    });
    if (accepted)
        done.acquire();
    return accepted;
}

} // namespace topiq
