// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/command.h"

namespace topiq {

/// topiqctl may: what the broker's files say about one question, and which rule decides. Asks no running broker.
[[nodiscard]] Command mayCommand();

} // namespace topiq
