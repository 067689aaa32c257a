// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpclient.h"

#include <QHostAddress>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

constexpr int WaitMs = 15'000;

} // namespace

QJsonObject WireAnswer::json() const { return QJsonDocument::fromJson(body).object(); }

QString WireAnswer::code() const { return json().value("code"_L1).toString(); }

HttpClient::HttpClient(quint16 port)
{
    m_socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
    m_socket.waitForConnected(WaitMs);
}

void HttpClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    while (m_socket.bytesToWrite() > 0 && m_socket.waitForBytesWritten(WaitMs)) {}
}

WireAnswer HttpClient::read(bool toHead)
{
    qsizetype end = -1;
    while ((end = m_buffer.indexOf("\r\n\r\n")) < 0) {
        if (!readMore())
            return {};
    }
    WireAnswer answer;
    QList<QByteArray> lines = m_buffer.left(end).split('\n');
    const int status = lines.takeFirst().mid(9, 3).toInt();
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = toHead ? 0 : answer.headers.value("content-length").toLongLong();
    while (m_buffer.size() < end + 4 + length) {
        if (!readMore())
            return {};
    }
    answer.body = m_buffer.mid(end + 4, length);
    m_buffer.remove(0, end + 4 + length);
    answer.status = status;
    return answer;
}

bool HttpClient::closed()
{
    while (m_socket.state() == QAbstractSocket::ConnectedState) {
        if (!m_socket.waitForReadyRead(WaitMs))
            break;
        m_buffer += m_socket.readAll();
    }
    return m_buffer.isEmpty() && m_socket.state() != QAbstractSocket::ConnectedState;
}

bool HttpClient::readMore()
{
    if (m_socket.bytesAvailable() == 0 && !m_socket.waitForReadyRead(WaitMs))
        return false;
    m_buffer += m_socket.readAll();
    return true;
}

WireAnswer askOnce(quint16 port, const QByteArray &bytes)
{
    HttpClient client(port);
    client.send(bytes);
    return client.read();
}

QByteArray getRequest(const QByteArray &target, const QByteArray &moreHeaders)
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:7272\r\n" + moreHeaders + "\r\n";
}

QByteArray postRequest(const QByteArray &target, const QByteArray &body, const QByteArray &moreHeaders)
{
    return "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1:7272\r\nContent-Type: application/json\r\n" + moreHeaders
        + "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

} // namespace topiq
