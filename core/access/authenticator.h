// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/permissions.h"
#include "io/peercertificate.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace topiq {

/// How somebody asks to be let in: everything a protocol knows about a client before it is one. Bytes as they came.
struct Credentials {
    std::string clientId; ///< the one that will be used: given by the client, or chosen for it
    bool hasUser = false;
    std::string user;
    bool hasPassword = false;
    std::string password; ///< a password or a token; overwritten when it has been used
    std::string address; ///< "host:port" of the peer, as Connection::peer() says
    std::string protocol; ///< "MQTT 5", "HTTP", ...
    std::string listener; ///< "mqtt://127.0.0.1:1883": for rules about listeners
    bool loopback = false; ///< came from this machine: see isLoopbackAddress()
    std::shared_ptr<const PeerCertificate> certificate; ///< checked already; null: none was shown
};

enum class AuthStatus {
    Accepted,
    BadCredentials, ///< user or password is wrong, or none was given
    NotAuthorized, ///< known, but not here: disabled, another client id, not from the network
    TryLater, ///< too many failures lately
    Unavailable, ///< it cannot be found out now: too many ask at once
};

struct AuthOutcome {
    AuthStatus status = AuthStatus::BadCredentials;
    std::string user; ///< the name under which the client is known from now on; may be empty
    bool admin = false; ///< may use the whole of the HTTP API
    Ref<const Permissions> permissions; ///< null: no restriction
    std::string text; ///< why not, for the log and the operator, never for the peer; holds no secret
};

/// The server's side of a challenge and response, one per attempt (RFC 5802). Thread: one at a time. Never blocks.
class AuthExchange {
public:
    enum class Step {
        Continue, ///< send `data`, wait for the next message of the client
        Accepted, ///< `data` goes with the acceptance
        Failed,
    };
    struct Answer {
        Step step = Step::Failed;
        std::string data;
        AuthOutcome outcome; ///< holds with Accepted and Failed
    };

    virtual ~AuthExchange() = default;

    /// Takes the client's next message.
    [[nodiscard]] virtual Answer next(std::string_view message) = 0;
};

/// The door that every protocol knocks at. Thread: any. Ownership: outlives every connection.
class Authenticator {
public:
    using Done = std::function<void(AuthOutcome)>;

    virtual ~Authenticator() = default;

    /// Finds out who this is and what he may do, and calls `done` exactly once: in place when nothing slow is needed,
    /// else from a worker's thread, by when the connection may be gone.
    virtual void authenticate(Credentials credentials, Done done) = 0;
    /// Begins an exchange by this method; null when the method is not known. Of the credentials the user and the
    /// password do not count: the exchange brings its own.
    [[nodiscard]] virtual std::unique_ptr<AuthExchange> exchange(std::string_view method, Credentials credentials) = 0;
    /// The methods that exchange() knows, for messages: "SCRAM-SHA-256".
    [[nodiscard]] virtual std::string_view exchangeMethods() const = 0;
};

} // namespace topiq
