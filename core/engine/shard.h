// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/counter.h"
#include "base/nameset.h"
#include "engine/dropledger.h"
#include "engine/eventlog.h"
#include "engine/filtertree.h"
#include "engine/inbox.h"
#include "engine/limits.h"
#include "engine/session.h"
#include "engine/shareddispatcher.h"
#include "engine/topic.h"
#include "io/loop.h"

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <optional>
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
    Counter payloadBytesOut;
    Counter sharedSubscriptions; ///< also among the subscriptions
    Counter sessionsExpired; ///< kept ones for which nobody came back
    Counter retainedBytes;

    // As of the last survey: what waits in all connections, and the most that one client has of what is limited for
    // each.
    Counter outputBytes;
    Counter mostInFlight;
    Counter mostQueuedMessages;
    Counter mostQueuedBytes;
    Counter mostOutputBytes;
    Counter mostSubscriptions;
};

/// A topic as one loop sees it: with the sessions of this loop that get its messages.
struct LocalTopic {
    struct Target {
        enum Flag : std::uint8_t {
            RetainAsPublished = 1,
            NotFromSelf = 2, ///< not what this session published
            OnlyFromSelf = 4, ///< nothing else
        };

        Session *session;
        const Grant *grant; ///< may be null; held by the subscription, or by `merged`
        Qos qos;
        std::uint8_t flags;
    };

    [[nodiscard]] const std::string &name() const { return topic->name(); }

    Ref<Topic> topic;
    std::vector<Target> targets;
    std::vector<Ref<const Grant>> merged; ///< of sessions with several matching subscriptions
    std::vector<Ref<SharedGroup>> groups; ///< of which this loop is the home
    std::uint32_t version = 0; ///< of the loop's filters when `targets` was found; 0: find again
};

enum class PublishStatus {
    Accepted,
    Busy, ///< another loop has no room now: try again when DeliverySink::resumePublishing() is called
    BadTopic,
    NotAllowed, ///< counted and in the ledger
    QuotaExceeded, ///< the broker's memory is at its limit: refused by who calls, or tried again as after Busy
};
struct PublishOutcome {
    PublishStatus status = PublishStatus::Accepted;
    bool matched = false; ///< somebody is subscribed to it
};

/// What a client asks for with one filter.
struct SubscribeRequest {
    std::string_view filter; ///< valid; may begin with `$share/<group>/`
    Qos qos = Qos::AtMostOnce;
    bool noLocal = false;
    bool retainAsPublished = false;
    std::uint32_t id = 0; ///< subscription identifier; 0: none
};
enum class SubscribeStatus {
    Added,
    Replaced,
    TooMany, ///< the session has as many subscriptions as it may
    NotAllowed,
};

/// The engine's part of one loop: its sessions, who of them wants what (the lower level of interest), and the way of a
/// message from a publisher of this loop to everybody. Thread: its loop's, but for the counters, ledger, events and
/// the inbox.
class Shard final : public LoopClient, private WheelTimer {
public:
    Shard(Engine &engine, Loop &loop, const Limits &limits);
    ~Shard() override;

    struct Attach {
        std::string_view clientId;
        bool cleanStart = true;
        std::uint32_t sessionExpirySeconds = 0; ///< 0: the session ends with the connection; or NeverExpires
        std::uint16_t keepAliveSeconds = 0;
        std::uint16_t receiveMaximum = 0xFFFF; ///< QoS 1 and 2 messages that the client takes unacknowledged, 1 or more
        std::uint32_t maxPacketBytes = 0; ///< that the client takes; 0: any
        Ref<const Origin> origin;
        std::unique_ptr<Will> will;
        Ref<const Permissions> permissions; ///< null: everything is allowed
    };
    /// Connects a client to its session: the kept one, when it asks for that and there is one (`present`), or a new
    /// one. An older connection with the same id is evicted. The caller answers the client, then calls resume().
    Session &attach(Attach request, DeliverySink &sink, bool &present);
    /// Sends what was in flight and queued when the client was last seen.
    void resume(Session &session);

    enum class Farewell { Said, SaidWithWill, Lost, TakenOver };
    /// The client is gone. Its will is published unless it said farewell, at once or after its delay; a session without
    /// expiry ends, another is kept.
    void detach(Session &session, Farewell farewell, const char *why = nullptr);

    /// Adds or replaces a subscription.
    SubscribeStatus subscribe(Session &session, const SubscribeRequest &request);
    /// Whether there was such a subscription.
    bool unsubscribe(Session &session, std::string_view filter);
    /// Sends the retained messages that match a filter that the session is subscribed to; to be called after the
    /// subscription was confirmed. Shared subscriptions get none.
    void deliverRetained(Session &session, std::string_view filter);

    PublishOutcome publish(Session &session, const Draft &draft);

    /// Gives every session the answer of `permissionsOf`, or lets it end when there is none. What is not allowed any
    /// more stops before this returns: subscriptions are removed, queued messages dropped.
    void refreshPermissions(const std::function<std::optional<Ref<const Permissions>>(const Session &)> &permissionsOf);

    /// What was not accepted is not tried again: counts it, and enters it in the ledger.
    void countRefused(const Session &session, std::string_view topic, DropReason reason);
    /// `sink` wants resumePublishing() after a Busy; forget it when it goes.
    void awaitRoom(DeliverySink &sink) { m_waiting.push_back(&sink); }
    void forget(DeliverySink &sink) { std::erase(m_waiting, &sink); }

    [[nodiscard]] const Limits &limits() const { return m_limits; }
    void setLimits(const Limits &limits) { m_limits = limits; }
    [[nodiscard]] bool hasQueueRoom(std::uint32_t bytes) const;
    [[nodiscard]] Loop &loop() const { return m_loop; }
    [[nodiscard]] Engine &engine() const { return m_engine; }

    /// Of what is in the inbox, this session gets nothing of this topic up to this offset: it had the retained message
    /// of that offset, and was not subscribed before.
    void skipUpTo(Session &session, const Ref<Topic> &topic, std::uint64_t offset);
    /// Takes an expired retained message off its topic.
    void removeExpiredRetained(Topic &topic);

    /// The session of this client, connected or kept; null when there is none.
    [[nodiscard]] const Session *findSession(std::string_view clientId) const;
    void forEachSession(const std::function<void(Session &)> &visit);
    /// Counts anew what is not counted as it changes.
    void survey();

    // Any thread.
    [[nodiscard]] ShardCounters &counters() { return m_counters; }
    [[nodiscard]] DropLedger &ledger() { return m_ledger; }
    [[nodiscard]] EventLog &events() { return m_events; }
    [[nodiscard]] Inbox &inbox() { return m_inbox; }
    /// Another loop's inbox has room again; the caller wakes this loop.
    void signalRoom() { m_roomSignal.store(true); }
    [[nodiscard]] SharedDispatcher &sharedDispatcher() { return m_shared; }
    /// Every topic of this loop looks up its receivers again.
    void allFiltersChanged();

    void takeInbox() override;
    [[nodiscard]] bool hasInbox() const override
    {
        return (!m_inbox.empty() && !m_shared.isStalled()) || m_shared.hasIncoming() || m_roomSignal.load();
    }
    void turnEnded() override;
    void tick(std::int64_t nowMs) override;

private:
    void expired() override;
    [[nodiscard]] LocalTopic *localTopic(std::string_view name);
    [[nodiscard]] LocalTopic *topicOf(Session &session, std::string_view name);
    void resolve(LocalTopic &local);
    static void mergeTargets(LocalTopic &local);
    void deliver(LocalTopic &local, const Message &message);
    [[nodiscard]] bool hasTargets(LocalTopic &local);
    [[nodiscard]] bool isSkipped(const Session &session, const LocalTopic &local, const Message &message) const;
    void filtersChanged(std::string_view filter, bool loopInterestChanged);
    void subscribeShared(Session &session, Subscription &subscription, const SubscribeRequest &request);
    void leaveShared(Session &session, const Subscription &subscription);
    void rejoinShared(Session &session);
    void returnShared(Session &session, bool withInFlight);
    void signalRoomTo(std::uint32_t loops);
    [[nodiscard]] bool findOtherLoops(LocalTopic &local, std::uint32_t &loops);
    [[nodiscard]] bool route(LocalTopic &local, const Ref<Message> &message, std::uint32_t otherLoops);
    /// Whether the name is one that only the broker publishes on, for this client.
    [[nodiscard]] static bool isReserved(const Session &session, std::string_view topic);
    void publishWill(Session &session);
    [[nodiscard]] bool tryPublishWill(const Ref<Message> &message);
    void publishWaitingWills();
    void removeSubscription(Session &session, std::string_view filter);
    void applyPermissions(Session &session, Ref<const Permissions> permissions);
    void dropForbidden(Session &session);
    void scheduleEnd(Session &session);
    void unschedule(Session &session);
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
    SharedDispatcher m_shared;
    std::unordered_map<std::string_view, std::unique_ptr<Session>> m_sessions; // the key lies in the session
    std::set<std::pair<std::int64_t, Session *>> m_away; // kept sessions without client, oldest first
    std::set<std::pair<std::int64_t, Session *>>
        m_deadlines; // kept sessions with a will or an end to come, soonest first
    FilterTree<std::vector<LocalTopic::Target>> m_filters;
    NameSet<std::unique_ptr<LocalTopic>> m_topics;
    struct Skip {
        Ref<Topic> topic;
        std::uint64_t offset;
    };
    std::map<std::pair<const Session *, const Topic *>, Skip> m_skips; // until the inbox has been emptied once
    std::vector<Ref<const Message>> m_evicted; // to be freed without a lock
    std::vector<DeliverySink *> m_waiting; // for room in another loop's inbox
    RingQueue<Ref<Message>> m_waitingWills; // likewise
    std::uint32_t m_restricted = 0; // sessions with permissions
    std::atomic<std::uint32_t> m_filterVersion{1};
    std::uint32_t m_topicEpoch = 1; // changes when entries of m_topics are removed
    std::uint32_t m_trimSeen = 0; // the engine's count of trims when m_topics was last cleaned
    std::uint32_t m_loopsToWake = 0;
    std::atomic<bool> m_roomSignal{false};
};

} // namespace topiq
