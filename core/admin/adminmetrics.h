// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/snapshot.h"

#include <QByteArray>

namespace topiq {

/// A snapshot in Prometheus' text format. Counters end in _total, units are seconds and bytes. Pure function, any
/// thread.
[[nodiscard]] QByteArray prometheusText(const Snapshot &snapshot);

} // namespace topiq
