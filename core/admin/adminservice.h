// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "monitor/snapshot.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace topiq {

/// Which topics a list shall hold. Filter words are joined by "and".
struct TopicQuery {
    enum class Sort { Name, Rate, LastOffset, LastSeen, Bytes };

    QString filter; ///< an MQTT filter when it has + or #, else plain text sought in the name; empty: all
    bool withSystem = false; ///< also topics that begin with $
    Sort sort = Sort::Name;
    bool descending = false;
    int offset = 0;
    int limit = 100; ///< at most 1000
};

struct TopicPage {
    QList<TopicRow> rows;
    quint64 total = 0; ///< all topics there are
    quint64 matching = 0; ///< those that the filter keeps
};

struct ClientQuery {
    QString filter; ///< plain text sought in client id, user and address; empty: all
    bool withOffline = true; ///< also kept sessions whose client is away
    int offset = 0;
    int limit = 100; ///< at most 1000
};

struct ClientPage {
    QList<ClientRow> rows;
    quint64 total = 0;
    quint64 matching = 0;
};

/// One page of a topic's history. Reading never consumes.
struct RecordQuery {
    QString topic;
    /// First offset wanted. Negative: that many records before the end (-100 = the last 100).
    qint64 from = -100;
    int limit = 100; ///< at most 1000
    qint64 maxPayloadBytes = 4096; ///< longer payloads are cut and marked `truncated`; -1: whole
};

struct RecordPage {
    QString topic;
    QList<RecordRow> rows; ///< ascending by offset
    quint64 firstOffset = 0; ///< oldest record kept (equals nextOffset when nothing is kept)
    quint64 nextOffset = 0; ///< the offset that the next message will get
};

struct PublishRequest {
    QString topic;
    QByteArray payload;
    int qos = 0;
    bool retain = false;
    QString origin; ///< who publishes, as provenance of the record: "window", "http 127.0.0.1", ...
    MessageProperties properties = {};
};

struct PublishResult {
    quint64 offset = 0;
    qint64 timeMs = 0;
    quint64 consumers = 0; ///< subscriptions that the message was handed to
};

/// What one can see of a broker and do to it: the one door of the window, the HTTP API and topiqctl. The embedded form
/// (LocalAdmin) reads snapshots and calls the engine; a remote form may speak HTTP to another Topiq.
///
/// Thread: every call may come from any thread except the I/O loops; a call answers in place and may block for some
/// milliseconds, so a window calls it from a worker thread. Failure: an Error whose text can be shown to a person.
class AdminService {
public:
    virtual ~AdminService() = default;

    /// The newest snapshot; never null. Sampled once per second by the monitor.
    [[nodiscard]] virtual std::shared_ptr<const Snapshot> snapshot() = 0;
    /// The traffic of the last `seconds` (120 .. 604800) reduced to at most `maxPoints` points, oldest first.
    [[nodiscard]] virtual Result<QList<TrafficPoint>> traffic(int seconds, int maxPoints) = 0;
    [[nodiscard]] virtual Result<TopicPage> topics(const TopicQuery &query) = 0;
    [[nodiscard]] virtual Result<ClientPage> clients(const ClientQuery &query) = 0;
    [[nodiscard]] virtual Result<RecordPage> records(const RecordQuery &query) = 0;
    [[nodiscard]] virtual Result<PublishResult> publish(const PublishRequest &request) = 0;
};

} // namespace topiq
