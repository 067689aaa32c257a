// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "mqttclient.h"

#include "packets.h"

#include <QHostAddress>
#include <QtEndian>

namespace topiq {

MqttClient::MqttClient(const QString &id, quint16 port)
{
    connect(&m_socket, &QTcpSocket::readyRead, this, &MqttClient::read);
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    connect(&m_socket, &QTcpSocket::connected, this, [this, id] { send(testing::connectPacket(id.toStdString())); });
}

void MqttClient::subscribe(const QString &filter, int qos)
{
    send(testing::subscribePacket(++m_lastId, {{filter.toStdString(), unsigned(qos)}}));
}

void MqttClient::publish(const QString &topic, const QByteArray &payload, int qos, bool retain)
{
    const quint16 id = qos > 0 ? ++m_lastId : 0;
    send(testing::publishPacket(topic.toStdString(), payload.toStdString(), unsigned(qos), id, retain));
}

void MqttClient::send(const std::string &packet) { m_socket.write(packet.data(), qint64(packet.size())); }

void MqttClient::read()
{
    m_input += m_socket.readAll();
    for (;;) {
        qsizetype size = 0;
        qsizetype at = 1;
        for (int shift = 0;; shift += 7, ++at) {
            if (at >= m_input.size())
                return;
            size |= qsizetype(m_input.at(at) & 0x7f) << shift;
            if (!(m_input.at(at) & 0x80))
                break;
        }
        if (m_input.size() < at + 1 + size)
            return;
        take(quint8(m_input.at(0)), m_input.mid(at + 1, size));
        m_input.remove(0, at + 1 + size);
    }
}

void MqttClient::take(quint8 first, const QByteArray &body)
{
    switch (first >> 4) {
    case 2: // CONNACK
        m_accepted = body.size() == 2 && body.at(1) == 0;
        break;
    case 9: // SUBACK
        m_subscribed += body.size() == 3 && quint8(body.at(2)) <= 2;
        break;
    case 3: { // PUBLISH
        const int topicSize = qFromBigEndian<quint16>(body.constData());
        qsizetype at = 2 + topicSize;
        if ((first >> 1 & 3) == 1) {
            send(testing::ackPacket(0x40, qFromBigEndian<quint16>(body.constData() + at)));
            at += 2;
        }
        m_received.append({QString::fromUtf8(body.mid(2, topicSize)), body.mid(at)});
        break;
    }
    default:
        break;
    }
}

} // namespace topiq
