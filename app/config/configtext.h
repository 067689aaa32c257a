// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/settingsloader.h"

#include <QString>

namespace topiq {

/// The effective configuration as YAML, every value with a comment that says where it came from. Given back as --config
/// it yields the same values.
[[nodiscard]] QString configText(const LoadedSettings &loaded);

} // namespace topiq
