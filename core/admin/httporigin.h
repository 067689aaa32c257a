// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httprequest.h"
#include "admin/httprequestreader.h"

#include <QStringList>

#include <optional>

namespace topiq {

/// Whether a request may come from where it says it comes. The API is open on loopback, and every web page that a
/// browser on this machine shows can reach loopback; two doors are therefore closed to pages of others:
/// - a name of theirs that suddenly means 127.0.0.1 (DNS rebinding): a request that arrives on loopback must name this
///   machine: an IP address, localhost, or one of `ownNames`;
/// - a request that changes something (any method but GET, HEAD, OPTIONS) and names an origin must name this server.
/// Pure function, any thread. The fault to answer with, or nothing.
[[nodiscard]] std::optional<HttpFault> checkHttpOrigin(
    const HttpRequest &request, bool onLoopback, const QStringList &ownNames);

} // namespace topiq
