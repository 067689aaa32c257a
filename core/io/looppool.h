// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/loop.h"

#include <QThread>

#include <memory>
#include <vector>

namespace topiq {

/// The I/O threads of the broker, one Loop in each. Thread: made, started and destroyed by the main thread; loop() may
/// be asked from any thread between. Destruction closes every connection and joins the threads.
class LoopPool {
public:
    static constexpr int MaxLoops = 8;

    explicit LoopPool(int count);
    ~LoopPool();

    [[nodiscard]] ConnectionBudget &budget() { return m_budget; }
    [[nodiscard]] int count() const { return int(m_loops.size()); }
    [[nodiscard]] Loop &loop(int index) const { return *m_loops[std::size_t(index)]; }

    /// Starts the threads; returns when every loop is serving.
    void start();
    /// Closes every connection and ends the threads; returns when they have ended. Idempotent.
    void stop();
    /// Runs `task` on a loop and waits for it. False, and the task was not run, once the loops have stopped. Never from
    /// a loop.
    bool runOn(int index, const std::function<void()> &task) const;

private:
    ConnectionBudget m_budget;
    std::vector<std::unique_ptr<Loop>> m_loops;
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace topiq
