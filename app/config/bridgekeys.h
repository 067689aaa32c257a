// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "protocols/mqtt/bridge/bridgeconfig.h"

#include <QString>

#include <vector>

namespace topiq {

/// Reads the key `bridges`: a JSON array of objects (YAML has been made JSON by then). Failure: a sentence that names
/// the bridge, its key, the value and what is allowed, without place.
[[nodiscard]] Result<std::vector<mqtt::BridgeConfig>> readBridges(const QString &json);

/// The same the other way: one line, every key that is not at its default. It is YAML too.
[[nodiscard]] QString writeBridges(const std::vector<mqtt::BridgeConfig> &bridges);

} // namespace topiq
