// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QTcpSocket>

namespace topiq {

/// What QHttpServer takes for a connection: a socket without a descriptor that gives it the bytes of one whole, checked
/// request at a time and collects the answer. The true socket stays with HttpConnection, so QHttpServer never sees a
/// byte that was not looked at, and never more than one request.
///
/// Only virtual functions of QIODevice and QAbstractSocket are used, the same in Qt 6.4 and later.
///
/// Thread: that of QHttpServer. Ownership: HttpGuard is the parent; hangUp() ends it, after which QHttpServer (or, when
/// nobody listens, the socket itself) deletes it.
class HttpFeedSocket : public QTcpSocket {
    Q_OBJECT

public:
    HttpFeedSocket(const QTcpSocket &peer, QObject *parent);
    ~HttpFeedSocket() override;

    /// Gives QHttpServer one request and returns all that it has answered when it returns.
    [[nodiscard]] QByteArray exchange(const QByteArray &request);
    void hangUp();

    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override { return 0; }
    void disconnectFromHost() override;
    void close() override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 readLineData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    QByteArray m_request;
    qsizetype m_readBytes = 0;
    QByteArray m_answer;
};

} // namespace topiq
