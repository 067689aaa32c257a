// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ringqueue.h"
#include "engine/grant.h"
#include "engine/message.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace topiq {

/// A message on its way to a session, with what this session gets of it.
struct Delivery {
    Ref<const Message> message;
    Ref<const Grant> grant; ///< null for most
    Qos qos = Qos::AtMostOnce;
    bool retain = false; ///< the flag that the client sees
};

/// What a session has still to get with QoS 1 or 2: the in-flight window (sent, not yet acknowledged, by packet id) and
/// the queue behind it, both first in, first out. Packet ids are given in turn, so the window is a ring in which an
/// acknowledgement finds its entry by subtraction. Those that stay unacknowledged while many behind them are done leave
/// the ring as stragglers, so that one lost acknowledgement neither fills the ring nor stops the client.
/// After a new connection everything in flight is due again (resend). Empty of memory while idle.
/// Thread: the session's loop.
class Outbox {
public:
    enum class Phase : std::uint8_t {
        AwaitingAck, ///< QoS 1: PUBLISH sent
        AwaitingReceived, ///< QoS 2: PUBLISH sent, PUBREC due
        AwaitingComplete, ///< QoS 2: PUBREL sent, PUBCOMP due
        Done,
    };
    struct InFlight : Delivery { ///< the message is let go once the receiver owns it
        Phase phase = Phase::Done;
        bool unsent = false; ///< to be sent again on this connection
    };

    /// Puts a delivery into the window; answers its packet id. Only when windowHasRoom().
    std::uint16_t send(Delivery delivery);
    /// Whether one more may be sent when the client takes `limit` unacknowledged ones.
    [[nodiscard]] bool windowHasRoom(std::uint32_t limit) const
    {
        return m_unacknowledged < limit && m_window.size() + stragglerCount() < 0xFFFF;
    }

    /// Moves the entry with this packet id from `from` on; false when there is none in that phase.
    bool acknowledged(std::uint16_t packetId) { return advance(packetId, Phase::AwaitingAck); }
    bool received(std::uint16_t packetId) { return advance(packetId, Phase::AwaitingReceived); }
    /// Whether received() has been told already, and completed() is still to come.
    [[nodiscard]] bool awaitsComplete(std::uint16_t packetId)
    {
        const InFlight *const entry = find(packetId);
        return entry && entry->phase == Phase::AwaitingComplete;
    }
    bool completed(std::uint16_t packetId) { return advance(packetId, Phase::AwaitingComplete); }
    /// The receiver refused the message (a PUBREC with an error), or must not get it any more: it is done.
    bool refused(std::uint16_t packetId);

    /// A new connection: everything in flight is due again, in the order of its first sending.
    void startResend();
    /// The next one that is due again, which counts as sent from now on; null when there is none, or when the client
    /// takes only `limit` unacknowledged ones and has as many on this connection.
    [[nodiscard]] const InFlight *nextResend(std::uint32_t limit, std::uint16_t &packetId);
    [[nodiscard]] bool isResending() const { return m_disorder && !m_disorder->resend.empty(); }

    void enqueue(Delivery delivery);
    [[nodiscard]] const Delivery &nextQueued() const { return m_queue.front(); }
    [[nodiscard]] Delivery dequeue();
    [[nodiscard]] std::uint32_t queued() const { return m_queue.size(); }
    [[nodiscard]] std::uint64_t queuedBytes() const { return m_queuedBytes; }
    [[nodiscard]] std::uint32_t inFlight() const { return m_unacknowledged; }

    /// Takes what `wanted(const Delivery &)` says out of the queue, in order.
    template <typename Wanted>
    [[nodiscard]] std::vector<Delivery> takeQueued(Wanted &&wanted)
    {
        std::vector<Delivery> taken;
        for (std::uint32_t left = m_queue.size(); left; --left) {
            Delivery delivery = dequeue();
            if (wanted(delivery))
                taken.push_back(std::move(delivery));
            else
                enqueue(std::move(delivery));
        }
        return taken;
    }

    /// Calls `visit(packetId, const InFlight &)` for all in flight, in the order of sending.
    template <typename Visit>
    void forEachInFlight(Visit &&visit) const
    {
        if (m_disorder) {
            for (const Straggler &straggler : m_disorder->stragglers)
                visit(straggler.packetId, straggler.entry);
        }
        for (std::uint32_t i = 0; i < m_window.size(); ++i) {
            if (m_window[i].phase != Phase::Done)
                visit(idAt(i), m_window[i]);
        }
    }
    [[nodiscard]] std::uint32_t windowSize() const { return m_window.size(); }

private:
    struct Straggler {
        std::uint16_t packetId;
        InFlight entry;
    };

    /// What most clients never cause.
    struct Disorder {
        std::vector<Straggler> stragglers; // older than the window, oldest first
        RingQueue<std::uint16_t> resend; // packet ids to be sent again
    };

    [[nodiscard]] std::size_t stragglerCount() const { return m_disorder ? m_disorder->stragglers.size() : 0; }
    [[nodiscard]] Disorder &disorder();
    void orderIsBack();
    bool advance(std::uint16_t packetId, Phase from);
    [[nodiscard]] InFlight *find(std::uint16_t packetId);
    void finish(InFlight &entry);
    void shortenWindow();
    // Packet ids are 1..65535, so they are counted modulo 65535.
    [[nodiscard]] std::uint16_t idAt(std::uint32_t index) const
    {
        return std::uint16_t((m_headId - 1u + index) % 0xFFFF + 1);
    }

    RingQueue<InFlight> m_window;
    std::unique_ptr<Disorder> m_disorder; // null while there is none
    RingQueue<Delivery> m_queue;
    std::uint64_t m_queuedBytes = 0;
    std::uint32_t m_unacknowledged = 0;
    std::uint32_t m_unsent = 0; // of these, not yet sent again
    std::uint16_t m_headId = 1; // of the front of the window, or the next one when it is empty
};

} // namespace topiq
