// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QtGlobal>

#include <utility>

namespace topiq {

/// Sums since the start of the program.
struct Totals {
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    quint64 bytesIn = 0;
    quint64 bytesOut = 0;
    quint64 dropped = 0;
    quint64 connects = 0;
    quint64 disconnects = 0;
};

/// Per second, over the last sampling interval.
struct Rates {
    double messagesIn = 0;
    double messagesOut = 0;
    double bytesIn = 0;
    double bytesOut = 0;
    double dropped = 0;
};

struct TrafficPoint {
    qint64 timeMs = 0; ///< end of the interval, ms UTC
    Rates rates;
    quint64 connections = 0;
};

/// A value beside the limit that it must not pass; limit 0 = none is set.
struct Gauge {
    quint64 value = 0;
    quint64 limit = 0;
};

/// What one of the configured limits is about.
struct LimitRow {
    QString name; ///< of its key in the section `limits`
    quint64 value = 0; ///< now; where the limit is for each client, topic or loop, the most that one of them has
    quint64 limit = 0; ///< 0: none is set
};

struct DropCount {
    QString reason; ///< stable word: queue_full, too_large, offline, malformed, ...
    quint64 total = 0;
};

struct DropEntry {
    qint64 timeMs = 0;
    QString reason;
    QString topic;
    QString client; ///< who did not get it, or who sent it when it was refused
    quint64 count = 1; ///< how many in a row
};

struct ListenerRow {
    QString scheme; ///< mqtt, http, ...
    QString address; ///< host:port as bound
    quint64 connections = 0;
    bool tls = false;
    quint64 refused = 0; ///< at a limit, or because only a proxy may connect there
    quint64 failedHandshakes = 0; ///< of TLS, WebSocket and PROXY
    qint64 certificateEndsMs = 0; ///< wall clock; 0: there is none
};

/// A connection to another broker.
struct BridgeRow {
    QString name;
    QString state; ///< stable word: connecting, connected, waiting, stopped
    QString address; ///< the one in use or tried last
    qint64 sinceMs = 0; ///< in this state since, ms UTC
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    quint64 queued = 0; ///< waiting or unacknowledged
    quint64 circles = 0; ///< came in, but had been here before
    quint64 refused = 0; ///< by the other broker
    QString lastError;
};

/// What became of those who asked to come in, since the start, and what is kept for that.
struct LoginFigures {
    quint64 accepted = 0;
    quint64 badCredentials = 0;
    quint64 notAuthorized = 0;
    quint64 tryLater = 0; ///< refused without a look, because of failures before
    quint64 unavailable = 0; ///< refused because too many passwords were waiting to be checked
    Gauge guessers; ///< users at addresses that failed lately
    Gauge waiting; ///< passwords to be checked
};

struct EventRow {
    qint64 timeMs = 0;
    QString text; ///< one sentence: "client `x` connected from 127.0.0.1:5000"
};

/// All figures of one instant: plain values, copied at a fixed beat, never pointers into the engine. Immutable once
/// made; shared between threads by std::shared_ptr<const Snapshot>.
struct Snapshot {
    quint64 number = 0; ///< grows by one per sample
    qint64 timeMs = 0; ///< ms UTC
    qint64 uptimeMs = 0;
    QString version;
    Totals totals;
    Rates rates;
    Gauge connections;
    Gauge topics;
    Gauge records; ///< kept in memory
    Gauge recordBytes;
    Gauge retained;
    Gauge sessions; ///< connected and kept offline
    Gauge queuedMessages;
    Gauge queuedBytes;
    Gauge memory; ///< resident set, bytes; limit: the machine's memory
    Gauge descriptors;
    quint64 subscriptions = 0;
    double cpu = 0; ///< cores in use over the last interval
    QList<LimitRow> limits; ///< all that can be reached
    QList<DropCount> drops; ///< every reason, also those with total 0
    QList<DropEntry> lastDrops; ///< newest first, at most 100
    QList<ListenerRow> listeners;
    QList<BridgeRow> bridges;
    LoginFigures logins;
    QList<EventRow> events; ///< newest first, at most 50
};

struct TopicRow {
    QString name;
    quint64 firstOffset = 0; ///< oldest record kept
    quint64 nextOffset = 0; ///< the last offset is nextOffset - 1; 0 = no message yet
    quint64 records = 0; ///< kept
    quint64 bytes = 0; ///< of the kept records
    double rate = 0; ///< messages/s over the last interval
    double byteRate = 0; ///< payload bytes/s over the last interval
    quint64 consumers = 0; ///< subscriptions that match
    bool retained = false;
    qint64 lastMs = 0; ///< time of the last message, ms UTC; 0 = none
};

struct ClientRow {
    QString id;
    QString user;
    QString protocol; ///< "MQTT 3.1.1"
    QString address; ///< host:port of the peer; empty when offline
    bool connected = false;
    bool cleanSession = true;
    qint64 sinceMs = 0; ///< connected (or offline) since, ms UTC
    int keepAliveSeconds = 0; ///< 0 = off
    quint64 subscriptions = 0;
    QList<QString> filters; ///< the first 50 subscriptions
    quint64 messagesIn = 0;
    quint64 messagesOut = 0;
    double rateIn = 0;
    double rateOut = 0;
    quint64 queued = 0;
    quint64 queuedBytes = 0;
    quint64 inFlight = 0;
    quint64 dropped = 0;
    quint64 outputBytes = 0; ///< waiting in the socket buffer of the connection
    QString lastError;
};

/// What a message carries besides its payload, where its protocol knows such things.
struct MessageProperties {
    QString contentType = {}; ///< empty: none
    QString responseTopic = {}; ///< empty: none
    QByteArray correlationData = {}; ///< empty: none
    bool isText = false; ///< the publisher said that the payload is UTF-8
    QList<std::pair<QString, QString>> userProperties = {}; ///< name and value, in the order they came
    qint64 expirySeconds = -1; ///< as published; -1: the message does not expire
};

struct RecordRow {
    quint64 offset = 0;
    qint64 timeMs = 0;
    QString topic;
    QByteArray payload;
    quint64 payloadSize = 0; ///< the true size when `truncated`
    bool truncated = false;
    int qos = 0;
    bool retain = false;
    QString clientId; ///< provenance
    QString user;
    QString address;
    QString protocol;
    MessageProperties properties;
};

} // namespace topiq
