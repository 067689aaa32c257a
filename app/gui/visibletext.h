// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

/// Text and bytes from the network made fit for a screen: whoever sends a message must not be able to hide characters,
/// turn the reading direction, or break a table row. Pure functions, any thread.
namespace topiq::visibletext {

/// Every control, bidirectional-format and zero-width character replaced by a visible mark; one line.
[[nodiscard]] QString line(QStringView text);
/// The same, but line feeds stay (with their mark before them) so that a text keeps its lines.
[[nodiscard]] QString block(QStringView text);
/// A payload in one line of at most `maxChars` characters: text when it is UTF-8, else hexadecimal. `cut`: more bytes
/// follow that are not here, so an unfinished last character is no sign of binary data.
[[nodiscard]] QString preview(const QByteArray &payload, int maxChars, bool cut = false);
/// A payload as text of several lines; bytes that are no UTF-8 appear as U+FFFD.
[[nodiscard]] QString text(const QByteArray &payload);
/// A payload as rows of offset, sixteen bytes in hexadecimal and their ASCII letters.
[[nodiscard]] QString hex(const QByteArray &payload);
/// Whether the bytes are whole UTF-8 (or cut within the last character when `cut`).
[[nodiscard]] bool isText(const QByteArray &payload, bool cut = false);

} // namespace topiq::visibletext
