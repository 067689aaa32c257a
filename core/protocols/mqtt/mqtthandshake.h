// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocols/mqtt/mqttconnection.h"

#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace topiq::mqtt {

/// What somebody who finds out who a client is holds of its connection, which may be gone by the time he knows.
/// Thread: the connection's loop, but for `thread`.
struct PendingAnswer {
    MqttConnection *connection = nullptr; // null once it is gone
    const std::thread::id thread = std::this_thread::get_id(); // the loop's
    bool asking = true; // the question is being put: an answer on this thread is one in place
    std::optional<AuthOutcome> inPlace;
};

/// A CONNECT that was read and is not answered yet, because somebody has to be waited for.
struct MqttConnection::Handshake {
    ~Handshake()
    {
        if (pending)
            pending->connection = nullptr;
    }

    std::string body; // of the CONNECT
    ConnectPacket packet; // read from `body`
    std::string clientId;
    std::unique_ptr<AuthExchange> exchange; // it is the client's turn
    std::shared_ptr<PendingAnswer> pending; // it is somebody else's turn
};

[[nodiscard]] Receiver receiverOf(const ConnectPacket &packet);
[[nodiscard]] ReasonCode reasonOf(AuthStatus status);
[[nodiscard]] ReasonCode reasonOf(EvictReason reason);
/// What is wrong with a topic that nobody can publish on.
[[nodiscard]] ProtocolError badTopic(std::string_view topic);

} // namespace topiq::mqtt
