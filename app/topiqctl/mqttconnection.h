// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "topiqctl/mqttpackets.h"
#include "topiqctl/mqttreader.h"
#include "topiqctl/mqttsettings.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTcpSocket>
#include <QTimer>

namespace topiq::mqttclient {

/// One clean session of MQTT 3.1.1 or 5 as a client, for topiqctl: publishes and subscribes with QoS 0 to 2, answers
/// and awaits every acknowledgement, keeps the connection alive. Single use: open() once. Messages that arrive are
/// given out once per delivery (QoS 2: once). Thread: the one that made it. Failure: failed(), at most once, after
/// which nothing follows.
class MqttConnection : public QObject {
    Q_OBJECT

public:
    explicit MqttConnection(MqttSettings settings, QObject *parent = nullptr);
    ~MqttConnection() override;

    void open();
    /// Only while isOpen(). QoS 0 is done when its bytes have left for the kernel, the others when acknowledged.
    /// Properties are sent with MQTT 5 only.
    void publish(
        const QByteArray &topic, const QByteArray &payload, int qos, bool retain, const Properties &properties = {});
    void subscribe(const QByteArray &filter, int qos);
    /// Asks whether the server has taken in everything sent so far; synced() follows. Tells for QoS 0 too, whose
    /// messages nobody acknowledges, that the server did not close the connection because of one.
    void sync();
    /// Says goodbye; closed() follows.
    void close();

    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }
    /// Publishes that are not done.
    [[nodiscard]] qsizetype pending() const { return m_unacknowledged.size(); }
    [[nodiscard]] qint64 bytesToWrite() const { return m_socket.bytesToWrite(); }

Q_SIGNALS:
    void opened();
    void subscribed(int grantedQos);
    void acknowledged(); ///< one publish of QoS 1 or 2 is done
    void bytesWritten();
    void synced();
    void received(const topiq::mqttclient::Message &message);
    void closed();
    void failed(const topiq::Error &error);

private:
    enum class State { Idle, Connecting, Open, Closing, Ended };

    void readPackets();
    Result<void> handle(const ServerPacket &packet);
    Result<void> handleConnAck(const ServerPacket &packet);
    Result<void> handleAcknowledgement(const ServerPacket &packet);
    void handlePublish(const Message &message);
    void handleSocketError();
    void keepAlive();
    void send(const QByteArray &packet);
    void fail(const Error &error);
    void end();
    quint16 nextPacketId();

    MqttSettings m_settings;
    QTcpSocket m_socket;
    MqttReader m_reader;
    QTimer m_connectTimer;
    QTimer m_keepAliveTimer;
    State m_state = State::Idle;
    bool m_syncing = false;
    int m_unansweredPings = 0;
    quint16 m_lastPacketId = 0;
    quint16 m_subscribeId = 0;
    QHash<quint16, PacketType> m_unacknowledged; ///< the answer that each publish waits for
    QSet<quint16> m_unreleased; ///< QoS 2 messages received, PUBREL not yet
};

} // namespace topiq::mqttclient
