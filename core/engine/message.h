// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ref.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace topiq {

/// Who published: shared by all messages of one connection. Immutable.
struct Origin : RefCounted<Origin> {
    std::string clientId;
    std::string user;
    std::string address; ///< "host:port" of the peer
    std::string protocol; ///< "MQTT 3.1.1", "HTTP", ...
};

/// Quality of service, with the wire's values.
enum class Qos : std::uint8_t { AtMostOnce = 0, AtLeastOnce = 1, ExactlyOnce = 2 };

/// What a publisher asks for. The text is seen, not owned: it lies in the publisher's buffers.
struct Draft {
    std::string_view topic; ///< at most 65,535 bytes
    std::string_view payload;
    /// The properties that go to every receiver (content type, response topic, correlation data, payload format, user
    /// properties), one after the other as MQTT 5 section 2.2.2.2 encodes them, without a length in front. Well-formed:
    /// whoever fills this in has checked them. See properties.h.
    std::string_view properties = {};
    Qos qos = Qos::AtMostOnce;
    bool retain = false;
    /// Seconds after which nobody gets the message any more; 0: at once. Nothing: it never expires.
    std::optional<std::uint32_t> expirySeconds = {};
};

/// One published message: one immutable, reference-counted block with topic, payload and properties behind the header,
/// shared by the history, the retained message, queues and in-flight windows of all sessions. The topic is preceded by
/// its length as two bytes, big-endian, so that an MQTT frame can be copied out of the block in one piece.
/// Thread: made and given its offset by one thread, then only read.
class Message final : public RefCounted<Message> {
public:
    /// `timeMs` is ms UTC; an expiry runs by the steady clock from now on.
    [[nodiscard]] static Ref<Message> create(const Draft &draft, Ref<const Origin> origin, std::int64_t timeMs);

    [[nodiscard]] std::string_view topic() const { return {data() + 2, m_topicSize}; }
    [[nodiscard]] std::string_view payload() const { return {data() + 2 + m_topicSize, m_payloadSize}; }
    /// The topic preceded by its length. The payload follows it in memory, so both are what an MQTT 3.1.1 PUBLISH of
    /// QoS 0 holds behind its fixed header.
    [[nodiscard]] std::string_view lengthTopic() const { return {data(), std::size_t(2) + m_topicSize}; }
    /// As in Draft; empty for most messages.
    [[nodiscard]] std::string_view properties() const
    {
        return {data() + 2 + m_topicSize + m_payloadSize, m_propertiesSize};
    }
    [[nodiscard]] Qos qos() const { return m_qos; }
    [[nodiscard]] bool retain() const { return m_flags & Retain; }
    [[nodiscard]] bool expires() const { return m_flags & Expires; }
    /// What the publisher asked for; nothing when the message never expires.
    [[nodiscard]] std::optional<std::uint32_t> expirySeconds() const;
    /// What is left of it at `nowMs` (steady), in started seconds. Only when expires().
    [[nodiscard]] std::uint32_t remainingSeconds(std::int64_t nowMs) const;
    /// Whether nobody should get the message any more at `nowMs` (steady).
    [[nodiscard]] bool isExpired(std::int64_t nowMs) const { return expires() && nowMs >= deadlineMs(); }
    [[nodiscard]] std::uint64_t offset() const { return m_offset; }
    [[nodiscard]] std::int64_t timeMs() const { return m_timeMs; } ///< ms UTC
    [[nodiscard]] const Origin &origin() const { return *m_origin; }
    /// Memory that the block takes.
    [[nodiscard]] std::uint32_t bytes() const
    {
        return std::uint32_t(sizeof *this) + 2 + m_topicSize + m_payloadSize + m_propertiesSize;
    }

    /// Given once, by the topic, before anybody else can see the message.
    void setOffset(std::uint64_t offset) { m_offset = offset; }

    static void destroy(const Message *message);

private:
    Message() = default;
    ~Message() = default;
    [[nodiscard]] const char *data() const { return reinterpret_cast<const char *>(this + 1); }
    [[nodiscard]] std::int64_t deadlineMs() const; // steady; only when it expires

    enum Flag : std::uint8_t { Retain = 1, Expires = 2 };
    // Behind the properties, when the message expires: deadline and seconds, so that the others do not pay for them.
    struct Expiry {
        std::int64_t deadlineMs;
        std::uint32_t seconds;
    };
    [[nodiscard]] Expiry expiry() const;

    std::uint32_t m_payloadSize = 0;
    std::uint32_t m_propertiesSize = 0;
    std::uint16_t m_topicSize = 0;
    Qos m_qos = Qos::AtMostOnce;
    std::uint8_t m_flags = 0;
    std::uint64_t m_offset = 0;
    std::int64_t m_timeMs = 0;
    Ref<const Origin> m_origin;
};

} // namespace topiq
