// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httplimits.h"
#include "admin/httprequest.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QLatin1StringView>
#include <QString>

namespace topiq {

/// Why a request is refused; the connection closes after the answer, because where the next request would begin is
/// no longer certain.
struct HttpFault {
    int status = 400;
    QLatin1StringView code;
    QString detail;
};

/// Takes the bytes of one request after another as they arrive and gives either a whole, checked request or a fault.
/// Any split of the bytes gives the same result. Strict where leniency lets two programs read one request in two ways
/// (line ends, spaces before a colon, folded lines, doubled or odd lengths, lengths beside chunks).
///
/// Memory grows only as bytes arrive, up to the limits. Used by one thread.
class HttpRequestReader {
public:
    explicit HttpRequestReader(const HttpLimits &limits) : m_limits(limits) {}

    /// Takes bytes up to the end of the current request; says how many. Takes none when complete or failed.
    qsizetype feed(QByteArrayView data);

    /// No byte of the current request has come.
    [[nodiscard]] bool untouched() const { return m_state == State::RequestLine && m_line.isEmpty() && !m_skippedLine; }
    [[nodiscard]] bool complete() const { return m_state == State::Complete; }
    [[nodiscard]] bool failed() const { return m_state == State::Failed; }
    [[nodiscard]] const HttpFault &fault() const { return m_fault; }
    /// The client waits for "100 Continue" before it sends the body that its header announces. True once per request.
    [[nodiscard]] bool takeContinueWish();
    /// The complete request; the reader is then ready for the next one.
    [[nodiscard]] HttpRequest take();

private:
    enum class State { RequestLine, Header, Body, ChunkSize, ChunkData, ChunkEnd, Trailer, Complete, Failed };

    qsizetype takeLine(QByteArrayView data);
    qsizetype takeBody(QByteArrayView data);
    [[nodiscard]] qsizetype lineLimit() const;
    void failLineTooLong();
    void handleLine(QByteArrayView line);
    void handleRequestLine(QByteArrayView line);
    void handleHeader(QByteArrayView line);
    void handleEndOfHeader();
    void handleBodyLength(bool chunked);
    void handleChunkSize(QByteArrayView line);
    void fail(int status, QLatin1StringView code, const QString &detail);

    const HttpLimits m_limits;
    State m_state = State::RequestLine;
    HttpRequest m_request;
    HttpFault m_fault;
    QByteArray m_line;
    qsizetype m_headerBytes = 0;
    int m_headerLines = 0;
    qsizetype m_bodyLeft = 0; ///< of the body, or of the current chunk
    bool m_skippedLine = false;
    bool m_continueWish = false;
};

} // namespace topiq
