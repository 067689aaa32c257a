// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "mqttbroker.h"
#include "packets5.h"

#include <string>

namespace topiq::testing {

/// A client of MQTT 5 that a test leads by hand, packet by packet.
class Client5 {
public:
    Client5(MqttBroker &broker, std::string_view id, const std::string &properties = {}, unsigned flags = 0x02)
        : m_peer(broker.connect())
    {
        send(connectPacket5(id, properties, flags));
        connAck = read();
    }

    void send(const std::string &bytes) { (void)m_peer.send(bytes); }
    /// The next packet, in hex; "closed" when none comes any more.
    std::string read()
    {
        std::string head = m_peer.receive(2);
        if (head.size() < 2)
            return "closed";
        std::size_t size = 0;
        for (int shift = 0;; shift += 7) {
            const auto digit = static_cast<unsigned char>(head.back());
            size |= std::size_t(digit & 0x7F) << shift;
            if ((digit & 0x80) == 0)
                break;
            head += m_peer.receive(1);
        }
        return hex(head + m_peer.receive(size));
    }
    /// Sends and reads one packet.
    std::string exchange(const std::string &bytes)
    {
        send(bytes);
        return read();
    }
    /// Whether nothing came but what was read: the answer to a ping is the next that comes.
    bool hasNothing() { return exchange(pingPacket()) == "d0 00 "; }
    /// Sends, and answers the reason code of the DISCONNECT that comes before the connection is closed; -1: none came.
    int faultOf(const std::string &bytes)
    {
        send(bytes);
        const std::string answer = read();
        const std::size_t last = answer.size() < 9 || !answer.starts_with("e0 ") ? 0 : reasonAt(answer);
        return last && read() == "closed" ? std::stoi(answer.substr(last, 2), nullptr, 16) : -1;
    }
    void subscribe(const std::string &filter, unsigned options, const std::string &properties = {})
    {
        (void)exchange(subscribePacket5(1, {{filter, options}}, properties));
    }
    Peer &peer() { return m_peer; }

    std::string connAck;

private:
    /// Where in the hex text the first byte behind the length stands.
    static std::size_t reasonAt(const std::string &packet)
    {
        std::size_t at = 3;
        while (packet[at] >= '8')
            at += 3; // a digit of the length that another one follows
        return at + 3;
    }

    Peer m_peer;
};

} // namespace topiq::testing
