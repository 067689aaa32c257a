// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <random>
#include <string>
#include <string_view>

namespace topiq {

using Random = std::mt19937;

/// A valid topic of one to five levels, some of them empty or beginning with $, from few enough words to meet filters.
[[nodiscard]] std::string randomTopic(Random &random);
/// A valid filter of the same words.
[[nodiscard]] std::string randomFilter(Random &random);
/// Whether the filter matches the topic, by the words of MQTT 3.1.1 section 4.7 and without haste.
[[nodiscard]] bool slowlyMatches(std::string_view filter, std::string_view topic);

} // namespace topiq
