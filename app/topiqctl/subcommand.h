// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/command.h"

namespace topiq {

/// `topiqctl sub`: prints what arrives.
[[nodiscard]] Command subCommand();

} // namespace topiq
