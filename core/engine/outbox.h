// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ringqueue.h"
#include "engine/message.h"

#include <cstdint>

namespace topiq {

/// A message on its way to a session, with what this session gets of it.
struct Delivery {
    Ref<const Message> message;
    Qos qos = Qos::AtMostOnce;
    bool retain = false; ///< sent because it is the retained message
};

/// What a session has still to get with QoS 1 or 2: the in-flight window (sent, not yet acknowledged, by packet id) and
/// the queue behind it, both first in, first out. Packet ids are given in turn, so the window is a ring in which an
/// acknowledgement finds its entry by subtraction. Empty of memory while idle. Thread: the session's loop.
class Outbox {
public:
    enum class Phase : std::uint8_t {
        AwaitingAck, ///< QoS 1: PUBLISH sent
        AwaitingReceived, ///< QoS 2: PUBLISH sent, PUBREC due
        AwaitingComplete, ///< QoS 2: PUBREL sent, PUBCOMP due
        Done,
    };
    struct InFlight {
        Delivery delivery; ///< the message is let go once the receiver owns it
        Phase phase = Phase::Done;
    };

    /// Puts a delivery into the window; answers its packet id. Only when windowHasRoom().
    std::uint16_t send(Delivery delivery);
    [[nodiscard]] bool windowHasRoom(std::uint32_t limit) const
    {
        return m_unacknowledged < limit && m_window.size() < 0xFFFF;
    }

    /// Moves the entry with this packet id from `from` on; false when there is none in that phase.
    bool acknowledged(std::uint16_t packetId) { return advance(packetId, Phase::AwaitingAck); }
    bool received(std::uint16_t packetId) { return advance(packetId, Phase::AwaitingReceived); }
    bool completed(std::uint16_t packetId) { return advance(packetId, Phase::AwaitingComplete); }

    void enqueue(Delivery delivery);
    [[nodiscard]] Delivery dequeue();
    [[nodiscard]] std::uint32_t queued() const { return m_queue.size(); }
    [[nodiscard]] std::uint64_t queuedBytes() const { return m_queuedBytes; }
    [[nodiscard]] std::uint32_t inFlight() const { return m_unacknowledged; }

    /// Calls `visit(packetId, const InFlight &)` for all in flight, in the order of sending.
    template <typename Visit>
    void forEachInFlight(Visit &&visit) const
    {
        for (std::uint32_t i = 0; i < m_window.size(); ++i) {
            if (m_window[i].phase != Phase::Done)
                visit(idAt(i), m_window[i]);
        }
    }

private:
    bool advance(std::uint16_t packetId, Phase from);
    // Packet ids are 1..65535, so they are counted modulo 65535.
    [[nodiscard]] std::uint16_t idAt(std::uint32_t index) const
    {
        return std::uint16_t((m_headId - 1u + index) % 0xFFFF + 1);
    }

    RingQueue<InFlight> m_window;
    RingQueue<Delivery> m_queue;
    std::uint64_t m_queuedBytes = 0;
    std::uint32_t m_unacknowledged = 0;
    std::uint16_t m_headId = 1; // of the front of the window, or the next one when it is empty
};

} // namespace topiq
