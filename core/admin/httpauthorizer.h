// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httpanswer.h"
#include "engine/permissions.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace topiq {

class Access;

/// Whom a route serves.
enum class HttpRight {
    Anybody, ///< also strangers: says nothing and changes nothing
    User, ///< who has a name here; what he may do is the route's to ask
    Admin,
};

/// Who has come in by HTTP.
struct HttpLogin {
    QString user; ///< empty: whoever sits at this machine
    Ref<const Permissions> permissions; ///< null: no restriction
};

/// Access control of the HTTP API: by name and password (Basic) or token (Bearer). A client on this machine needs
/// neither, as long as access.anonymous lets such clients in; that does not hold for requests which a proxy on this
/// machine has passed on, nor, whatever is configured, for clients from the network.
/// Thread: the HTTP server's; a password may be hashed, so check() may block for some tens of milliseconds. The access
/// control is not owned; null: everybody may do everything.
class HttpAuthorizer {
public:
    explicit HttpAuthorizer(Access *access) : m_access(access) {}

    struct Request {
        QByteArray authorization; ///< the header of this name
        QString peer; ///< the client's IP address
        bool passedOn = false; ///< came through a proxy
        QString listener; ///< "http://127.0.0.1:7272"
    };

    /// Fills in `login`, or gives the answer to send instead.
    [[nodiscard]] std::optional<HttpAnswer> check(HttpRight right, const Request &request, HttpLogin &login) const;

private:
    Access *const m_access;
};

} // namespace topiq
