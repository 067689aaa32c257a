// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace topiq {

// Sets of topics, as described by valid filters. Any thread.

/// The filter of the topics that match both; nothing when there are none. (Two filters always meet in one.)
[[nodiscard]] std::optional<std::string> filterIntersection(std::string_view left, std::string_view right);
/// Whether every topic that matches `narrow` also matches `wide`.
[[nodiscard]] bool filterCovers(std::string_view wide, std::string_view narrow);

} // namespace topiq
