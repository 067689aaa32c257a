// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/logging.h"

#include "base/text.h"

namespace topiq {

Q_LOGGING_CATEGORY(logIo, "topiq.io", QtInfoMsg)
Q_LOGGING_CATEGORY(logEngine, "topiq.engine", QtInfoMsg)
Q_LOGGING_CATEGORY(logAccess, "topiq.access", QtInfoMsg)
Q_LOGGING_CATEGORY(logMqtt, "topiq.mqtt", QtInfoMsg)
Q_LOGGING_CATEGORY(logHttp, "topiq.http", QtInfoMsg)
Q_LOGGING_CATEGORY(logApp, "topiq.app", QtInfoMsg)

QString logText(std::string_view bytes) { return QString::fromStdString(printable(bytes)); }

} // namespace topiq
