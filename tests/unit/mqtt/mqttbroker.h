// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/engine.h"
#include "peer.h"
#include "protocols/mqtt/mqttconnection.h"
#include "servedhandler.h"

#include <QLoggingCategory>

#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace topiq::testing {

/// Loops, engine and MqttConnections, without a listener: clients come over socket pairs.
class MqttBroker {
public:
    explicit MqttBroker(int loops, const Limits &limits = {}, const mqtt::MqttServer &server = mqtt::MqttServer::open())
        : m_server(server),
          m_pool(loops),
          m_engine(m_pool, limits)
    {
        QLoggingCategory::setFilterRules(QStringLiteral("topiq.*=false")); // one line per broken packet
        m_pool.start();
    }
    ~MqttBroker() { stop(); }
    void stop() { m_pool.stop(); }

    [[nodiscard]] Engine &engine() { return m_engine; }
    [[nodiscard]] LoopPool &pool() { return m_pool; }

    /// A new connection, accepted by loop 0.
    [[nodiscard]] Peer connect()
    {
        auto [peer, socket] = Peer::unixPair();
        Loop &loop = m_pool.loop(0);
        loop.post([this, &loop, descriptor = socket] {
            loop.adopt(
                descriptor, std::make_unique<mqtt::MqttConnection>(m_engine.shard(0), m_server), {}, ticket(m_pool));
        });
        return std::move(peer);
    }
    [[nodiscard]] std::uint64_t bytesIn()
    {
        std::uint64_t bytes = 0;
        for (int i = 0; i < m_pool.count(); ++i)
            bytes += m_pool.loop(i).counters().bytesIn.value();
        return bytes;
    }
    /// Sends the pieces one by one, each only after the one before was read; answers what came back until the end.
    [[nodiscard]] std::string replies(const std::vector<std::string> &pieces)
    {
        Peer peer = connect();
        for (const std::string &piece : pieces) {
            const std::uint64_t target = bytesIn() + piece.size();
            if (!peer.send(piece))
                break;
            while (bytesIn() < target && !peer.isClosed())
                std::this_thread::yield();
        }
        return peer.receiveToEnd();
    }

private:
    const mqtt::MqttServer &m_server;
    LoopPool m_pool;
    Engine m_engine;
};

} // namespace topiq::testing
