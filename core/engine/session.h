// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/counter.h"
#include "base/stringhash.h"
#include "engine/deliverysink.h"
#include "engine/dropledger.h"
#include "engine/grant.h"
#include "engine/message.h"
#include "engine/outbox.h"
#include "engine/permissions.h"
#include "engine/topic.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace topiq {

class Session;
class Shard;
class SharedMember;
struct LocalTopic;

/// What is published in the client's name when its connection ends without farewell.
struct Will {
    std::string topic;
    std::string payload;
    std::string properties; ///< as in Draft
    Qos qos = Qos::AtMostOnce;
    bool retain = false;
    std::optional<std::uint32_t> expirySeconds; ///< as in Draft
    std::uint32_t delaySeconds = 0; ///< published so long after the connection ended, or with the end of the session
};

/// A session with this expiry is kept until somebody removes it.
inline constexpr std::uint32_t NeverExpires = 0xFFFFFFFF;

/// What a client asked for with a filter.
struct Subscription {
    Ref<const Grant> grant; ///< null without identifier; that of the group's member when it is shared
    std::uint32_t index = 0; ///< the shard's: where it lies in the list of this filter
    Qos qos = Qos::AtMostOnce;
    bool noLocal = false; ///< not what this client published itself
    bool retainAsPublished = false; ///< the retain flag of what comes is that of the publisher
    bool isNew = false; ///< just added, and its retained messages have not been asked for
};

/// A client's subscriptions, in-flight window and queue, whatever protocol it speaks; kept while the client is away
/// when it asked for that. Made and owned by the Shard of the loop on which it lives for its whole life. Thread: that
/// loop's. Bounded by Limits::inFlight, queueMessages, queueBytes; what does not fit is dropped, counted and entered in
/// the ledger.
class Session {
public:
    Session(Shard &shard, std::string id);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    [[nodiscard]] const std::string &id() const { return m_id; }
    [[nodiscard]] bool isConnected() const { return m_sink; }
    [[nodiscard]] Shard &shard() const { return m_shard; }

    /// How long the session is kept after its connection: what the client asked for, within
    /// Limits::sessionExpirySeconds. 0: it ends with the connection; NeverExpires.
    [[nodiscard]] std::uint32_t expirySeconds() const { return m_expirySeconds; }
    [[nodiscard]] bool endsWithConnection() const { return m_expirySeconds == 0; }
    /// The client changed its mind when it said farewell; to be called before Shard::detach().
    void setSessionExpiry(std::uint32_t seconds);

    /// Hands over a message that a subscription of this session matches. `retain` is the flag that the client sees;
    /// `grant` may be null.
    void deliver(const Message &message, Qos granted, bool retain, const Grant *grant);

    /// Hands over the retained messages of these topics, at the pace at which the client takes them. `isNew`: nothing
    /// has come by this subscription yet.
    void deliverRetained(std::vector<Ref<Topic>> topics, const Subscription &subscription, bool isNew);

    // The client's answers. False: nothing of that kind was due for this packet id.
    bool acknowledged(std::uint16_t packetId);
    bool received(std::uint16_t packetId);
    bool completed(std::uint16_t packetId);
    /// QoS 2: received() was told already, and completed() is still to come.
    [[nodiscard]] bool awaitsComplete(std::uint16_t packetId) { return m_outbox.awaitsComplete(packetId); }
    /// The client refused a message of QoS 1 or 2: it is done with.
    bool refused(std::uint16_t packetId);

    /// QoS 2 from the client: true when this packet id is new, and is remembered until released().
    bool takeIncoming(std::uint16_t packetId);
    /// False: it was not remembered.
    bool releaseIncoming(std::uint16_t packetId);
    [[nodiscard]] bool hasIncoming(std::uint16_t packetId) const;
    /// QoS 2 messages that the client has not released yet.
    [[nodiscard]] std::size_t incomingCount() const { return m_incoming.size(); }

    /// Sends what waits as far as window and output allow.
    void pump();
    /// Whether a message would be sent at once.
    [[nodiscard]] bool hasRoom() const { return m_outbox.queued() == 0 && maySend(); }
    /// Lets the homes of its shared subscriptions know whether it has room.
    void reportRoom();

    [[nodiscard]] const StringMap<Subscription> &subscriptions() const { return m_subscriptions; }
    [[nodiscard]] const Outbox &outbox() const { return m_outbox; }
    [[nodiscard]] const Ref<const Origin> &origin() const { return m_origin; }
    [[nodiscard]] const Ref<const Permissions> &permissions() const { return m_permissions; }
    [[nodiscard]] DeliverySink *sink() const { return m_sink; }
    /// Messages of QoS 1 and 2 that the client may have unacknowledged.
    [[nodiscard]] std::uint32_t windowLimit() const;

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
        Ref<const Grant> grant;
        Qos granted = Qos::AtMostOnce;
        bool noLocal = false;
    };

    void pumpRetained(bool isNew = false);
    [[nodiscard]] bool isOnlySubscription(std::string_view topic) const;
    void pumpResend();
    void sendAtMostOnce(const Message &message, bool retain, const Grant *grant);
    void sendTracked(Delivery delivery);
    [[nodiscard]] DeliverySink::Outgoing outgoing(
        const Message &message, Qos qos, bool retain, const Grant *grant) const;
    [[nodiscard]] bool fits(const DeliverySink::Outgoing &outgoing);
    void enqueue(const Message &message, Qos qos, bool retain, const Grant *grant);
    [[nodiscard]] Delivery dequeue();
    [[nodiscard]] bool maySend() const;
    [[nodiscard]] bool mayPublish(std::string_view topic);
    [[nodiscard]] bool mayReceive(std::string_view topic) const
    {
        return !m_permissions || m_permissions->mayReceive(topic);
    }
    void drop(DropReason reason, const Message &message);

    Shard &m_shard;
    const std::string m_id;
    Ref<const Origin> m_origin;
    DeliverySink *m_sink = nullptr; // null while the client is away
    StringMap<Subscription> m_subscriptions;
    std::vector<SharedMember *> m_shared; // those of the subscriptions that are shared
    Outbox m_outbox;
    std::vector<std::uint16_t> m_incoming; // QoS 2 packet ids taken and not yet released, sorted
    std::unique_ptr<Will> m_will;
    RingQueue<PendingRetained> m_pendingRetained;
    LocalTopic *m_lastTopic = nullptr; // the one published to last, valid while m_lastTopicEpoch is the shard's
    std::uint32_t m_lastTopicEpoch = 0;
    std::uint32_t m_expirySeconds = 0;
    std::uint32_t m_maxPacketBytes = 0; // that the client takes; 0: any
    std::uint16_t m_receiveMaximum = 0xFFFF;
    bool m_hadShared = false; // a shared subscription, at some time
    Ref<const Permissions> m_permissions; // null: everything is allowed
    // What the client was asked last about, with the answer; only with permissions.
    struct Asked {
        std::string topic;
        bool allowed = false;
    };
    std::unique_ptr<Asked> m_asked;
    std::int64_t m_willDueMs = 0; // steady; while the client is away and m_will waits
    std::int64_t m_endsMs = 0; // steady; while the client is away
    std::int64_t m_deadlineMs = 0; // the earlier one, as the shard has it in its list; 0: not there
};

} // namespace topiq
