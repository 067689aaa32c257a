// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/message.h"
#include "protocols/mqtt/bridge/bridgetls.h"

#include <cstdint>
#include <string>
#include <vector>

namespace topiq::mqtt {

/// One line of what a bridge carries. Locally it is about `localPrefix` + `filter`, at the other broker about
/// `remotePrefix` + `filter`. An empty filter: exactly the two topics that the prefixes are.
struct BridgeTopic {
    enum class Direction : std::uint8_t { In, Out, Both };

    std::string filter;
    Direction direction = Direction::Out;
    Qos qos = Qos::AtMostOnce; ///< the most with which messages are fetched or sent
    std::string localPrefix; ///< without wildcards, like the other
    std::string remotePrefix;

    [[nodiscard]] bool isIn() const { return direction != Direction::Out; }
    [[nodiscard]] bool isOut() const { return direction != Direction::In; }
    [[nodiscard]] std::string localFilter() const { return localPrefix + filter; }
    [[nodiscard]] std::string remoteFilter() const { return remotePrefix + filter; }

    friend bool operator==(const BridgeTopic &, const BridgeTopic &) = default;
};

struct BridgeAddress {
    bool tls = false;
    std::string host; ///< a name or an IP address, IPv6 without brackets
    std::uint16_t port = 1883;

    /// "mqtt://host:port"
    [[nodiscard]] std::string url() const
    {
        const bool bracketed = host.find(':') != std::string::npos;
        return (tls ? "mqtts://" : "mqtt://") + (bracketed ? '[' + host + ']' : host) + ':' + std::to_string(port);
    }
    friend bool operator==(const BridgeAddress &, const BridgeAddress &) = default;
};

/// A connection to another broker, as configured. Plain values.
struct BridgeConfig {
    enum class Notifications : std::uint8_t { None, Local, Both };

    std::string name; ///< names it in log, events and snapshots; unique
    std::vector<BridgeAddress> addresses; ///< tried in turn
    std::string clientId; ///< at the other broker; empty: name and host name
    std::string user; ///< empty: none
    std::string passwordFile; ///< its first line; empty: none
    bool v5 = true; ///< MQTT 5, else 3.1.1
    bool cleanStart = false; ///< the other broker keeps nothing for us while we are away
    std::uint16_t keepAliveSeconds = 60;
    std::vector<BridgeTopic> topics;
    bool outgoingRetain = true; ///< false: nothing is retained at the other broker
    bool tryPrivate = true; ///< 3.1.1 only: tell a mosquitto that we are a bridge, so that it sends nothing back
    Notifications notifications = Notifications::Local;
    std::string notificationTopic; ///< empty: `$SYS/broker/connection/<client id>/state`
    std::uint32_t reconnectMinSeconds = 1;
    std::uint32_t reconnectMaxSeconds = 60;
    BridgeTls tls;

    friend bool operator==(const BridgeConfig &, const BridgeConfig &) = default;
};

} // namespace topiq::mqtt
