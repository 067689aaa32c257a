// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/bridge/bridgeconfig.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topiq::mqtt {

/// Turns topics of here into topics of there, and back. Immutable.
class TopicMap {
public:
    explicit TopicMap(std::vector<BridgeTopic> topics);

    /// Writes the name at the other broker of a topic that goes out over `result`. The first line that fits counts.
    /// False: no line is about it.
    [[nodiscard]] bool toRemote(std::string_view topic, std::string &result) const;
    /// The same for the name here of a topic that comes in.
    [[nodiscard]] bool toLocal(std::string_view topic, std::string &result) const;

private:
    struct Way {
        std::string filter;
        std::size_t prefix; ///< how much of a topic is replaced
        std::string newPrefix;
    };
    [[nodiscard]] static bool map(const std::vector<Way> &ways, std::string_view topic, std::string &result);

    std::vector<Way> m_out;
    std::vector<Way> m_in;
};

/// The way that a message has taken over bridges: the ids of the brokers that sent it on, kept in a user property.
/// It is how a message is recognised that has come back in a circle.
class BridgePath {
public:
    static constexpr std::string_view Property = "topiq-path";
    static constexpr std::size_t MaxHops = 16;

    /// The path within the encoded properties of a message; empty when it has taken no bridge yet.
    [[nodiscard]] static std::string_view of(std::string_view properties);
    /// Whether `path` leads through `broker`, or is as long as a path may be.
    [[nodiscard]] static bool isCircle(std::string_view path, std::string_view broker);
    /// `properties` with the path made longer by `broker`, into `result`.
    static void extend(std::string_view properties, std::string_view broker, std::string &result);
};

} // namespace topiq::mqtt
