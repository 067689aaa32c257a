// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace topiq {

/// A whole number without sign, blanks or anything beside digits; nothing when it is not one or does not fit.
[[nodiscard]] std::optional<quint64> parseNumber(QStringView text);

/// A size in bytes: digits alone, or digits and B, KiB, MiB, GiB or TiB ("64KiB", "64 KiB").
[[nodiscard]] std::optional<quint64> parseSize(QStringView text);

/// The size with the largest unit that gives a whole number: 65536 is "64KiB", 65537 is "65537".
[[nodiscard]] QString sizeText(quint64 bytes);

} // namespace topiq
