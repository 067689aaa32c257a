// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/engine.h"
#include "io/connector.h"
#include "protocols/mqtt/bridge/bridgeconfig.h"
#include "protocols/mqtt/bridge/bridgestatus.h"
#include "protocols/mqtt/bridge/topicmap.h"

#include <memory>
#include <string>

namespace topiq::mqtt {

class BridgeLink;

/// A standing connection to another broker: makes it, makes it again after a pause that grows, and knows how it is.
/// Thread: the loop of its session, for everything but status(); destroyed there, or after the loop has stopped.
/// Ownership: BridgeSet's.
class Bridge final : private WheelTimer {
public:
    /// `config` is complete; `password` what its file held.
    Bridge(Engine &engine, BridgeConfig config, std::string password);
    ~Bridge();

    /// The id of its session; no client may have one that begins so.
    [[nodiscard]] static std::string sessionId(const std::string &name) { return "$bridge/" + name; }

    /// For the mqtts addresses; from the next attempt on. Before start(), or on the loop.
    void setTls(std::shared_ptr<const TlsContext> tls) { m_tls = std::move(tls); }
    void start();
    /// Ends the connection. `forget`: and the session, with what is queued in it.
    void stop(bool forget);

    [[nodiscard]] const BridgeConfig &config() const { return m_config; }
    [[nodiscard]] const std::string &password() const { return m_password; }
    [[nodiscard]] const TopicMap &topics() const { return m_topics; }
    [[nodiscard]] Shard &shard() const { return m_shard; }
    [[nodiscard]] std::string clientId() const;
    [[nodiscard]] std::string stateTopic() const;
    [[nodiscard]] const BridgeAddress &address() const { return m_config.addresses[m_address]; }
    [[nodiscard]] BridgeStatus &status() { return *m_status; }
    [[nodiscard]] const std::shared_ptr<BridgeStatus> &sharedStatus() const { return m_status; }
    /// Brings the figures up to date that nobody counts.
    void refresh();
    [[nodiscard]] Ref<const Origin> origin() const;

    // From the link.
    void linked(BridgeLink &link);
    void up();
    void over(const std::string &why);
    /// The loop stops: there will be no other connection.
    void shutDown();
    /// Something went wrong that does not end the connection.
    void complain(const std::string &what);
    /// Whether what is retained here was sent to the other broker since the start.
    bool retainedSent = false;

private:
    void expired() override;
    void connect();
    void wait();
    void notify(bool isUp);
    void makeSession();
    void log(const std::string &text, bool warning) const;

    Engine &m_engine;
    const BridgeConfig m_config;
    const std::string m_password;
    const TopicMap m_topics;
    Shard &m_shard;
    const std::shared_ptr<BridgeStatus> m_status;
    Connector m_connector;
    std::shared_ptr<const TlsContext> m_tls; // null: all addresses are plain
    BridgeLink *m_link = nullptr; // the connection that is there
    std::size_t m_address = 0;
    std::string m_lastWhy; // the connection ended, or did not come about
    std::uint32_t m_pauseSeconds = 0; // the last one, before jitter
    bool m_up = false;
    bool m_stopped = true;
};

} // namespace topiq::mqtt
