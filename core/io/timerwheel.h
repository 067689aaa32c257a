// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace topiq {

class TimerWheel;

/// A coarse timer of one owner, for keep-alive and time-outs: it rests in a TimerWheel and calls expired() once, not
/// before its deadline and at most two ticks after it. Restarting it for every message is not needed and not meant:
/// note the time of the last activity, and start it again from expired() when there was some.
/// Thread: the loop's. Lifetime: the owner's; it leaves the wheel when destroyed.
class WheelTimer {
public:
    WheelTimer() = default;
    WheelTimer(const WheelTimer &) = delete;
    WheelTimer &operator=(const WheelTimer &) = delete;
    virtual ~WheelTimer() { stop(); }

    void stop();
    [[nodiscard]] bool active() const { return m_wheel; }

protected:
    /// May start this or other timers, and may destroy this one.
    virtual void expired() = 0;

private:
    friend class TimerWheel;

    TimerWheel *m_wheel = nullptr;
    WheelTimer *m_next = nullptr;
    WheelTimer **m_link = nullptr; // what points to this timer: a slot, or the next of the one before
    std::uint64_t m_tick = 0; // when to expire
};

/// Timers hashed by deadline into slots: start and stop are a few pointer writes whatever the number of timers, and an
/// idle wheel needs no wake-up at all. It has no clock of its own: whoever owns it says how late it is, so tests need
/// not wait. Thread: one.
class TimerWheel {
public:
    static constexpr int TickMs = 250;

    explicit TimerWheel(std::int64_t nowMs) : m_tick(std::uint64_t(nowMs) / TickMs) {}
    TimerWheel(const TimerWheel &) = delete;
    TimerWheel &operator=(const TimerWheel &) = delete;
    ~TimerWheel();

    /// Lets `timer` expire `afterMs` after `nowMs`; a running one is moved.
    void start(WheelTimer &timer, std::int64_t nowMs, std::int64_t afterMs);
    /// Calls expired() of every timer whose deadline has passed.
    void advance(std::int64_t nowMs);
    [[nodiscard]] bool empty() const { return m_count == 0; }
    [[nodiscard]] std::uint64_t count() const { return m_count; }

private:
    friend class WheelTimer;
    static constexpr std::uint64_t Slots = 512; // 128 s; a later deadline goes round

    void link(WheelTimer &timer, WheelTimer *&head);
    void serve(std::uint64_t tick);

    std::array<WheelTimer *, Slots> m_slots{};
    WheelTimer *m_due = nullptr; // taken out of the slot that is being served
    std::uint64_t m_tick = 0; // the last one that was served
    std::uint64_t m_count = 0;
};

} // namespace topiq
