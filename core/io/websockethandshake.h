// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/websocketframes.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace topiq {

/// What a WebSocket listener accepts.
struct WebSocketSettings {
    std::string path; ///< the only one that is served; empty: every path
    std::vector<std::string> protocols; ///< a client must name one of these; empty: names are not looked at
    std::vector<std::string> origins; ///< web pages that may connect, as "https://example.org"; empty: all
    WebSocketFrames::Rules frames;
};

/// The opening handshake of RFC 6455, the server's side: reads the HTTP request and answers it. Needs no socket.
/// Thread: one.
class WebSocketHandshake {
public:
    static constexpr std::size_t MaxBytes = 16 * 1024;
    static constexpr std::size_t MaxFields = 100;

    enum class Status { Incomplete, Accepted, Refused };

    explicit WebSocketHandshake(const WebSocketSettings &settings) : m_settings(settings) {}

    /// Takes bytes up to the end of the request; `used` says how many of them it were.
    [[nodiscard]] Status take(std::string_view bytes, std::size_t &used);
    /// What to send, when Accepted or Refused.
    [[nodiscard]] const std::string &answer() const { return m_answer; }
    /// Why it was refused, as the end of a sentence that begins with the peer.
    [[nodiscard]] const std::string &fault() const { return m_fault; }

private:
    struct Request {
        std::string_view method;
        std::string_view target;
        std::string_view version;
        std::vector<std::pair<std::string, std::string_view>> fields; // names in lower case

        [[nodiscard]] int count(std::string_view name) const;
        [[nodiscard]] std::string_view field(std::string_view name) const;
        [[nodiscard]] std::vector<std::string_view> list(std::string_view name) const;
    };

    [[nodiscard]] Status judge();
    [[nodiscard]] bool parse(std::string_view head, Request &request);
    [[nodiscard]] bool isAllowed(const Request &request);
    [[nodiscard]] Status accept(const Request &request);
    bool refuse(const char *status, std::string why, std::string_view extraField = {});

    const WebSocketSettings &m_settings;
    std::string m_head;
    std::string m_answer;
    std::string m_fault;
};

} // namespace topiq
