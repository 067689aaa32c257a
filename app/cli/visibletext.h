// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace topiq {

/// Text that came from the network or a file, made safe for a terminal and a log: control characters, marks that turn
/// the direction of writing, and line separators become visible escapes (\n, \x1b, \u{202e}); everything else stays.
[[nodiscard]] QString visibleText(QStringView text);

/// The same for bytes: UTF-8 is shown as text, bytes that are not UTF-8 as \xNN.
[[nodiscard]] QString visibleBytes(QByteArrayView bytes);

} // namespace topiq
