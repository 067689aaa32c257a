// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace topiq {

/// Every bound of the engine, as configured (section `limits`, one key per member in snake case). Plain values, copied
/// into the loops before they start; a changed value reaches them at SIGHUP.
struct Limits {
    uint32_t maxConnections = 0; ///< max_connections; 0: what the descriptor limit allows
    uint32_t maxPacketBytes = 2 * 1024 * 1024; ///< max_packet_bytes: a longer packet closes its connection
    uint32_t connectTimeoutSeconds = 10; ///< connect_timeout_seconds: time to send the first packet
    uint32_t maxKeepAliveSeconds = 0; ///< max_keep_alive_seconds: the longest of an MQTT 5 client; 0: as it asks
    uint32_t topicAliases = 16; ///< topic_aliases: MQTT 5, per client and direction
    uint32_t maxTopics = 100'000; ///< max_topics: idle ones beyond it are forgotten
    uint32_t maxRetained = 1'000'000; ///< max_retained
    uint32_t maxSessions = 100'000; ///< max_sessions: kept for clients that are away; the oldest goes first
    uint32_t sessionExpirySeconds = 0; ///< session_expiry_seconds: the longest a session is kept; 0: as long as asked
    uint32_t maxSubscriptions = 100'000; ///< max_subscriptions: per session; one more is refused in the answer
    uint32_t historyRecords = 100; ///< history_records: per topic
    uint32_t historyTopicBytes = 4 * 1024 * 1024; ///< history_topic_bytes: per topic
    uint64_t historyBytes = 256ull * 1024 * 1024; ///< history_bytes: all topics together
    uint32_t queueMessages = 200'000; ///< queue_messages: waiting per session
    uint64_t queueBytes = 64ull * 1024 * 1024; ///< queue_bytes: waiting per session
    uint64_t queueTotalBytes = 1024ull * 1024 * 1024; ///< queue_total_bytes: waiting in all sessions
    uint32_t inFlight = 1'000; ///< in_flight: unacknowledged QoS 1/2 messages per client
    uint64_t outputBytes = 16ull * 1024 * 1024; ///< output_bytes: encoded but not yet sent, per connection
    uint64_t memoryBytes = 2048ull * 1024 * 1024; ///< memory_bytes: all of the above together; 0: no limit
    uint64_t inboxBytes = 64ull * 1024 * 1024; ///< inbox_bytes: between two loops
};

} // namespace topiq
