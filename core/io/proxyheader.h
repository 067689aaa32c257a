// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace topiq {

/// What a load balancer says of the client it speaks for: the header of the PROXY protocol, version 1 (a line of text)
/// or 2 (binary). What version 2 adds behind the addresses (TLVs) is passed over.
struct ProxyHeader {
    static constexpr std::size_t MaxBytes = 4096;

    enum class Status { Incomplete, Complete, Invalid };

    std::string
        peer; ///< "10.0.0.7:51234", "[2001:db8::7]:51234"; empty: the balancer speaks for itself, or does not say
    std::size_t size = 0; ///< of the header in bytes, when complete
    std::string error; ///< when invalid: why, as the end of a sentence that begins with the peer

    /// Looks at the beginning of a stream; asked again with more when Incomplete.
    [[nodiscard]] Status parse(std::string_view bytes);

private:
    [[nodiscard]] Status parseText(std::string_view bytes);
    [[nodiscard]] Status parseBinary(std::string_view bytes);
    [[nodiscard]] Status invalid(std::string why);
};

} // namespace topiq
