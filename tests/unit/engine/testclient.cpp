// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "testclient.h"

namespace topiq {

TestClient::~TestClient()
{
    if (m_session)
        disconnect();
}

bool TestClient::connect(bool clean, std::optional<Will> will)
{
    bool present = false;
    m_bed.on(m_loop, [&] { present = connectHere(clean, std::move(will)); });
    return present;
}

bool TestClient::connectHere(bool clean, std::optional<Will> will)
{
    Shard::Attach request;
    request.cleanStart = clean;
    request.sessionExpirySeconds = clean ? 0 : NeverExpires;
    if (will)
        request.will = std::make_unique<Will>(std::move(*will));
    return connectHere(std::move(request));
}

bool TestClient::connect(Shard::Attach request)
{
    bool present = false;
    m_bed.on(m_loop, [&] { present = connectHere(std::move(request)); });
    return present;
}

bool TestClient::connectHere(Shard::Attach request)
{
    request.clientId = m_id;
    request.origin = originOf(m_id);
    bool present = false;
    m_session = &m_bed.shard(m_loop).attach(std::move(request), *this, present);
    m_bed.shard(m_loop).resume(*m_session);
    return present;
}

void TestClient::disconnect(Shard::Farewell farewell)
{
    m_bed.on(m_loop, [&] { disconnectHere(farewell); });
}

void TestClient::disconnectHere(Shard::Farewell farewell)
{
    m_bed.shard(m_loop).forget(*this);
    m_bed.shard(m_loop).detach(*std::exchange(m_session, nullptr), farewell, "lost");
    m_due.clear();
}

void TestClient::subscribe(std::string_view filter, Qos qos) { (void)subscribe({.filter = filter, .qos = qos}); }

SubscribeStatus TestClient::subscribe(const SubscribeRequest &request)
{
    SubscribeStatus status{};
    m_bed.on(m_loop, [&] {
        status = m_bed.shard(m_loop).subscribe(*m_session, request);
        m_bed.shard(m_loop).deliverRetained(*m_session, request.filter);
    });
    return status;
}

bool TestClient::unsubscribe(std::string_view filter)
{
    bool existed = false;
    m_bed.on(m_loop, [&] { existed = m_bed.shard(m_loop).unsubscribe(*m_session, filter); });
    return existed;
}

PublishOutcome TestClient::publish(const Draft &draft)
{
    PublishOutcome outcome;
    m_bed.on(m_loop, [&] { outcome = m_bed.shard(m_loop).publish(*m_session, draft); });
    return outcome;
}

PublishStatus TestClient::publish(std::string_view topic, std::string_view payload, Qos qos, bool retain)
{
    PublishStatus status{};
    m_bed.on(m_loop, [&] { status = publishHere(topic, payload, qos, retain); });
    return status;
}

PublishStatus TestClient::publishHere(std::string_view topic, std::string_view payload, Qos qos, bool retain)
{
    return m_bed.shard(m_loop).publish(*m_session, {topic, payload, {}, qos, retain, {}}).status;
}

void TestClient::acknowledgeAll()
{
    m_bed.on(m_loop, [this] {
        for (const auto &[packetId, qos] : std::exchange(m_due, {})) {
            if (qos == Qos::AtLeastOnce) {
                (void)m_session->acknowledged(packetId);
            } else {
                (void)m_session->received(packetId);
                (void)m_session->completed(packetId);
            }
        }
    });
}

std::vector<TestClient::Got> TestClient::take()
{
    std::vector<Got> got;
    m_bed.on(m_loop, [&] { got = std::exchange(m_got, {}); });
    return got;
}

std::vector<std::string> TestClient::takePayloads()
{
    std::vector<std::string> payloads;
    for (Got &got : take())
        payloads.push_back(std::move(got.payload));
    return payloads;
}

void TestClient::deliver(const Outgoing &outgoing)
{
    const Message &message = outgoing.message;
    if (keep) {
        m_got.push_back({std::string(message.topic()), std::string(message.payload()), outgoing.qos, outgoing.retain,
            outgoing.packetId, outgoing.duplicate, message.offset(), std::string(message.properties()),
            outgoing.expirySeconds, {outgoing.subscriptionIds.begin(), outgoing.subscriptionIds.end()}});
    }
    if (outgoing.packetId)
        m_due.emplace_back(outgoing.packetId, outgoing.qos);
    if (outputGrows)
        output += message.bytes();
    if (seen)
        seen(message);
    ++m_count;
}

void TestClient::evict(EvictReason reason, const char *)
{
    m_session = nullptr;
    m_evictReason = reason;
    m_evicted = true;
}

void TestClient::resumePublishing()
{
    if (resumed)
        resumed();
}

} // namespace topiq
