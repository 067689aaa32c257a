// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/timerwheel.h"

#include <algorithm>

namespace topiq {

void WheelTimer::stop()
{
    if (!m_wheel)
        return;
    *m_link = m_next;
    if (m_next)
        m_next->m_link = m_link;
    --m_wheel->m_count;
    m_wheel = nullptr;
}

TimerWheel::~TimerWheel()
{
    for (WheelTimer *head : m_slots) {
        while (head) {
            WheelTimer *const next = head->m_next;
            head->stop();
            head = next;
        }
    }
}

void TimerWheel::start(WheelTimer &timer, std::int64_t nowMs, std::int64_t afterMs)
{
    timer.stop();
    // Rounded up, so that no timer expires early; never into a slot that was served already.
    const auto deadline = std::uint64_t(nowMs + std::max<std::int64_t>(afterMs, 0));
    timer.m_tick = std::max((deadline + TickMs - 1) / TickMs, m_tick + 1);
    timer.m_wheel = this;
    ++m_count;
    link(timer, m_slots[timer.m_tick % Slots]);
}

void TimerWheel::link(WheelTimer &timer, WheelTimer *&head)
{
    timer.m_next = head;
    timer.m_link = &head;
    if (head)
        head->m_link = &timer.m_next;
    head = &timer;
}

void TimerWheel::advance(std::int64_t nowMs)
{
    const std::uint64_t now = std::uint64_t(nowMs) / TickMs;
    if (now <= m_tick)
        return;
    if (m_count == 0) {
        m_tick = now;
        return;
    }
    // After a long stop (a suspended machine) one round meets every slot.
    std::uint64_t tick = std::max(m_tick + 1, now >= Slots ? now - Slots + 1 : 0);
    for (; tick <= now; ++tick) {
        m_tick = tick;
        serve(tick);
    }
}

void TimerWheel::serve(std::uint64_t tick)
{
    // The slot is moved aside first: expired() may start timers in it, stop others or destroy itself.
    WheelTimer *&slot = m_slots[tick % Slots];
    m_due = slot;
    slot = nullptr;
    if (m_due)
        m_due->m_link = &m_due;
    while (WheelTimer *const timer = m_due) {
        m_due = timer->m_next;
        if (m_due)
            m_due->m_link = &m_due;
        if (timer->m_tick > tick) { // due in a later round
            link(*timer, slot);
            continue;
        }
        timer->m_wheel = nullptr;
        --m_count;
        timer->expired();
    }
}

} // namespace topiq
