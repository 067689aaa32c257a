// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/message.h"

#include <cstdint>
#include <span>

namespace topiq {

/// Why a session lets go of its connection.
enum class EvictReason : std::uint8_t {
    TakenOver, ///< another connection uses the client id
    Administrative, ///< an operator wants this client gone
    NotAuthorized, ///< the client is not allowed to be here any more
    SessionLimit, ///< there are more sessions than may be
    ShuttingDown, ///< the broker stops
    ServerMoved, ///< the client is to use another broker
    QuotaExceeded, ///< the client takes more than its share
};

/// The protocol end of a connected session: turns deliveries into bytes. Thread: the session's loop.
/// deliver(), release() and resumePublishing() are called while the shard walks its lists: they must not detach a
/// session or publish in place.
class DeliverySink {
public:
    /// One message for this client. Lives as long as the call.
    struct Outgoing {
        const Message &message;
        Qos qos;
        bool retain;
        bool duplicate;
        std::uint16_t packetId; ///< 0 for QoS 0
        std::uint32_t expirySeconds; ///< what is left of the message's life; 0: it does not end
        std::span<const std::uint32_t> subscriptionIds;
    };
    virtual void deliver(const Outgoing &outgoing) = 0;
    /// How many bytes deliver() would make of it. Asked only for a client that gave a maximum packet size.
    [[nodiscard]] virtual std::uint64_t encodedSize(const Outgoing &outgoing) const = 0;
    /// QoS 2: the receiver has the message; let it forget the packet id.
    virtual void release(std::uint16_t packetId) = 0;
    /// Encoded but not yet taken by the network.
    [[nodiscard]] virtual std::uint64_t outputBytes() const = 0;
    /// The sink lets go of its session, which is not connected any more when this is called. `text` is the end of a
    /// sentence for people.
    virtual void evict(EvictReason reason, const char *text) = 0;
    /// A publish that answered Busy may be tried again.
    virtual void resumePublishing() = 0;

protected:
    ~DeliverySink() = default;
};

} // namespace topiq
