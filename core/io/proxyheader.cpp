// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/proxyheader.h"

#include "io/socket.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include <arpa/inet.h>

namespace topiq {

namespace {

constexpr std::string_view Signature("\r\n\r\n\0\r\nQUIT\n", 12);
constexpr std::string_view TextStart = "PROXY ";
constexpr std::size_t TextMaxBytes = 107; // the longest line that the protocol knows, with its end
constexpr std::size_t BinaryStartBytes = 16;

std::uint16_t number16(std::string_view bytes, std::size_t at)
{
    return std::uint16_t(std::uint8_t(bytes[at]) << 8 | std::uint8_t(bytes[at + 1]));
}

std::string_view takeWord(std::string_view &line)
{
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    return word;
}

std::optional<std::uint16_t> portOf(std::string_view text)
{
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    const bool good = error == std::errc() && end == text.data() + text.size() && (text == "0" || text[0] != '0');
    return good ? std::optional(port) : std::nullopt;
}

} // namespace

ProxyHeader::Status ProxyHeader::invalid(std::string why)
{
    error = std::move(why);
    return Status::Invalid;
}

ProxyHeader::Status ProxyHeader::parse(std::string_view bytes)
{
    if (Signature.starts_with(bytes.substr(0, Signature.size())))
        return bytes.size() < BinaryStartBytes ? Status::Incomplete : parseBinary(bytes);
    if (TextStart.starts_with(bytes.substr(0, TextStart.size())))
        return bytes.size() < TextStart.size() ? Status::Incomplete : parseText(bytes);
    return invalid("began without a PROXY header");
}

ProxyHeader::Status ProxyHeader::parseText(std::string_view bytes)
{
    const std::size_t end = bytes.substr(0, TextMaxBytes).find("\r\n");
    if (end == std::string_view::npos) {
        return bytes.size() < TextMaxBytes ? Status::Incomplete : invalid("sent a PROXY line of more than 107 bytes");
    }
    size = end + 2;
    std::string_view line = bytes.substr(TextStart.size(), end - TextStart.size());
    const std::string_view family = takeWord(line);
    if (family == "UNKNOWN")
        return Status::Complete;
    if (family != "TCP4" && family != "TCP6")
        return invalid("sent a PROXY line that names neither TCP4 nor TCP6 nor UNKNOWN");
    const int kind = family == "TCP4" ? AF_INET : AF_INET6;
    const std::string source(takeWord(line));
    const std::string target(takeWord(line));
    const auto sourcePort = portOf(takeWord(line));
    const auto targetPort = portOf(takeWord(line));
    std::array<unsigned char, sizeof(in6_addr)> address{};
    const bool good = inet_pton(kind, target.c_str(), address.data()) == 1
        && inet_pton(kind, source.c_str(), address.data()) == 1 && sourcePort && targetPort && line.empty();
    if (!good)
        return invalid("sent a PROXY line with an address or port that is none");
    peer = addressText(kind, address.data(), *sourcePort);
    return Status::Complete;
}

ProxyHeader::Status ProxyHeader::parseBinary(std::string_view bytes)
{
    constexpr int Proxy = 0x21;
    constexpr int Local = 0x20;
    const auto command = std::uint8_t(bytes[12]);
    const auto family = std::uint8_t(bytes[13]);
    const std::size_t length = number16(bytes, 14);
    if (command != Proxy && command != Local)
        return invalid("sent a PROXY header of an unknown version or command");
    if (BinaryStartBytes + length > MaxBytes)
        return invalid("sent a PROXY header of more than 4096 bytes");
    // What is too short is known before all of it is there.
    const std::size_t wanted = family == 0x11 ? 12 : family == 0x21 ? 36 : 0;
    if (command == Proxy && length < wanted)
        return invalid("sent a PROXY header that is too short for its addresses");
    if (bytes.size() < BinaryStartBytes + length)
        return Status::Incomplete;
    size = BinaryStartBytes + length;
    if (command == Proxy && wanted) {
        const int kind = family == 0x11 ? AF_INET : AF_INET6;
        const std::size_t addressBytes = family == 0x11 ? 4 : 16;
        peer = addressText(kind, bytes.data() + BinaryStartBytes, number16(bytes, BinaryStartBytes + 2 * addressBytes));
    }
    return Status::Complete;
}

} // namespace topiq
