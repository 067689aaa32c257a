// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpsyntax.h"

#include <QHostAddress>

#include <algorithm>
#include <cstring>

namespace topiq {

namespace {

bool isAlphaNumeric(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool isHexDigit(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

} // namespace

bool isHttpToken(QByteArrayView text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) {
        return isAlphaNumeric(c) || (c != '\0' && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr);
    });
}

bool isHttpFieldValue(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return (byte >= 0x20 && byte != 0x7f) || byte == '\t';
    });
}

bool isHttpTarget(QByteArrayView text)
{
    if (!text.startsWith('/') || text.startsWith("//"))
        return false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c <= 0x20 || c >= 0x7f || c == '#')
            return false;
        if (c == '%' && (i + 2 >= text.size() || !isHexDigit(text[i + 1]) || !isHexDigit(text[i + 2])))
            return false;
    }
    return true;
}

std::optional<HttpAuthority> parseHttpAuthority(QByteArrayView text)
{
    HttpAuthority authority;
    QByteArrayView rest;
    if (text.startsWith('[')) {
        const qsizetype end = text.indexOf(']');
        if (end < 0)
            return {};
        authority.host = QString::fromLatin1(text.sliced(1, end - 1));
        if (QHostAddress(authority.host).protocol() != QAbstractSocket::IPv6Protocol)
            return {};
        rest = text.sliced(end + 1);
    } else {
        const qsizetype colon = text.indexOf(':');
        const QByteArrayView host = colon < 0 ? text : text.first(colon);
        if (host.isEmpty() || !std::all_of(host.begin(), host.end(), [](char c) {
                return isAlphaNumeric(c) || c == '.' || c == '-' || c == '_';
            }))
            return {};
        authority.host = QString::fromLatin1(host).toLower();
        if (authority.host.size() > 1 && authority.host.endsWith(u'.'))
            authority.host.chop(1);
        rest = text.sliced(host.size());
    }
    if (!rest.isEmpty()) {
        const QByteArrayView digits = rest.sliced(1);
        if (rest[0] != ':' || digits.size() > 5
            || !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
            return {};
        // "host:" without digits is allowed by the grammar of URLs.
        const int port = digits.isEmpty() ? -1 : digits.toInt();
        if (port > 65535)
            return {};
        authority.port = port;
    }
    return authority;
}

} // namespace topiq
