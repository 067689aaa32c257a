// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/command.h"

namespace topiq {

/// `topiqctl pub`: publishes and waits until the server has acknowledged everything.
[[nodiscard]] Command pubCommand();

} // namespace topiq
