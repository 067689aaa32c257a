// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/layer.h"
#include "io/websockethandshake.h"

#include <memory>
#include <optional>

namespace topiq {

/// The server's side of a WebSocket as a stream: what the messages of the peer hold, one after the other, is what the
/// handler reads, and what the handler says in a turn leaves as one message (large output as several). MQTT wants
/// exactly this: packets may share a message or span several.
class WebSocketLayer final : public Layer {
public:
    explicit WebSocketLayer(std::shared_ptr<const WebSocketSettings> settings);

    const char *opening() const override { return "WebSocket handshake"; }
    int openingSeconds() const override { return 10; }
    std::span<char> decode(std::span<char> bytes, const Output &output) override;
    void encode(OutputQueue &plain, const Output &output) override;
    void finish(bool goingAway, const Output &output) override;

private:
    [[nodiscard]] bool shakeHands(std::span<char> &bytes, const Output &output);
    void answerPing(std::span<const char> payload, const Output &output);

    const std::shared_ptr<const WebSocketSettings> m_settings;
    std::unique_ptr<WebSocketHandshake> m_handshake; // null once it is over
    WebSocketFrames m_frames;
    std::optional<WebSocketClose> m_answerClose; // to the peer's close frame, or to its fault
    bool m_closeSaid = false;
};

} // namespace topiq
