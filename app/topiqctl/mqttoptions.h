// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "cli/optionparser.h"
#include "topiqctl/mqttsettings.h"

#include <QList>

namespace topiq {

/// The options that say which server, as whom and in which version: of every command that speaks MQTT.
[[nodiscard]] QList<Option> mqttOptions();
/// What these options ask for. `withProperties`: the message has properties, which only MQTT 5 knows, so that it is
/// chosen without being asked for. Failure: ErrorCode::Usage.
[[nodiscard]] Result<mqttclient::MqttSettings> mqttSettings(const ParsedOptions &options, bool withProperties = false);

/// The options for the properties of a message.
[[nodiscard]] QList<Option> propertyOptions();
[[nodiscard]] bool hasPropertyOptions(const ParsedOptions &options);
/// The properties that these options ask for. Failure: ErrorCode::Usage.
[[nodiscard]] Result<mqttclient::Properties> propertiesOf(const ParsedOptions &options);

} // namespace topiq
