// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/settings.h"

#include <QThread>

#include <algorithm>

namespace topiq {

int Settings::effectiveLoops() const { return loops > 0 ? loops : std::clamp(QThread::idealThreadCount() - 1, 1, 8); }

} // namespace topiq
