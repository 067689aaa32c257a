// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "topiqctl/mqttpackets.h"

#include <QByteArray>

#include <optional>

namespace topiq::mqttclient {

/// A packet that a server may send, with the fields of its kind filled.
struct ServerPacket {
    PacketType type = PacketType::PingResp;
    quint16 packetId = 0; ///< acknowledgements
    int code
        = 0; ///< ConnAck: return code; SubAck: granted QoS or a failure; MQTT 5: the reason code of all but Publish
    Properties properties; ///< MQTT 5: of all but Publish
    Message message; ///< Publish
};

/// Cuts a stream of bytes into packets; any split of the bytes gives the same packets. After an error it is of no more
/// use. Failure: ExitCode::Protocol with a sentence that says what was wrong.
class MqttReader {
public:
    explicit MqttReader(Version version = Version::V311) : m_version(version) {}

    void append(const QByteArray &bytes) { m_buffer += bytes; }
    /// The next whole packet, nothing when bytes are missing.
    [[nodiscard]] Result<std::optional<ServerPacket>> next();

private:
    const Version m_version;
    QByteArray m_buffer;
    qsizetype m_done = 0; ///< bytes of m_buffer that are used up
};

} // namespace topiq::mqttclient
