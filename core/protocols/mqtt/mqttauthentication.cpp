// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/authpacket.h"
#include "protocols/mqtt/mqtthandshake.h"

namespace topiq::mqtt {

/// Re-authentication, section 4.12.1: the client stays who it is, and proves it again.
MqttConnection::Step MqttConnection::handleAuth(const Frame &frame)
{
    AuthPacket packet;
    if (const auto error = readAuth(frame.body, packet))
        return fail(frame, *error);
    if (m_five->authMethod.empty() || packet.method != m_five->authMethod) {
        return fail(frame,
            ProtocolError::forbidden(
                "names another authentication method than CONNECT [MQTT-4.12.0-5, MQTT-4.12.1-1]"));
    }
    const bool begins = packet.reason == ReasonCode::ReAuthenticate;
    if (begins == bool(m_five->exchange)) {
        return fail(frame,
            ProtocolError::forbidden(begins ? "begins again before the last authentication is over (4.12.1)"
                                            : "continues an authentication that nobody began (4.12)"));
    }
    if (begins)
        m_five->exchange = m_server.authenticator->exchange(packet.method, credentials(m_session->id()));
    return continueAgain(packet.data);
}

MqttConnection::Step MqttConnection::continueAgain(std::string_view message)
{
    AuthExchange::Answer answer;
    if (m_five->exchange) // else the method is not known any more
        answer = m_five->exchange->next(message);
    if (answer.step == AuthExchange::Step::Continue) {
        writeAuth5(
            output(), pool(), m_five->receiver, ReasonCode::ContinueAuthentication, m_five->authMethod, answer.data);
        return Step::Next;
    }
    m_five->exchange.reset();
    const bool same = answer.outcome.user == m_session->origin()->user;
    if (answer.step == AuthExchange::Step::Accepted && answer.outcome.status == AuthStatus::Accepted && same) {
        writeAuth5(output(), pool(), m_five->receiver, ReasonCode::Success, m_five->authMethod, answer.data);
        return Step::Next;
    }
    m_endReason = "it failed to authenticate again";
    log("closed", m_endReason);
    sayGoodbye(ReasonCode::NotAuthorized, m_endReason);
    m_connection->close();
    return Step::Over;
}

} // namespace topiq::mqtt
