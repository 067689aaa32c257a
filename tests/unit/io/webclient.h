// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace topiq::testing {

/// A frame as a client sends it.
[[nodiscard]] inline std::string webFrame(
    unsigned opcode, std::string_view payload, bool final = true, bool masked = true, unsigned mask = 0x5a17c3e4)
{
    std::string frame{char((final ? 0x80 : 0) | opcode)};
    const unsigned bit = masked ? 0x80 : 0;
    if (payload.size() < 126) {
        frame += char(bit | payload.size());
    } else {
        const int count = payload.size() <= 0xffff ? 2 : 8;
        frame += char(bit | (count == 2 ? 126 : 127));
        for (int i = count - 1; i >= 0; --i)
            frame += char(std::uint64_t(payload.size()) >> (8 * i) & 0xff);
    }
    if (!masked)
        return frame.append(payload);
    for (int i = 3; i >= 0; --i)
        frame += char(mask >> (8 * i) & 0xff);
    const std::size_t key = frame.size() - 4;
    for (std::size_t i = 0; i < payload.size(); ++i)
        frame += char(payload[i] ^ frame[key + i % 4]);
    return frame;
}

/// The opening request with the example key of RFC 6455.
[[nodiscard]] inline std::string webRequest(
    const std::string &path = "/mqtt", const std::string &more = "Sec-WebSocket-Protocol: mqtt\r\n")
{
    return "GET " + path
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + more + "\r\n";
}

/// The whole answer to it.
[[nodiscard]] inline std::string webAnswer(const std::string &protocol = "mqtt")
{
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSec-WebSocket-Protocol: "
        + protocol + "\r\n\r\n";
}

} // namespace topiq::testing
