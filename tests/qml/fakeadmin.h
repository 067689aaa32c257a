// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminservice.h"

#include <QHash>
#include <QMutex>
#include <QRandomGenerator>

namespace topiq {

/// A small plant in memory behind the AdminService interface: machines publish, consoles subscribe, curves move. It is
/// a working model, not a set of answers: publishing appends a record that history, counters and snapshots then show.
/// Time goes on by step(), one second each, so that tests decide when. Any thread.
class FakeAdmin : public AdminService {
public:
    explicit FakeAdmin(int extraTopics = 0);

    /// One second passes: every topic gets its messages, the counters are sampled.
    void step();
    void stepAt(qint64 timeMs);
    /// The next calls of publish() fail with this text; empty: they work again.
    void failPublishing(const QString &why);
    void failLists(const QString &why);
    /// No topic, no client, no traffic: as right after a first start.
    void clear();
    [[nodiscard]] int calls() const;

    std::shared_ptr<const Snapshot> snapshot() override;
    Result<QList<TrafficPoint>> traffic(int seconds, int maxPoints) override;
    Result<TopicPage> topics(const TopicQuery &query) override;
    Result<ClientPage> clients(const ClientQuery &query) override;
    Result<RecordPage> records(const RecordQuery &query) override;
    Result<PublishResult> publish(const PublishRequest &request) override;

private:
    struct Topic {
        TopicRow row;
        QString publisher;
        double mean = 0; ///< messages per second
        double level = 20; ///< of the value that wanders
        QList<RecordRow> history;
    };

    void addTopic(const QString &name, double mean, const QString &publisher, double level, quint64 offset,
        bool retained = false);
    void addClient(const QString &id, const QString &user, int port, const QStringList &filters, bool connected = true);
    void append(
        Topic &topic, const QByteArray &payload, const QString &client, int qos, bool retain, qint64 timeMs = 0);
    [[nodiscard]] QByteArray value(Topic &topic);
    void sample(qint64 timeMs);
    void countConsumers(Topic &topic) const;
    [[nodiscard]] static bool matches(const QString &filter, const QString &name);

    mutable QMutex m_mutex;
    QRandomGenerator m_random{7};
    QList<Topic> m_topics;
    QList<ClientRow> m_clients;
    QList<TrafficPoint> m_seconds; ///< the last hour
    Snapshot m_now;
    double m_swing = 0;
    QString m_publishFault;
    QString m_listFault;
    int m_calls = 0;
};

} // namespace topiq
