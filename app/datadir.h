// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace topiq {

/// Makes sure that `path` is a folder that can be written: makes it, with those above it, readable by its owner alone,
/// when it is missing. Failure: CannotCreate or NoPermission, with a sentence that names the path and what to do.
[[nodiscard]] Result<void> prepareDataDir(const QString &path);

} // namespace topiq
