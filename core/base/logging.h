// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

#include <string_view>

namespace topiq {

// One category per part of the program; the level of each is set by the log level of the configuration. Nothing on
// the message path logs.
Q_DECLARE_LOGGING_CATEGORY(logIo)
Q_DECLARE_LOGGING_CATEGORY(logEngine)
Q_DECLARE_LOGGING_CATEGORY(logAccess)
Q_DECLARE_LOGGING_CATEGORY(logMqtt)
Q_DECLARE_LOGGING_CATEGORY(logHttp)
Q_DECLARE_LOGGING_CATEGORY(logApp)

/// Text from the network, made harmless for a log line.
[[nodiscard]] QString logText(std::string_view bytes);

} // namespace topiq
