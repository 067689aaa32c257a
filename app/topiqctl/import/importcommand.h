// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/command.h"

namespace topiq {

/// `topiqctl import FILE`: translates the configuration of another broker into ours.
[[nodiscard]] Command importCommand();

} // namespace topiq
