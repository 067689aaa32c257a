// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/command.h"

namespace topiq {

/// topiqctl user: changes the file of users; a running broker notices within a second.
[[nodiscard]] Command userCommand();

} // namespace topiq
