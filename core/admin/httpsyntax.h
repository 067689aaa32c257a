// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <optional>

namespace topiq {

/// The small grammars of RFC 9110 and 9112 that the guard checks. Pure functions, any thread.

/// A method or header name: one or more letters, digits and a few marks.
[[nodiscard]] bool isHttpToken(QByteArrayView text);
/// A header value: no control characters besides the tab.
[[nodiscard]] bool isHttpFieldValue(QByteArrayView text);
/// A request target in origin form: "/path?query" of visible ASCII with whole percent signs, no fragment, and not
/// beginning with two slashes (which a URL parser would take for a host).
[[nodiscard]] bool isHttpTarget(QByteArrayView text);

/// What a Host header or the authority of a URL says.
struct HttpAuthority {
    QString host; ///< lower case, without brackets and trailing dot
    int port = -1; ///< -1: none given
};
[[nodiscard]] std::optional<HttpAuthority> parseHttpAuthority(QByteArrayView text);

} // namespace topiq
