// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/command.h"

namespace topiq {

/// `topiqctl version`: its own version, and the server's when that can be asked.
[[nodiscard]] Command versionCommand();

} // namespace topiq
