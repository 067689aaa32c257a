// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/addressranges.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace topiq {

namespace {

constexpr std::size_t MappedBytes = 12;

std::array<unsigned char, 16> mapped(const void *v4)
{
    std::array<unsigned char, 16> bytes{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    std::memcpy(bytes.data() + MappedBytes, v4, 4);
    return bytes;
}

} // namespace

AddressRanges AddressRanges::loopback()
{
    AddressRanges ranges;
    (void)ranges.add("127.0.0.0/8");
    (void)ranges.add("::1");
    return ranges;
}

bool AddressRanges::add(std::string_view text)
{
    const std::size_t slash = text.find('/');
    const std::string host(text.substr(0, slash));
    Range range{{}, 128};
    in_addr v4{};
    int most = 128;
    if (inet_pton(AF_INET, host.c_str(), &v4) == 1) {
        range.address = mapped(&v4);
        most = 32;
    } else if (inet_pton(AF_INET6, host.c_str(), range.address.data()) != 1) {
        return false;
    }
    if (slash != std::string_view::npos) {
        const std::string_view number = text.substr(slash + 1);
        int bits = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bits);
        if (error != std::errc() || end != number.data() + number.size() || bits < 0 || bits > most)
            return false;
        range.bits = 128 - most + bits;
    }
    m_ranges.push_back(range);
    return true;
}

bool AddressRanges::contains(const sockaddr_storage &address) const
{
    Bytes bytes{};
    if (address.ss_family == AF_INET)
        bytes = mapped(&reinterpret_cast<const sockaddr_in *>(&address)->sin_addr);
    else if (address.ss_family == AF_INET6)
        std::memcpy(bytes.data(), &reinterpret_cast<const sockaddr_in6 *>(&address)->sin6_addr, bytes.size());
    else
        return address.ss_family == AF_UNIX;
    return std::any_of(m_ranges.begin(), m_ranges.end(), [&](const Range &range) {
        const auto whole = std::size_t(range.bits / 8);
        const int rest = range.bits % 8;
        if (!std::equal(bytes.begin(), bytes.begin() + std::ptrdiff_t(whole), range.address.begin()))
            return false;
        const unsigned mask = 0xff00u >> rest & 0xffu;
        return rest == 0 || ((bytes[whole] ^ range.address[whole]) & mask) == 0;
    });
}

} // namespace topiq
