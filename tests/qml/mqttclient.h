// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QTcpSocket>

#include <utility>

namespace topiq {

/// An MQTT 3.1.1 client over TCP, as a device would be: connects at once, counts what is acknowledged, keeps what
/// arrives. Acknowledges QoS 1. Waiting is the caller's: every answer shows in a getter. Window's thread.
class MqttClient : public QObject {
    Q_OBJECT
public:
    MqttClient(const QString &id, quint16 port);

    void subscribe(const QString &filter, int qos = 0);
    void publish(const QString &topic, const QByteArray &payload, int qos = 0, bool retain = false);

    [[nodiscard]] bool isAccepted() const { return m_accepted; }
    [[nodiscard]] int subscribed() const { return m_subscribed; }
    [[nodiscard]] const QList<std::pair<QString, QByteArray>> &received() const { return m_received; }

private:
    void send(const std::string &packet);
    void read();
    void take(quint8 first, const QByteArray &body);

    QTcpSocket m_socket;
    QByteArray m_input;
    bool m_accepted = false;
    int m_subscribed = 0;
    quint16 m_lastId = 0;
    QList<std::pair<QString, QByteArray>> m_received;
};

} // namespace topiq
