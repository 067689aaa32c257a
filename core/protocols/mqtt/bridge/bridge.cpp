// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/bridge/bridge.h"

#include "base/logging.h"
#include "base/text.h"
#include "protocols/mqtt/bridge/bridgelink.h"

#include <QRandomGenerator>

#include <algorithm>

#include <unistd.h>

namespace topiq::mqtt {

namespace {

std::string hostName()
{
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 && name[0] ? name : "topiq";
}

/// Takes the place of the client while there is none: only to make its session.
class NoSink final : public DeliverySink {
public:
    void deliver(const Outgoing &) override {}
    std::uint64_t encodedSize(const Outgoing &) const override { return 0; }
    void release(std::uint16_t) override {}
    std::uint64_t outputBytes() const override { return ~0ull; }
    void evict(EvictReason, const char *) override {}
    void resumePublishing() override {}
};

} // namespace

Bridge::Bridge(Engine &engine, BridgeConfig config, std::string password)
    : m_engine(engine),
      m_config(std::move(config)),
      m_password(std::move(password)),
      m_topics(m_config.topics),
      m_shard(engine.shardFor(sessionId(m_config.name))),
      m_status(std::make_shared<BridgeStatus>()),
      m_connector(m_shard.loop())
{}

Bridge::~Bridge() = default;

std::string Bridge::clientId() const
{
    return m_config.clientId.empty() ? m_config.name + '.' + hostName() : m_config.clientId;
}

std::string Bridge::stateTopic() const
{
    return m_config.notificationTopic.empty() ? "$SYS/broker/connection/" + clientId() + "/state"
                                              : m_config.notificationTopic;
}

Ref<const Origin> Bridge::origin() const
{
    auto *const origin = new Origin;
    origin->clientId = sessionId(m_config.name);
    // No address: it is one of our own, and needs no leave of the access rules.
    origin->protocol = m_config.v5 ? "bridge, MQTT 5" : "bridge, MQTT 3.1.1";
    return Ref<const Origin>(origin);
}

void Bridge::start()
{
    m_stopped = false;
    makeSession();
    notify(false);
    connect();
}

/// So that messages are kept from now on, also when the other broker is not there yet.
void Bridge::makeSession()
{
    NoSink nobody;
    Shard::Attach request;
    const std::string id = sessionId(m_config.name);
    request.clientId = id;
    request.cleanStart = false;
    request.sessionExpirySeconds = NeverExpires;
    request.origin = origin();
    bool present = false;
    Session &session = m_shard.attach(std::move(request), nobody, present);
    std::vector<std::string> gone;
    for (const auto &[filter, subscription] : session.subscriptions()) {
        const bool wanted = std::any_of(m_config.topics.begin(), m_config.topics.end(),
            [&](const BridgeTopic &topic) { return topic.isOut() && topic.localFilter() == filter; });
        if (!wanted)
            gone.push_back(filter);
    }
    for (const std::string &filter : gone)
        (void)m_shard.unsubscribe(session, filter);
    for (const BridgeTopic &topic : m_config.topics) {
        const std::string filter = topic.localFilter();
        if (!topic.isOut())
            continue;
        const SubscribeStatus status = m_shard.subscribe(session, {filter, topic.qos, true, true, 0});
        if (status != SubscribeStatus::Added && status != SubscribeStatus::Replaced)
            complain("it has no room for the subscription `" + printable(filter) + "` (limits.max_subscriptions)");
    }
    m_shard.detach(session, Shard::Farewell::Said);
}

void Bridge::stop(bool forget)
{
    m_stopped = true;
    WheelTimer::stop();
    m_connector.cancel();
    if (BridgeLink *const link = m_link)
        link->leave(); // calls over()
    if (forget) {
        NoSink nobody;
        Shard::Attach request;
        const std::string id = sessionId(m_config.name);
        request.clientId = id;
        request.cleanStart = true; // and it ends with this connection
        request.origin = origin();
        bool present = false;
        m_shard.detach(m_shard.attach(std::move(request), nobody, present), Shard::Farewell::Said);
    }
    m_status->set(BridgeState::Stopped, address().url(), m_shard.loop().wallNowMs());
}

void Bridge::connect()
{
    m_status->set(BridgeState::Connecting, address().url(), m_shard.loop().wallNowMs());
    Connector::Target target;
    target.host = address().host;
    target.port = address().port;
    if (address().tls)
        target.tls = m_tls;
    m_connector.connect(
        target, [this] { return std::make_unique<BridgeLink>(*this); },
        [this](const std::string &reason) { over(reason); });
}

void Bridge::linked(BridgeLink &link) { m_link = &link; }

void Bridge::up()
{
    m_up = true;
    m_pauseSeconds = 0;
    m_lastWhy.clear();
    m_status->set(BridgeState::Connected, address().url(), m_shard.loop().wallNowMs());
    m_shard.events().add(EventKind::BridgeUp, m_config.name, address().url(), m_shard.loop().wallNowMs());
    log("connected to " + address().url(), false);
    notify(true);
}

void Bridge::over(const std::string &why)
{
    m_link = nullptr;
    if (std::exchange(m_up, false))
        notify(false);
    if (m_stopped)
        return;
    m_status->fail(why);
    wait();
    // Tried again and again with the same result, it is news only once.
    const bool isNews = std::exchange(m_lastWhy, why) != why;
    if (isNews)
        m_shard.events().add(EventKind::BridgeDown, m_config.name, why, m_shard.loop().wallNowMs());
    log(address().url() + ": " + why + "; next try in " + std::to_string(m_pauseSeconds) + " s at most", isNews);
    m_address = (m_address + 1) % m_config.addresses.size();
}

void Bridge::shutDown()
{
    m_link = nullptr;
    m_stopped = true;
}

/// The pause doubles with each failure; how much of it is waited is left to chance, so that many bridges that have lost
/// the same broker do not come back to it at once.
void Bridge::wait()
{
    m_pauseSeconds = std::clamp(m_pauseSeconds * 2, m_config.reconnectMinSeconds, m_config.reconnectMaxSeconds);
    const std::uint32_t spare = (m_pauseSeconds - m_config.reconnectMinSeconds) * 1000;
    const std::uint32_t chance = spare ? QRandomGenerator::global()->bounded(spare) : 0;
    m_status->set(BridgeState::Waiting, address().url(), m_shard.loop().wallNowMs());
    m_shard.loop().startTimer(*this, std::int64_t(m_config.reconnectMinSeconds) * 1000 + chance);
}

void Bridge::expired() { connect(); }

void Bridge::complain(const std::string &what)
{
    m_status->fail(what);
    log(what, true);
}

/// The state as a retained message, as mosquitto's bridges do.
void Bridge::notify(bool isUp)
{
    if (m_config.notifications == BridgeConfig::Notifications::None)
        return;
    const std::string topic = stateTopic();
    const std::string_view state = isUp ? "1" : "0";
    if (topic.starts_with("$SYS/"))
        (void)m_engine.publishSystem(topic, state, origin());
    else
        (void)m_engine.publish(Draft{topic, state, {}, Qos::AtLeastOnce, true, {}}, origin());
}

void Bridge::refresh()
{
    const Session *const session = m_shard.findSession(sessionId(m_config.name));
    const std::uint64_t now = session ? session->outbox().queued() + session->outbox().inFlight() : 0;
    m_status->queued.add(now - m_status->queued.value());
}

void Bridge::log(const std::string &text, bool warning) const
{
    const QString line = QString::fromStdString("bridge `" + printable(m_config.name) + "`: " + text);
    if (warning)
        qCWarning(logMqtt).noquote() << line;
    else
        qCInfo(logMqtt).noquote() << line;
}

} // namespace topiq::mqtt
