// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/mqttpackets.h"

#include <QByteArray>

namespace topiq {

enum class MessageFormat {
    Text, ///< one line, control characters visible
    Json, ///< one object per line: topic, qos, retain, the properties that there are, and text or payload_base64
    Hex, ///< one line of hexadecimal digits
    Raw, ///< the bytes of the payload and nothing else
};

/// A message as `topiqctl sub` prints it, with the end of its line. `withTopic` puts the topic in front of a text or
/// hex line; a JSON object has it always.
[[nodiscard]] QByteArray messageText(const mqttclient::Message &message, MessageFormat format, bool withTopic);

} // namespace topiq
