// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>
#include <vector>

struct sockaddr_storage;

namespace topiq {

/// A set of IP addresses, written as addresses and networks: "10.0.0.7", "10.0.0.0/8", "2001:db8::/32".
class AddressRanges {
public:
    /// This machine: 127.0.0.0/8 and ::1.
    [[nodiscard]] static AddressRanges loopback();

    /// False: the text is neither an address nor a network.
    [[nodiscard]] bool add(std::string_view text);
    /// An IPv4 address that is mapped into IPv6 counts as what it is. A Unix socket is in every set: whoever reaches it
    /// has the permission of its file.
    [[nodiscard]] bool contains(const sockaddr_storage &address) const;
    [[nodiscard]] bool empty() const { return m_ranges.empty(); }

private:
    using Bytes = std::array<unsigned char, 16>; // IPv4 as mapped into IPv6
    struct Range {
        Bytes address;
        int bits;
    };
    std::vector<Range> m_ranges;
};

} // namespace topiq
