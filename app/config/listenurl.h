// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "config/settings.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace topiq {

/// Reads SCHEME://ADDR:PORT, SCHEME://ADDR:PORT/PATH (WebSocket) or unix:///PATH, each with ?OPTION=VALUE&... behind
/// it. IPv6 addresses stand in brackets, port 0 means any free one, "localhost" is 127.0.0.1, "*" every address; other
/// names are refused, because what they mean may change while the broker runs. In values, %XX stands for a byte.
/// Accepts the schemes mqtt, mqtts, ws, wss, unix and http, and refuses all others with a sentence that says what this
/// version serves. Failure: a sentence without place or key.
[[nodiscard]] Result<ListenerSettings> parseListenUrl(const QString &url);

/// The same from parts, for the {scheme, address, port, ...} form of the file: every value of every key.
[[nodiscard]] Result<ListenerSettings> makeListener(const QMap<QString, QStringList> &parts);

/// An IP address in its usual spelling, or the reason why the text is none.
[[nodiscard]] Result<QString> checkAddress(const QString &address);

/// What parseListenUrl() reads as the same listener; without a comma in it.
[[nodiscard]] QString listenUrl(const ListenerSettings &listener);
/// The same without options: scheme, address and port, for people. `port` as bound.
[[nodiscard]] QString listenPlace(const ListenerSettings &listener, quint16 port);

} // namespace topiq
