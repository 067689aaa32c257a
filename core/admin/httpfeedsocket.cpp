// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpfeedsocket.h"

#include <QHostAddress>
#include <QMetaMethod>

#include <algorithm>
#include <cstring>
#include <utility>

namespace topiq {

HttpFeedSocket::HttpFeedSocket(const QTcpSocket &peer, QObject *parent) : QTcpSocket(parent)
{
    setLocalAddress(peer.localAddress());
    setLocalPort(peer.localPort());
    setPeerAddress(peer.peerAddress());
    setPeerPort(peer.peerPort());
    setSocketState(QAbstractSocket::ConnectedState);
    QIODevice::open(QIODevice::ReadWrite);
}

HttpFeedSocket::~HttpFeedSocket()
{
    // The base class would otherwise try to close a connection that never was.
    setSocketState(QAbstractSocket::UnconnectedState);
}

QByteArray HttpFeedSocket::exchange(const QByteArray &request)
{
    m_request = request;
    m_readBytes = 0;
    m_answer.clear();
    Q_EMIT readyRead();
    return std::exchange(m_answer, {});
}

void HttpFeedSocket::hangUp()
{
    if (state() == QAbstractSocket::UnconnectedState)
        return;
    setSocketState(QAbstractSocket::UnconnectedState);
    // QHttpServer deletes its sockets when they disconnect, unless it has cut all connections to this one after a
    // request that it could not parse.
    const bool watched = isSignalConnected(QMetaMethod::fromSignal(&QAbstractSocket::disconnected));
    Q_EMIT disconnected();
    if (!watched)
        deleteLater();
}

qint64 HttpFeedSocket::bytesAvailable() const { return QIODevice::bytesAvailable() + (m_request.size() - m_readBytes); }

void HttpFeedSocket::disconnectFromHost() { hangUp(); }

void HttpFeedSocket::close() { hangUp(); }

qint64 HttpFeedSocket::readData(char *data, qint64 maxSize)
{
    const qint64 size = std::min<qint64>(maxSize, m_request.size() - m_readBytes);
    std::memcpy(data, m_request.constData() + m_readBytes, size_t(size));
    m_readBytes += size;
    return size;
}

qint64 HttpFeedSocket::readLineData(char *data, qint64 maxSize)
{
    const qsizetype end = m_request.indexOf('\n', m_readBytes);
    const qint64 line = (end < 0 ? m_request.size() : end + 1) - m_readBytes;
    return readData(data, std::min(maxSize, line));
}

qint64 HttpFeedSocket::writeData(const char *data, qint64 size)
{
    m_answer.append(data, size);
    return size;
}

} // namespace topiq
