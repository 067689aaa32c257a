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
    request.clientId = m_id;
    request.clean = clean;
    request.origin = originOf(m_id);
    if (will)
        request.will = std::make_unique<Will>(std::move(*will));
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

void TestClient::subscribe(std::string_view filter, Qos qos)
{
    m_bed.on(m_loop, [&] {
        (void)m_bed.shard(m_loop).subscribe(*m_session, filter, qos);
        m_bed.shard(m_loop).deliverRetained(*m_session, filter, qos);
    });
}

void TestClient::unsubscribe(std::string_view filter)
{
    m_bed.on(m_loop, [&] { m_bed.shard(m_loop).unsubscribe(*m_session, filter); });
}

PublishStatus TestClient::publish(std::string_view topic, std::string_view payload, Qos qos, bool retain)
{
    PublishStatus status{};
    m_bed.on(m_loop, [&] { status = publishHere(topic, payload, qos, retain); });
    return status;
}

PublishStatus TestClient::publishHere(std::string_view topic, std::string_view payload, Qos qos, bool retain)
{
    return m_bed.shard(m_loop).publish(*m_session, topic, payload, qos, retain);
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

void TestClient::deliver(const Message &message, Qos qos, bool retain, std::uint16_t packetId, bool duplicate)
{
    if (keep) {
        m_got.push_back({std::string(message.topic()), std::string(message.payload()), qos, retain, packetId, duplicate,
            message.offset()});
    }
    if (packetId)
        m_due.emplace_back(packetId, qos);
    if (outputGrows)
        output += message.bytes();
    if (seen)
        seen(message);
    ++m_count;
}

void TestClient::evict(const char *)
{
    m_session = nullptr;
    m_evicted = true;
}

void TestClient::resumePublishing()
{
    if (resumed)
        resumed();
}

} // namespace topiq
