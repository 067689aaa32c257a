// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ref.h"

#include <cstdint>
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

/// One published message: one immutable, reference-counted block with topic and payload behind the header, shared by
/// the history, the retained message, queues and in-flight windows of all sessions. The topic is preceded by its length
/// as two bytes, big-endian, so that an MQTT frame can be copied out of the block in one piece.
/// Thread: made and given its offset by one thread, then only read.
class Message final : public RefCounted<Message> {
public:
    /// `topic` has at most 65,535 bytes.
    [[nodiscard]] static Ref<Message> create(std::string_view topic, std::string_view payload, Qos qos, bool retain,
        Ref<const Origin> origin, std::int64_t timeMs);

    [[nodiscard]] std::string_view topic() const { return {data() + 2, m_topicSize}; }
    [[nodiscard]] std::string_view payload() const { return {data() + 2 + m_topicSize, m_payloadSize}; }
    /// The topic preceded by its length. The payload follows it in memory, so both are what an MQTT 3.1.1 PUBLISH of
    /// QoS 0 holds behind its fixed header.
    [[nodiscard]] std::string_view lengthTopic() const { return {data(), std::size_t(2) + m_topicSize}; }
    [[nodiscard]] Qos qos() const { return m_qos; }
    [[nodiscard]] bool retain() const { return m_retain; }
    [[nodiscard]] std::uint64_t offset() const { return m_offset; }
    [[nodiscard]] std::int64_t timeMs() const { return m_timeMs; } ///< ms UTC
    [[nodiscard]] const Origin &origin() const { return *m_origin; }
    /// Memory that the block takes.
    [[nodiscard]] std::uint32_t bytes() const { return std::uint32_t(sizeof *this) + 2 + m_topicSize + m_payloadSize; }

    /// Given once, by the topic, before anybody else can see the message.
    void setOffset(std::uint64_t offset) { m_offset = offset; }

    static void destroy(const Message *message);

private:
    Message() = default;
    ~Message() = default;
    [[nodiscard]] const char *data() const { return reinterpret_cast<const char *>(this + 1); }

    std::uint32_t m_payloadSize = 0;
    std::uint16_t m_topicSize = 0;
    Qos m_qos = Qos::AtMostOnce;
    bool m_retain = false;
    std::uint64_t m_offset = 0;
    std::int64_t m_timeMs = 0;
    Ref<const Origin> m_origin;
};

} // namespace topiq
