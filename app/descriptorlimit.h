// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace topiq {

/// Raises the number of descriptors that the process may open to the most that it is allowed, and says what holds now.
/// Every connection takes one. Call before any thread is started.
quint64 raiseDescriptorLimit();

} // namespace topiq
