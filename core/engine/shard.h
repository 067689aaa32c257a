// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/counter.h"
#include "engine/dropledger.h"
#include "engine/eventlog.h"
#include "engine/filtertree.h"
#include "engine/inbox.h"
#include "engine/limits.h"
#include "engine/session.h"
#include "engine/topic.h"
#include "io/loop.h"

#include <array>
#include <functional>
#include <memory>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace topiq {

class Engine;

/// Figures of one loop, written by it alone, read by anybody. Sums over all loops are right even where one loop's own
/// value has wrapped below zero (history kept by one loop is evicted by another).
struct ShardCounters {
    std::array<Counter, 3> messagesIn; ///< by QoS
    std::array<Counter, 3> messagesOut; ///< by QoS
    Counter connects;
    Counter disconnects;
    Counter sessions; ///< connected and kept
    Counter connected;
    Counter subscriptions;
    Counter queuedMessages;
    Counter queuedBytes;
    Counter historyRecords;
    Counter historyBytes;
};

/// A topic as one loop sees it: with the sessions of this loop that get its messages.
struct LocalTopic {
    struct Target {
        Session *session;
        Qos qos;
    };

    Ref<Topic> topic;
    std::vector<Target> targets;
    std::uint32_t version = 0; ///< of the loop's filters when `targets` was found; 0: find again
};

enum class PublishStatus {
    Accepted,
    Busy, ///< another loop has no room now: try again when DeliverySink::resumePublishing() is called
    BadTopic,
};

/// The engine's part of one loop: its sessions, who of them wants what (the lower level of interest), and the way of a
/// message from a publisher of this loop to everybody. Thread: its loop's, but for the counters, ledger, events and
/// the inbox.
class Shard final : public LoopClient {
public:
    Shard(Engine &engine, Loop &loop, const Limits &limits);
    ~Shard() override;

    struct Attach {
        std::string_view clientId;
        bool clean = true;
        std::uint16_t keepAliveSeconds = 0;
        Ref<const Origin> origin;
        std::unique_ptr<Will> will;
    };
    /// Connects a client to its session: a new one, or the kept one when it is not clean and there is one (`present`).
    /// An older connection with the same id is evicted. The caller answers the client, then calls resume().
    Session &attach(Attach request, DeliverySink &sink, bool &present);
    /// Sends what was in flight and queued when the client was last seen.
    void resume(Session &session);

    enum class Farewell { Said, Lost, TakenOver };
    /// The client is gone. Its will is published unless it said farewell; a clean session ends, another is kept.
    void detach(Session &session, Farewell farewell, const char *why = nullptr);

    /// Adds or replaces a subscription (filter valid). False when the session has as many as it may.
    [[nodiscard]] bool subscribe(Session &session, std::string_view filter, Qos qos);
    void unsubscribe(Session &session, std::string_view filter);
    /// Sends the retained messages that match; to be called after the subscription was confirmed.
    void deliverRetained(Session &session, std::string_view filter, Qos qos);

    PublishStatus publish(Session &session, std::string_view topic, std::string_view payload, Qos qos, bool retain);
    /// `sink` wants resumePublishing() after a Busy; forget it when it goes.
    void awaitRoom(DeliverySink &sink) { m_waiting.push_back(&sink); }
    void forget(DeliverySink &sink) { std::erase(m_waiting, &sink); }

    [[nodiscard]] const Limits &limits() const { return m_limits; }
    void setLimits(const Limits &limits) { m_limits = limits; }
    [[nodiscard]] bool hasQueueRoom(std::uint32_t bytes) const;
    [[nodiscard]] Loop &loop() const { return m_loop; }
    [[nodiscard]] Engine &engine() const { return m_engine; }

    void forEachSession(const std::function<void(Session &)> &visit);

    // Any thread.
    [[nodiscard]] ShardCounters &counters() { return m_counters; }
    [[nodiscard]] DropLedger &ledger() { return m_ledger; }
    [[nodiscard]] EventLog &events() { return m_events; }
    [[nodiscard]] Inbox &inbox() { return m_inbox; }
    /// Another loop's inbox has room again; the caller wakes this loop.
    void signalRoom() { m_roomSignal.store(true); }

    void takeInbox() override;
    [[nodiscard]] bool hasInbox() const override { return !m_inbox.empty() || m_roomSignal.load(); }
    void turnEnded() override;
    void tick(std::int64_t nowMs) override;

private:
    [[nodiscard]] LocalTopic *localTopic(std::string_view name);
    [[nodiscard]] LocalTopic *topicOf(Session &session, std::string_view name);
    void resolve(LocalTopic &local);
    void deliver(LocalTopic &local, const Message &message);
    void filtersChanged(std::string_view filter, bool loopInterestChanged);
    [[nodiscard]] bool findOtherLoops(LocalTopic &local, std::uint32_t &loops);
    [[nodiscard]] bool route(LocalTopic &local, const Ref<Message> &message, std::uint32_t otherLoops);
    void publishWill(Session &session);
    [[nodiscard]] bool tryPublishWill(const Ref<Message> &message);
    void publishWaitingWills();
    void removeSubscription(Session &session, std::string_view filter);
    void discard(Session &session, EventKind kind);
    void limitKeptSessions();
    void resumeWaiting();

    Engine &m_engine;
    Loop &m_loop;
    Limits m_limits;
    ShardCounters m_counters;
    DropLedger m_ledger;
    EventLog m_events;
    Inbox m_inbox;
    std::unordered_map<std::string_view, std::unique_ptr<Session>> m_sessions; // the key lies in the session
    std::set<std::pair<std::int64_t, Session *>> m_away; // kept sessions without client, oldest first
    FilterTree<std::vector<LocalTopic::Target>> m_filters;
    std::unordered_map<std::string_view, std::unique_ptr<LocalTopic>> m_topics; // the key lies in the topic
    std::vector<Ref<const Message>> m_evicted; // to be freed without a lock
    std::vector<DeliverySink *> m_waiting; // for room in another loop's inbox
    RingQueue<Ref<Message>> m_waitingWills; // likewise
    std::uint32_t m_filterVersion = 1;
    std::uint32_t m_topicEpoch = 1; // changes when entries of m_topics are removed
    std::uint32_t m_trimSeen = 0; // the engine's count of trims when m_topics was last cleaned
    std::uint32_t m_loopsToWake = 0;
    std::atomic<bool> m_roomSignal{false};
};

} // namespace topiq
