// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "io/looppool.h"

#include <functional>

namespace topiq {

/// An engine on running loops, for tests. Thread: made and destroyed by the test's; on() runs things where they belong.
class EngineBed {
public:
    explicit EngineBed(int loops = 1, const Limits &limits = {});
    ~EngineBed();

    [[nodiscard]] Engine &engine() { return m_engine; }
    [[nodiscard]] LoopPool &loops() { return m_loops; }
    [[nodiscard]] Shard &shard(int loop) { return m_engine.shard(loop); }
    /// Runs `task` in a turn of a loop and waits for it.
    void on(int loop, const std::function<void()> &task) { m_loops.runOn(loop, task); }

    /// Returns when everything that was published before has been handed to the sessions.
    void settle();

    /// Drops for all reasons.
    [[nodiscard]] std::uint64_t dropped() const;
    [[nodiscard]] std::uint64_t delivered() const { return m_engine.sum(&ShardCounters::messagesOut); }
    [[nodiscard]] std::uint64_t waiting() const { return m_engine.sum(&ShardCounters::queuedMessages); }
    /// What the histories of all topics really hold.
    [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> countedHistory();

private:
    LoopPool m_loops;
    Engine m_engine;
};

/// An origin with this client id.
[[nodiscard]] Ref<const Origin> originOf(std::string_view clientId);
/// A message of nobody in particular.
[[nodiscard]] Ref<Message> messageOn(std::string_view topic, std::string_view payload = "x", Qos qos = Qos::AtMostOnce);

} // namespace topiq
