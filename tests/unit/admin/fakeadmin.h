// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminservice.h"

#include <QMap>
#include <QMutex>

namespace topiq {

/// A small broker of lists for the tests of the HTTP API: topics with records that grow by publish(), clients, and a
/// snapshot made from them. Any thread.
class FakeAdmin : public AdminService {
public:
    FakeAdmin();

    std::shared_ptr<const Snapshot> snapshot() override;
    Result<QList<TrafficPoint>> traffic(int seconds, int maxPoints) override;
    Result<TopicPage> topics(const TopicQuery &query) override;
    Result<ClientPage> clients(const ClientQuery &query) override;
    Result<RecordPage> records(const RecordQuery &query) override;
    Result<PublishResult> publish(const PublishRequest &request) override;

    /// The next call answers with this error.
    void failNext(ErrorCode code, const std::string &text);
    [[nodiscard]] QList<RecordRow> recordsOf(const QString &topic) const;
    void addRecord(const QString &topic, const QByteArray &payload, const QString &address = {});

    static constexpr qint64 StartMs = 1'795'226'400'123; ///< 2026-11-21T02:00:00.123Z

private:
    [[nodiscard]] std::optional<Error> takeError();

    mutable QMutex m_mutex;
    QMap<QString, QList<RecordRow>> m_topics;
    QList<ClientRow> m_clients;
    std::optional<Error> m_nextError;
    qint64 m_nowMs = StartMs;
};

} // namespace topiq
