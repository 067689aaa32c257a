// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/command.h"

namespace topiq {

/// `topiqctl topics` and `topiqctl clients`: lists from the HTTP API, as a table or as JSON.
[[nodiscard]] Command topicsCommand();
[[nodiscard]] Command clientsCommand();

} // namespace topiq
