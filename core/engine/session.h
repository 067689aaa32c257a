// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/counter.h"
#include "base/stringhash.h"
#include "engine/dropledger.h"
#include "engine/message.h"
#include "engine/outbox.h"
#include "engine/topic.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace topiq {

class Session;
class Shard;
struct LocalTopic;

/// The protocol end of a connected session: turns deliveries into bytes. Thread: the session's loop.
/// deliver(), release() and resumePublishing() are called while the shard walks its lists: they must not detach a
/// session or publish in place.
class DeliverySink {
public:
    /// Encodes one message; `packetId` is 0 for QoS 0.
    virtual void deliver(const Message &message, Qos qos, bool retain, std::uint16_t packetId, bool duplicate) = 0;
    /// QoS 2: the receiver has the message; let it forget the packet id.
    virtual void release(std::uint16_t packetId) = 0;
    /// Encoded but not yet taken by the network.
    [[nodiscard]] virtual std::uint64_t outputBytes() const = 0;
    /// Another connection uses the client id, or an operator wants this one gone. The sink lets go of its session.
    virtual void evict(const char *reason) = 0;
    /// A publish that answered Busy may be tried again.
    virtual void resumePublishing() = 0;

protected:
    ~DeliverySink() = default;
};

/// What is published in the client's name when its connection ends without farewell.
struct Will {
    std::string topic;
    std::string payload;
    Qos qos = Qos::AtMostOnce;
    bool retain = false;
};

/// A client's subscriptions, in-flight window and queue, whatever protocol it speaks; kept while the client is away
/// when it asked for that. Made and owned by the Shard of the loop on which it lives for its whole life. Thread: that
/// loop's. Bounded by Limits::inFlight, queueMessages, queueBytes; what does not fit is dropped, counted and entered in
/// the ledger.
class Session {
public:
    Session(Shard &shard, std::string id, bool clean);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] const std::string &id() const { return m_id; }
    [[nodiscard]] bool isClean() const { return m_clean; }
    [[nodiscard]] bool isConnected() const { return m_sink; }
    [[nodiscard]] Shard &shard() const { return m_shard; }

    /// Hands over a message that a subscription of this session matches.
    void deliver(const Message &message, Qos granted, bool retained);

    /// Hands over the retained messages of these topics, at the pace at which the client takes them.
    void deliverRetained(const std::vector<Ref<Topic>> &topics, Qos granted);

    // The client's answers. False: nothing of that kind was due for this packet id.
    bool acknowledged(std::uint16_t packetId);
    bool received(std::uint16_t packetId);
    bool completed(std::uint16_t packetId);

    /// QoS 2 from the client: true when this packet id is new, and is remembered until released().
    bool takeIncoming(std::uint16_t packetId);
    void releaseIncoming(std::uint16_t packetId);

    /// Sends what waits as far as window and output allow.
    void pump();

    [[nodiscard]] const StringMap<Qos> &subscriptions() const { return m_subscriptions; }
    [[nodiscard]] const Outbox &outbox() const { return m_outbox; }
    [[nodiscard]] const Ref<const Origin> &origin() const { return m_origin; }
    [[nodiscard]] DeliverySink *sink() const { return m_sink; }

    std::uint64_t messagesIn = 0;
    std::uint64_t messagesOut = 0;
    std::uint64_t dropped = 0;
    std::int64_t sinceMs = 0; ///< connected or away since, ms UTC
    std::uint16_t keepAliveSeconds = 0;
    /// The last look of somebody who watches, and the rates per second that he saw.
    struct Sample {
        std::int64_t atMs = 0; ///< steady
        std::uint64_t messagesIn = 0;
        std::uint64_t messagesOut = 0;
        double rateIn = 0;
        double rateOut = 0;
    };
    Sample sample;
    const char *lastError = nullptr; ///< why the last connection ended, when it was not a farewell

private:
    friend class Shard;

    /// Retained messages still to be sent; each is read from its topic when its turn comes.
    struct PendingRetained {
        Ref<Topic> topic;
        Qos granted;
    };

    void pumpRetained();
    void resendInFlight();
    void transmit(Delivery delivery);
    void enqueue(const Message &message, Qos qos, bool retained);
    [[nodiscard]] bool maySend() const;
    void drop(DropReason reason, const Message &message);

    Shard &m_shard;
    const std::string m_id;
    Ref<const Origin> m_origin;
    DeliverySink *m_sink = nullptr; // null while the client is away
    StringMap<Qos> m_subscriptions;
    Outbox m_outbox;
    std::vector<std::uint16_t> m_incoming; // QoS 2 packet ids taken and not yet released, sorted
    std::unique_ptr<Will> m_will;
    RingQueue<PendingRetained> m_pendingRetained;
    LocalTopic *m_lastTopic = nullptr; // the one published to last, valid while m_lastTopicEpoch is the shard's
    std::uint32_t m_lastTopicEpoch = 0;
    bool m_clean;
};

} // namespace topiq
