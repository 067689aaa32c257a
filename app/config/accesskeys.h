// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/settingkeys.h"

#include <QList>

namespace topiq {

/// The keys of the section `access`; part of settingKeys().
[[nodiscard]] QList<SettingKey> accessKeys();

} // namespace topiq
