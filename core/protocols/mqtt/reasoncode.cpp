// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/reasoncode.h"

namespace topiq::mqtt {

const char *describe(ReasonCode code)
{
    switch (code) {
    case ReasonCode::Success:
        return "success";
    case ReasonCode::GrantedQos1:
        return "granted QoS 1";
    case ReasonCode::GrantedQos2:
        return "granted QoS 2";
    case ReasonCode::DisconnectWithWill:
        return "disconnect with will";
    case ReasonCode::NoMatchingSubscribers:
        return "no matching subscribers";
    case ReasonCode::NoSubscriptionExisted:
        return "no subscription existed";
    case ReasonCode::ContinueAuthentication:
        return "continue authentication";
    case ReasonCode::ReAuthenticate:
        return "authenticate again";
    case ReasonCode::UnspecifiedError:
        return "unspecified error";
    case ReasonCode::MalformedPacket:
        return "malformed packet";
    case ReasonCode::ProtocolError:
        return "protocol error";
    case ReasonCode::ImplementationSpecific:
        return "implementation specific error";
    case ReasonCode::UnsupportedVersion:
        return "unsupported protocol version";
    case ReasonCode::ClientIdNotValid:
        return "client id not valid";
    case ReasonCode::BadCredentials:
        return "bad user name or password";
    case ReasonCode::NotAuthorized:
        return "not authorized";
    case ReasonCode::ServerUnavailable:
        return "server unavailable";
    case ReasonCode::ServerBusy:
        return "server busy";
    case ReasonCode::Banned:
        return "banned";
    case ReasonCode::ServerShuttingDown:
        return "server shutting down";
    case ReasonCode::BadAuthenticationMethod:
        return "bad authentication method";
    case ReasonCode::KeepAliveTimeout:
        return "keep-alive time-out";
    case ReasonCode::SessionTakenOver:
        return "session taken over";
    case ReasonCode::TopicFilterInvalid:
        return "topic filter invalid";
    case ReasonCode::TopicNameInvalid:
        return "topic name invalid";
    case ReasonCode::PacketIdInUse:
        return "packet id in use";
    case ReasonCode::PacketIdNotFound:
        return "packet id not found";
    case ReasonCode::ReceiveMaximumExceeded:
        return "receive maximum exceeded";
    case ReasonCode::TopicAliasInvalid:
        return "topic alias invalid";
    case ReasonCode::PacketTooLarge:
        return "packet too large";
    case ReasonCode::MessageRateTooHigh:
        return "message rate too high";
    case ReasonCode::QuotaExceeded:
        return "quota exceeded";
    case ReasonCode::AdministrativeAction:
        return "administrative action";
    case ReasonCode::PayloadFormatInvalid:
        return "payload format invalid";
    case ReasonCode::RetainNotSupported:
        return "retain not supported";
    case ReasonCode::QosNotSupported:
        return "QoS not supported";
    case ReasonCode::UseAnotherServer:
        return "use another server";
    case ReasonCode::ServerMoved:
        return "server moved";
    case ReasonCode::SharedNotSupported:
        return "shared subscriptions not supported";
    case ReasonCode::ConnectionRateExceeded:
        return "connection rate exceeded";
    case ReasonCode::MaximumConnectTime:
        return "maximum connect time reached";
    case ReasonCode::SubscriptionIdsNotSupported:
        return "subscription identifiers not supported";
    case ReasonCode::WildcardsNotSupported:
        return "wildcard subscriptions not supported";
    }
    return "a reason that the standard does not know";
}

} // namespace topiq::mqtt
