// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httpfeedsocket.h"
#include "admin/httprequestreader.h"

#include <QByteArray>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QObject>
#include <QPointer>
#include <QTcpSocket>

namespace topiq {

class HttpGuard;

/// One accepted HTTP connection: reads, checks, asks QHttpServer for the answer, writes it, and closes in an orderly
/// way. The next request is not looked at before the answer to the last one has left, so pipelined requests are
/// answered in order and a client that does not read costs at most one answer.
///
/// Thread: that of the guard, which is the parent. Ends itself when the peer goes.
class HttpConnection : public QObject {
    Q_OBJECT

public:
    HttpConnection(qintptr descriptor, HttpGuard &guard);
    ~HttpConnection() override;

    /// Milliseconds (of the guard's clock) when this connection last went forward: a phase or request began, or the
    /// client took some of its answer. A request that trickles in does not count.
    [[nodiscard]] qint64 lastProgressMs() const { return m_lastProgressMs; }
    /// Ends the connection if its time is over.
    void checkTime();
    /// Ends the connection to make room for another.
    void evict();

private:
    enum class Phase { Reading, Writing, Draining, Ended };

    void handleInput();
    void handleWritten();
    void serve(const HttpRequest &request);
    [[nodiscard]] HttpAnswer ask(const HttpRequest &request);
    void refuse(const HttpFault &fault);
    void send(const HttpAnswer &answer, bool close, bool withoutBody);
    void enter(Phase phase, std::chrono::milliseconds time);
    void drain();
    void end();

    HttpGuard &m_guard;
    QTcpSocket m_socket;
    QPointer<HttpFeedSocket> m_feed; ///< made for the first whole request
    HttpRequestReader m_reader;
    QByteArray m_input; ///< read from the socket, not yet taken by the reader: at most one piece
    QDeadlineTimer m_deadline;
    qint64 m_lastProgressMs = 0;
    qint64 m_drainedBytes = 0;
    Phase m_phase = Phase::Reading;
    bool m_closeAfterAnswer = false;
    bool m_idle = false; ///< between two requests
    bool m_resumeQueued = false;
};

} // namespace topiq
