// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "topiqctl/mqttpackets.h"

#include <QString>

namespace topiq::mqttclient {

/// Where and as whom to connect.
struct MqttSettings {
    QString host;
    quint16 port = 1883;
    QString user;
    QString password;
    QString clientId; ///< filled with a fresh one
    quint16 keepAliveSeconds = 60;
    Version version = Version::V311;

    /// host:port, as people write it.
    [[nodiscard]] QString address() const;
};

/// Reads mqtt://[USER[:PASSWORD]@]HOST[:PORT]. Failure: ErrorCode::Usage; the sentence does not repeat a password.
[[nodiscard]] Result<MqttSettings> parseMqttUrl(const QString &url);

} // namespace topiq::mqttclient
