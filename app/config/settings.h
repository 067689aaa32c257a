// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/accesssettings.h"
#include "config/listenersettings.h"
#include "engine/limits.h"
#include "protocols/mqtt/bridge/bridgeconfig.h"

#include <QList>
#include <QString>

#include <vector>

namespace topiq {

/// Where the HTTP API, the metrics and the health page are served.
struct AdminSettings {
    bool enabled = true;
    QString address = QStringLiteral("127.0.0.1");
    quint16 port = 7272; ///< 0: any free port
};

enum class LogLevel { Error, Warning, Info, Debug };

/// Everything that can be configured, as plain values after all sources have been merged (see SettingsLoader). The
/// members' initial values are the defaults: they stand here and nowhere else.
struct Settings {
    QString dataDir; ///< empty: none
    int loops = 0; ///< I/O loops; 0: chosen by the number of cores, see effectiveLoops()
    QList<ListenerSettings> listeners{{QStringLiteral("mqtt"), QStringLiteral("127.0.0.1"), 1883}};
    AdminSettings admin;
    Limits limits;
    AccessSettings access;
    QString serverReference; ///< where MQTT 5 clients are sent when the broker stops; empty: nowhere
    int sysIntervalSeconds = 10; ///< between two rounds of `$SYS` topics; 0: none
    LogLevel logLevel = LogLevel::Info;
    std::vector<mqtt::BridgeConfig> bridges;

    bool noGui = false; ///< command line only
    bool kiosk = false; ///< command line only

    /// `loops`, or when it is 0 one less than the machine has cores, at least 1 and at most 8.
    [[nodiscard]] int effectiveLoops() const;
};

} // namespace topiq
