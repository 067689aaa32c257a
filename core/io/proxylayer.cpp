// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/proxylayer.h"

#include "io/layerstack.h"
#include "io/proxyheader.h"

#include <algorithm>

namespace topiq {

std::span<char> ProxyLayer::decode(std::span<char> bytes, const Output &)
{
    if (state() == State::Open)
        return bytes;
    const std::size_t before = m_header.size();
    const std::size_t taken = std::min(bytes.size(), ProxyHeader::MaxBytes - before);
    m_header.append(bytes.data(), taken);
    ProxyHeader header;
    switch (header.parse(m_header)) {
    case ProxyHeader::Status::Incomplete:
        return {}; // it is complete or invalid at MaxBytes
    case ProxyHeader::Status::Invalid:
        fail("the peer " + header.error);
        return {};
    case ProxyHeader::Status::Complete:
        break;
    }
    // Who was not named is not taken for the proxy itself, which may be on this machine and so be let in unasked.
    m_stack.setPeer(header.peer.empty() ? "proxy:" + m_stack.socketPeer() : std::move(header.peer));
    m_header = {};
    setState(State::Open);
    return bytes.subspan(header.size - before);
}

} // namespace topiq
