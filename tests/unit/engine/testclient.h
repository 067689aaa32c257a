// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "enginebed.h"

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace topiq {

/// A client without a network: connects to a shard and writes down what it is handed. Thread: the verbs are called by
/// the test's thread, which waits until the loop has done them; those with `Here` are called on the loop.
class TestClient final : public DeliverySink {
public:
    struct Got {
        std::string topic;
        std::string payload;
        Qos qos{};
        bool retain = false;
        std::uint16_t packetId = 0;
        bool duplicate = false;
        std::uint64_t offset = 0;
        std::string properties{};
        std::uint32_t expirySeconds = 0;
        std::vector<std::uint32_t> ids{};

        bool operator==(const Got &) const = default;
    };

    TestClient(EngineBed &bed, std::string id, int loop = 0) : m_bed(bed), m_id(std::move(id)), m_loop(loop) {}

    /// Disconnects what is still connected.
    ~TestClient();

    /// Answers whether there was a kept session. `clean`: it is a new one, which ends with the connection.
    bool connect(bool clean = true, std::optional<Will> will = {});
    bool connectHere(bool clean = true, std::optional<Will> will = {});
    /// With everything that a client may ask for; id and origin are filled in.
    bool connect(Shard::Attach request);
    bool connectHere(Shard::Attach request);
    void disconnect(Shard::Farewell farewell = Shard::Farewell::Said);
    void disconnectHere(Shard::Farewell farewell = Shard::Farewell::Said);
    void subscribe(std::string_view filter, Qos qos = Qos::AtMostOnce);
    SubscribeStatus subscribe(const SubscribeRequest &request);
    bool unsubscribe(std::string_view filter);
    PublishOutcome publish(const Draft &draft);
    PublishStatus publish(
        std::string_view topic, std::string_view payload = "x", Qos qos = Qos::AtMostOnce, bool retain = false);
    PublishStatus publishHere(
        std::string_view topic, std::string_view payload = "x", Qos qos = Qos::AtMostOnce, bool retain = false);
    /// Acknowledges everything handed over with a packet id so far, as a receiver of QoS 1 and 2 does.
    void acknowledgeAll();
    /// Whatever was written down since the last call.
    std::vector<Got> take();
    /// take(), payloads only.
    std::vector<std::string> takePayloads();

    [[nodiscard]] Session *session() const { return m_session; }
    [[nodiscard]] int loop() const { return m_loop; }
    [[nodiscard]] std::uint64_t count() const { return m_count.load(); }
    [[nodiscard]] bool evicted() const { return m_evicted.load(); }
    [[nodiscard]] EvictReason evictReason() const { return m_evictReason.load(); }
    std::vector<std::uint16_t> released; ///< packet ids of QoS 2 that were released to us
    std::atomic<std::uint64_t> output{0}; ///< what outputBytes() answers
    bool outputGrows = false; ///< each delivery adds its bytes to `output`
    bool keep = true; ///< false: only count
    std::function<void(const Message &)> seen; ///< called on the loop with each message
    std::function<void()> resumed; ///< called on the loop when a Busy is over

    void deliver(const Outgoing &outgoing) override;
    [[nodiscard]] std::uint64_t encodedSize(const Outgoing &outgoing) const override
    {
        return outgoing.message.bytes();
    }
    void release(std::uint16_t packetId) override { released.push_back(packetId); }
    [[nodiscard]] std::uint64_t outputBytes() const override { return output.load(); }
    void evict(EvictReason reason, const char *text) override;
    void resumePublishing() override;

private:
    EngineBed &m_bed;
    const std::string m_id;
    const int m_loop;
    Session *m_session = nullptr;
    std::vector<Got> m_got;
    std::vector<std::pair<std::uint16_t, Qos>> m_due;
    std::atomic<std::uint64_t> m_count{0};
    std::atomic<bool> m_evicted{false};
    std::atomic<EvictReason> m_evictReason{};
};

} // namespace topiq
