// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httpanswer.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace topiq {

/// One request that arrived whole and without contradictions, with its chunk framing removed. A plain value.
struct HttpRequest {
    QByteArray method;
    QByteArray target; ///< "/path?query", checked; or "*" for OPTIONS
    int minorVersion = 1; ///< 0 or 1, of HTTP/1.x
    QList<HttpHeader> headers;
    QByteArray body;

    /// The first header of that name in any case; empty when there is none.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    [[nodiscard]] int headerCount(QByteArrayView name) const;
    /// Whether a header is a list that holds this word ("Connection: close, TE").
    [[nodiscard]] bool headerHasToken(QByteArrayView name, QByteArrayView token) const;
    /// Whether the connection ends after the answer.
    [[nodiscard]] bool wantsClose() const;
    /// The request written anew in its plainest form, for QHttpServer: one length, no chunks, no hop-by-hop headers,
    /// HEAD as GET (whose content the guard takes off again). What QHttpServer parses leaves no room for two readings.
    [[nodiscard]] QByteArray normalized() const;
};

} // namespace topiq
