// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "config/settings.h"

#include <QString>

namespace topiq {

/// Reads SCHEME://ADDR:PORT. IPv6 addresses stand in brackets, port 0 means any free one, "localhost" is 127.0.0.1;
/// other names are refused, because what they mean may change while the broker runs. Accepts the schemes mqtt and http
/// and refuses all others with a sentence that says what this version serves. Failure: a sentence without place or key.
[[nodiscard]] Result<ListenerSettings> parseListenUrl(const QString &url);

/// The same from parts, for the {scheme, address, port} form of the file.
[[nodiscard]] Result<ListenerSettings> checkListener(
    const QString &scheme, const QString &address, const QString &port);

/// An IP address in its usual spelling, or the reason why the text is none.
[[nodiscard]] Result<QString> checkAddress(const QString &address);

[[nodiscard]] QString listenUrl(const ListenerSettings &listener);

} // namespace topiq
