// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httprequestreader.h"

#include "admin/httpsyntax.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

constexpr qsizetype MaxMethodBytes = 32;
constexpr qsizetype MaxChunkLineBytes = 256;
constexpr qsizetype CrLf = 2;

/// A piece of the wire for a sentence to people.
QString quoted(QByteArrayView text)
{
    QString shown = QString::fromLatin1(text.first(std::min<qsizetype>(text.size(), 60)));
    for (QChar &c : shown) {
        if (c < u' ' || c > u'~')
            c = u'?';
    }
    return u'"' + shown + (text.size() > 60 ? u"...\""_s : u"\""_s);
}

bool isDigits(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

} // namespace

qsizetype HttpRequestReader::feed(QByteArrayView data)
{
    qsizetype used = 0;
    while (used < data.size() && !complete() && !failed()) {
        const QByteArrayView rest = data.sliced(used);
        const bool isBody = m_state == State::Body || m_state == State::ChunkData;
        used += isBody ? takeBody(rest) : takeLine(rest);
    }
    return used;
}

bool HttpRequestReader::takeContinueWish() { return std::exchange(m_continueWish, false); }

HttpRequest HttpRequestReader::take()
{
    HttpRequest request = std::exchange(m_request, {});
    m_state = State::RequestLine;
    m_line.clear();
    m_headerBytes = 0;
    m_headerLines = 0;
    m_bodyLeft = 0;
    m_skippedLine = false;
    m_continueWish = false;
    return request;
}

qsizetype HttpRequestReader::takeLine(QByteArrayView data)
{
    // Something that is not HTTP at all (a TLS hello, an MQTT packet) may never send a line end: its first byte tells.
    if (m_state == State::RequestLine && m_line.isEmpty() && data[0] != '\r' && !isHttpToken(data.first(1))) {
        fail(400, "bad_request_line"_L1, u"The connection does not begin with an HTTP request."_s);
        return 1;
    }
    const qsizetype end = data.indexOf('\n');
    const qsizetype limit = lineLimit();
    if (end < 0) {
        // At least the line feed is still to come.
        if (m_line.size() + data.size() + 1 > limit)
            failLineTooLong();
        else
            m_line += data;
        return data.size();
    }
    if (m_line.size() + end + 1 > limit) {
        failLineTooLong();
        return end + 1;
    }
    m_line += data.first(end + 1);
    const QByteArray line = std::exchange(m_line, {});
    if (m_state == State::Header || m_state == State::Trailer)
        m_headerBytes += line.size();
    if (!line.endsWith("\r\n"))
        fail(400, "bad_line_end"_L1, u"A line ends without CR LF."_s);
    else
        handleLine(QByteArrayView(line).chopped(CrLf));
    return end + 1;
}

qsizetype HttpRequestReader::lineLimit() const
{
    switch (m_state) {
    case State::RequestLine:
        return m_limits.requestLineBytes + CrLf;
    case State::ChunkSize:
        return MaxChunkLineBytes + CrLf;
    case State::ChunkEnd:
        return CrLf;
    default:
        return m_limits.headerBytes - m_headerBytes;
    }
}

void HttpRequestReader::failLineTooLong()
{
    switch (m_state) {
    case State::RequestLine:
        fail(414, "request_line_too_long"_L1,
            u"The request line is longer than %1 bytes."_s.arg(m_limits.requestLineBytes));
        break;
    case State::ChunkSize:
        fail(400, "bad_chunk"_L1, u"A chunk size line is longer than %1 bytes."_s.arg(MaxChunkLineBytes));
        break;
    case State::ChunkEnd:
        fail(400, "bad_chunk"_L1, u"A chunk is longer than its size says."_s);
        break;
    default:
        fail(431, "header_too_large"_L1, u"The header is larger than %1 bytes."_s.arg(m_limits.headerBytes));
    }
}

void HttpRequestReader::handleLine(QByteArrayView line)
{
    switch (m_state) {
    case State::RequestLine:
        // One empty line before a request is an old habit of clients after a POST.
        if (line.isEmpty() && !m_skippedLine)
            m_skippedLine = true;
        else
            handleRequestLine(line);
        break;
    case State::Header:
        if (line.isEmpty())
            handleEndOfHeader();
        else
            handleHeader(line);
        break;
    case State::ChunkSize:
        handleChunkSize(line);
        break;
    case State::ChunkEnd:
        if (line.isEmpty())
            m_state = State::ChunkSize;
        else
            fail(400, "bad_chunk"_L1, u"A chunk is longer than its size says."_s);
        break;
    case State::Trailer:
        // Trailers are checked like headers and then forgotten: nothing here asks for them.
        if (line.isEmpty())
            m_state = State::Complete;
        else
            handleHeader(line);
        break;
    default:
        Q_UNREACHABLE();
    }
}

void HttpRequestReader::handleRequestLine(QByteArrayView line)
{
    const qsizetype first = line.indexOf(' ');
    const qsizetype last = line.lastIndexOf(' ');
    if (first < 0 || first == last) {
        fail(400, "bad_request_line"_L1, u"The request line %1 is not METHOD TARGET VERSION."_s.arg(quoted(line)));
        return;
    }
    const QByteArrayView method = line.first(first);
    QByteArrayView target = line.sliced(first + 1, last - first - 1);
    const QByteArrayView version = line.sliced(last + 1);
    if (version.size() != 8 || !version.startsWith("HTTP/") || !isDigits(version.sliced(5, 1)) || version[6] != '.'
        || !isDigits(version.sliced(7, 1))) {
        fail(400, "bad_request_line"_L1, u"The request line names no HTTP version: %1."_s.arg(quoted(line)));
        return;
    }
    if (version != "HTTP/1.0" && version != "HTTP/1.1") {
        fail(505, "unknown_http_version"_L1,
            u"%1 is not spoken here, only HTTP/1.1 and HTTP/1.0."_s.arg(QString::fromLatin1(version)));
        return;
    }
    if (!isHttpToken(method) || method.size() > MaxMethodBytes) {
        fail(400, "bad_request_line"_L1, u"%1 is not a method."_s.arg(quoted(method)));
        return;
    }
    // A whole URL instead of a path is for proxies; its path counts, and its host instead of the header's.
    QByteArray pathOfUrl;
    for (const QByteArrayView scheme : {QByteArrayView("http://"), QByteArrayView("https://")}) {
        if (target.size() < scheme.size() || target.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
            continue;
        const QByteArrayView rest = target.sliced(scheme.size());
        const auto end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == '/' || c == '?'; });
        const QByteArrayView authority = rest.first(end - rest.begin());
        if (!parseHttpAuthority(authority)) {
            fail(400, "bad_target"_L1, u"%1 is not a target."_s.arg(quoted(target)));
            return;
        }
        m_request.headers.append(HttpHeader{"Host", authority.toByteArray()});
        const QByteArrayView path = rest.sliced(authority.size());
        pathOfUrl = (path.startsWith('/') ? QByteArray() : QByteArray("/")) + path.toByteArray();
        target = pathOfUrl;
        break;
    }
    if (!isHttpTarget(target) && !(target == "*" && method == "OPTIONS")) {
        fail(400, "bad_target"_L1, u"%1 is not a target."_s.arg(quoted(target)));
        return;
    }
    m_request.method = method.toByteArray();
    m_request.target = target.toByteArray();
    m_request.minorVersion = version[7] - '0';
    m_state = State::Header;
}

void HttpRequestReader::handleHeader(QByteArrayView line)
{
    if (++m_headerLines > m_limits.headers) {
        fail(431, "too_many_headers"_L1, u"There are more than %1 header lines."_s.arg(m_limits.headers));
        return;
    }
    const qsizetype colon = line.indexOf(':');
    if (colon <= 0 || !isHttpToken(line.first(colon))) {
        fail(400, "bad_header"_L1, u"The header line %1 has no proper name."_s.arg(quoted(line)));
        return;
    }
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (!isHttpFieldValue(line.sliced(colon + 1))) {
        fail(400, "bad_header"_L1, u"The header %1 holds control characters."_s.arg(quoted(line.first(colon))));
        return;
    }
    if (m_state == State::Header)
        m_request.headers.append(HttpHeader{line.first(colon).toByteArray(), value.toByteArray()});
}

void HttpRequestReader::handleEndOfHeader()
{
    // An absolute target has put its own Host in front; the one from the header gives way.
    const int hosts = m_request.headerCount("host");
    const bool hostFromTarget = m_headerLines < m_request.headers.size();
    if (hosts > (hostFromTarget ? 2 : 1) || (m_request.minorVersion == 1 && hosts < (hostFromTarget ? 2 : 1))) {
        fail(400, "bad_host"_L1,
            u"An HTTP/1.1 request has exactly one Host header, this one has %1."_s.arg(
                hosts - (hostFromTarget ? 1 : 0)));
        return;
    }
    if (hostFromTarget) {
        for (qsizetype i = m_request.headers.size() - 1; i > 0; --i) {
            if (m_request.headers[i].name.compare("host", Qt::CaseInsensitive) == 0)
                m_request.headers.removeAt(i);
        }
    }
    if (m_request.headerCount("host") == 1 && !parseHttpAuthority(m_request.header("host"))) {
        fail(400, "bad_host"_L1, u"The Host header %1 is not a host."_s.arg(quoted(m_request.header("host"))));
        return;
    }
    const int codings = m_request.headerCount("transfer-encoding");
    const int lengths = m_request.headerCount("content-length");
    if (codings > 0 && lengths > 0) {
        fail(400, "two_lengths"_L1, u"Content-Length and Transfer-Encoding contradict each other."_s);
    } else if (lengths > 1) {
        fail(400, "two_lengths"_L1, u"There is more than one Content-Length."_s);
    } else if (codings > 0
        && (codings > 1 || m_request.minorVersion == 0
            || m_request.header("transfer-encoding").compare("chunked", Qt::CaseInsensitive) != 0)) {
        fail(400, "bad_transfer_encoding"_L1, u"The only transfer coding is \"chunked\", in HTTP/1.1."_s);
    } else {
        handleBodyLength(codings > 0);
    }
}

void HttpRequestReader::handleBodyLength(bool chunked)
{
    const QByteArray length = m_request.header("content-length");
    if (m_request.headerCount("content-length") == 1) {
        if (!isDigits(length)) {
            fail(400, "bad_content_length"_L1, u"The Content-Length %1 is not a number."_s.arg(quoted(length)));
            return;
        }
        bool fits = false;
        const qulonglong bytes = length.toULongLong(&fits);
        if (!fits || bytes > qulonglong(m_limits.bodyBytes)) {
            fail(413, "body_too_large"_L1, u"The body is larger than %1 bytes."_s.arg(m_limits.bodyBytes));
            return;
        }
        m_bodyLeft = qsizetype(bytes);
    }
    const bool hasBody = chunked || m_bodyLeft > 0;
    const QByteArray expect = m_request.header("expect");
    if (!expect.isEmpty() && m_request.minorVersion == 1) {
        if (expect.compare("100-continue", Qt::CaseInsensitive) != 0) {
            fail(417, "unknown_expectation"_L1, u"The expectation %1 cannot be met."_s.arg(quoted(expect)));
            return;
        }
        m_continueWish = hasBody;
    }
    if (chunked)
        m_state = State::ChunkSize;
    else
        m_state = hasBody ? State::Body : State::Complete;
}

void HttpRequestReader::handleChunkSize(QByteArrayView line)
{
    const qsizetype semicolon = line.indexOf(';');
    const QByteArrayView digits = (semicolon < 0 ? line : line.first(semicolon));
    bool ok = !digits.isEmpty() && digits.size() <= 15 && isHttpFieldValue(line)
        && std::all_of(digits.begin(), digits.end(),
            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); });
    const qlonglong size = ok ? digits.toByteArray().toLongLong(&ok, 16) : 0;
    if (!ok) {
        fail(400, "bad_chunk"_L1, u"The chunk size %1 is not a hexadecimal number."_s.arg(quoted(digits)));
    } else if (size > m_limits.bodyBytes - m_request.body.size()) {
        fail(413, "body_too_large"_L1, u"The body is larger than %1 bytes."_s.arg(m_limits.bodyBytes));
    } else {
        m_bodyLeft = qsizetype(size);
        m_state = size == 0 ? State::Trailer : State::ChunkData;
    }
}

qsizetype HttpRequestReader::takeBody(QByteArrayView data)
{
    m_continueWish = false; // The client did not wait.
    const qsizetype used = std::min(data.size(), m_bodyLeft);
    m_request.body += data.first(used);
    m_bodyLeft -= used;
    if (m_bodyLeft == 0)
        m_state = m_state == State::ChunkData ? State::ChunkEnd : State::Complete;
    return used;
}

void HttpRequestReader::fail(int status, QLatin1StringView code, const QString &detail)
{
    m_state = State::Failed;
    m_fault = {status, code, detail};
    m_request = {};
    m_line.clear();
}

} // namespace topiq
