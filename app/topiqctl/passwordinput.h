// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

#include <string>

namespace topiq {

/// A new password: the first line of `file` ("-": of the standard input), or when `file` is empty asked for twice at
/// the terminal, without showing it; without a terminal it is the first line of the standard input. Never an argument
/// of the program, which everybody on the machine can see. Failure: a sentence.
[[nodiscard]] Result<std::string> readNewPassword(const QString &file);

} // namespace topiq
