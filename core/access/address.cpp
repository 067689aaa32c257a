// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/address.h"

#include "base/text.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace topiq {

namespace {

using Bytes = std::array<std::uint8_t, 16>;

constexpr Bytes MappedPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0};
constexpr int MappedBits = 96;

bool startsAlike(const Bytes &left, const Bytes &right, int bits)
{
    const auto whole = std::size_t(bits / 8);
    if (std::memcmp(left.data(), right.data(), whole) != 0)
        return false;
    const int rest = bits % 8;
    return rest == 0 || ((left[whole] ^ right[whole]) >> (8 - rest)) == 0;
}

/// IPv4 as IPv6, so that there is one kind of comparison.
std::optional<Bytes> parseHost(std::string_view host)
{
    const std::string text(host.substr(0, host.find('%'))); // without the zone
    if (text.size() != std::strlen(text.c_str()))
        return {};
    Bytes bytes = MappedPrefix;
    if (inet_pton(AF_INET, text.c_str(), bytes.data() + 12) == 1)
        return bytes;
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1)
        return bytes;
    return {};
}

Error invalid(std::string_view text, const char *why)
{
    return {ErrorCode::Invalid, "\"" + printable(text, 60) + "\" " + why, {}};
}

} // namespace

std::string_view hostOfPeer(std::string_view peer)
{
    if (!peer.empty() && peer.front() == '[') {
        const std::size_t end = peer.find(']');
        return end == std::string_view::npos ? peer : peer.substr(1, end - 1);
    }
    const std::size_t colon = peer.find(':');
    const bool one = colon != std::string_view::npos && peer.find(':', colon + 1) == std::string_view::npos;
    return one ? peer.substr(0, colon) : peer;
}

bool isLoopbackAddress(std::string_view peer)
{
    if (peer.starts_with("unix"))
        return true;
    static const AddressRange V4 = AddressRange::parse("127.0.0.0/8").value();
    static const AddressRange V6 = AddressRange::parse("::1").value();
    const std::string_view host = hostOfPeer(peer);
    return V4.contains(host) || V6.contains(host);
}

Result<AddressRange> AddressRange::parse(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const auto bytes = parseHost(text.substr(0, slash));
    if (!bytes || text.find('%') != std::string_view::npos)
        return invalid(text, "is no IP address; write one such as 10.0.0.7, or a network such as 10.0.0.0/8");
    AddressRange range;
    range.m_address = *bytes;
    if (slash == std::string_view::npos)
        return range;
    const bool v4 = text.substr(0, slash).find(':') == std::string_view::npos;
    const int most = v4 ? 32 : 128;
    const std::string_view digits = text.substr(slash + 1);
    int prefix = -1;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), prefix);
    if (fault != std::errc() || end != digits.data() + digits.size() || prefix < 0 || prefix > most)
        return invalid(
            text, v4 ? "has no prefix from 0 to 32 behind the /" : "has no prefix from 0 to 128 behind the /");
    range.m_prefix = v4 ? prefix + MappedBits : prefix;
    for (int bit = range.m_prefix; bit < 128; ++bit) {
        if (range.m_address[std::size_t(bit / 8)] >> (7 - bit % 8) & 1)
            return invalid(text, "names one address in the network it describes; set the bits behind the prefix to 0");
    }
    return range;
}

bool AddressRange::contains(std::string_view host) const
{
    const auto bytes = parseHost(host);
    return bytes && startsAlike(*bytes, m_address, m_prefix);
}

std::string addressForCounting(std::string_view host)
{
    const auto bytes = parseHost(host);
    if (!bytes || startsAlike(*bytes, MappedPrefix, MappedBits))
        return std::string(host);
    Bytes network = *bytes;
    std::fill(network.begin() + 8, network.end(), std::uint8_t(0));
    char text[INET6_ADDRSTRLEN];
    inet_ntop(AF_INET6, network.data(), text, sizeof text);
    return std::string(text) + "/64";
}

} // namespace topiq
