// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpconnection.h"

#include "admin/httpguard.h"
#include "admin/httporigin.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

constexpr qint64 PieceBytes = 64 * 1024;
constexpr int RequestsPerTurn = 16;
constexpr qint64 MaxDrainedBytes = 8 * 1024 * 1024;
constexpr std::chrono::milliseconds DrainTime{2'000};

} // namespace

HttpConnection::HttpConnection(qintptr descriptor, HttpGuard &guard)
    : QObject(&guard),
      m_guard(guard),
      m_reader(guard.limits())
{
    // More than one piece stays in the kernel, which slows the sender down.
    m_socket.setReadBufferSize(PieceBytes);
    connect(&m_socket, &QTcpSocket::readyRead, this, &HttpConnection::handleInput);
    connect(&m_socket, &QTcpSocket::bytesWritten, this, &HttpConnection::handleWritten);
    connect(&m_socket, &QTcpSocket::disconnected, this, &HttpConnection::end);
    if (!m_socket.setSocketDescriptor(descriptor)) {
        ::close(int(descriptor));
        QMetaObject::invokeMethod(this, &HttpConnection::end, Qt::QueuedConnection);
        return;
    }
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    enter(Phase::Reading, m_guard.limits().requestTime);
}

HttpConnection::~HttpConnection() { m_socket.disconnect(this); }

void HttpConnection::checkTime()
{
    if (!m_deadline.hasExpired() || m_phase == Phase::Ended)
        return;
    if (m_phase == Phase::Reading && !m_idle)
        refuse({408, "request_timeout"_L1,
            u"The request did not arrive within %1 ms."_s.arg(m_guard.limits().requestTime.count())});
    else
        end();
}

void HttpConnection::evict()
{
    if (m_phase == Phase::Reading && !m_idle) {
        const HttpAnswer answer = problemAnswer(503, "too_many_connections"_L1,
            u"There are more than %1 connections, and this one made no progress for longest."_s.arg(
                m_guard.limits().connections));
        m_socket.write(serializeAnswer(answer, true, false));
        m_socket.flush();
    }
    end();
}

void HttpConnection::handleInput()
{
    if (m_phase == Phase::Draining) {
        m_drainedBytes += m_socket.skip(m_socket.bytesAvailable());
        if (m_drainedBytes > MaxDrainedBytes)
            end();
        return;
    }
    for (int requests = 0; m_phase == Phase::Reading;) {
        if (m_input.isEmpty()) {
            m_input = m_socket.read(std::min(m_socket.bytesAvailable(), PieceBytes));
            if (m_input.isEmpty())
                return;
        }
        if (requests == RequestsPerTurn) {
            // Others have their turn before this one's next pipelined requests.
            if (!std::exchange(m_resumeQueued, true))
                QMetaObject::invokeMethod(
                    this,
                    [this] {
                        m_resumeQueued = false;
                        handleInput();
                    },
                    Qt::QueuedConnection);
            return;
        }
        if (std::exchange(m_idle, false))
            enter(Phase::Reading, m_guard.limits().requestTime);
        m_input.remove(0, m_reader.feed(m_input));
        if (m_input.isEmpty())
            m_input.clear(); // An idle connection keeps no buffer.
        if (m_reader.takeContinueWish())
            m_socket.write("HTTP/1.1 100 Continue\r\n\r\n");
        if (m_reader.failed()) {
            refuse(m_reader.fault());
        } else if (m_reader.complete()) {
            ++requests;
            serve(m_reader.take());
        }
    }
}

void HttpConnection::serve(const HttpRequest &request)
{
    if (const auto fault = checkHttpOrigin(request, m_socket.localAddress().isLoopback(), m_guard.ownNames())) {
        refuse(*fault);
        return;
    }
    const HttpAnswer answer = ask(request);
    if (m_phase == Phase::Ended)
        return;
    send(answer, request.wantsClose(), request.method == "HEAD");
}

HttpAnswer HttpConnection::ask(const HttpRequest &request)
{
    if (!m_feed || m_feed->state() != QAbstractSocket::ConnectedState)
        m_feed = m_guard.openFeed(m_socket);
    const auto answer = parseAnswer(m_feed->exchange(request.normalized()));
    if (answer && m_feed && m_feed->bytesAvailable() == 0)
        return *answer;
    // Should not happen: QHttpServer has read another request than the guard. It must not see the rest as a new one.
    if (m_feed)
        m_feed->hangUp();
    m_feed = nullptr;
    return problemAnswer(500, "no_answer"_L1, u"The server found no answer to this request."_s);
}

void HttpConnection::refuse(const HttpFault &fault)
{
    send(problemAnswer(fault.status, fault.code, fault.detail), true, false);
}

void HttpConnection::send(const HttpAnswer &answer, bool close, bool withoutBody)
{
    m_closeAfterAnswer = close;
    enter(Phase::Writing, m_guard.limits().writeTime);
    m_socket.write(serializeAnswer(answer, close, withoutBody));
    // Written at once: saves one turn of the event loop, and the next pipelined request need not wait.
    m_socket.flush();
    if (m_phase == Phase::Writing && m_socket.bytesToWrite() == 0)
        handleWritten();
}

void HttpConnection::handleWritten()
{
    if (m_phase != Phase::Writing)
        return;
    if (m_socket.bytesToWrite() > 0) {
        enter(Phase::Writing, m_guard.limits().writeTime);
        return;
    }
    if (m_closeAfterAnswer) {
        drain();
        return;
    }
    m_idle = true;
    enter(Phase::Reading, m_guard.limits().idleTime);
    // More may lie here already: another pipelined request, or bytes that came while the answer was on its way.
    if ((!m_input.isEmpty() || m_socket.bytesAvailable() > 0) && !std::exchange(m_resumeQueued, true)) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_resumeQueued = false;
                handleInput();
            },
            Qt::QueuedConnection);
    }
}

void HttpConnection::enter(Phase phase, std::chrono::milliseconds time)
{
    m_phase = phase;
    m_deadline.setRemainingTime(time);
    m_lastProgressMs = m_guard.nowMs();
}

void HttpConnection::drain()
{
    // Closing a socket with unread bytes resets the connection, and the client may never see the answer. So say that
    // nothing more comes, and throw away what it still sends until it closes.
    enter(Phase::Draining, DrainTime);
    m_input.clear();
    ::shutdown(int(m_socket.socketDescriptor()), SHUT_WR);
    handleInput();
}

void HttpConnection::end()
{
    if (m_phase == Phase::Ended)
        return;
    m_phase = Phase::Ended;
    if (m_feed)
        m_feed->hangUp();
    if (m_socket.state() != QAbstractSocket::UnconnectedState)
        m_socket.abort();
    m_guard.forget(this);
    deleteLater();
}

} // namespace topiq
