// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

namespace topiq {

/// More levels than this are refused: a match walks the levels recursively.
inline constexpr std::size_t MaxTopicLevels = 200;

enum class NameFault { None, Empty, TooLong, TooDeep, BadUtf8, Wildcard, MisplacedWildcard, BadShare };

/// Whether a message may be published on this topic (MQTT 3.1.1 sections 1.5.3, 3.3.2.1, 4.7).
[[nodiscard]] NameFault checkTopicName(std::string_view topic);
/// Whether one may subscribe to this filter (MQTT 3.1.1 section 4.7.1), which may be a shared one (MQTT 5
/// section 4.8.2).
[[nodiscard]] NameFault checkTopicFilter(std::string_view filter);
/// The fault as the end of a sentence: "is empty", "holds a wildcard (+ or #)", ...
[[nodiscard]] const char *describe(NameFault fault);

/// A filter of the form `$share/<group>/<filter>` begins with this.
inline constexpr std::string_view SharedPrefix = "$share/";
[[nodiscard]] inline bool isSharedFilter(std::string_view filter) { return filter.starts_with(SharedPrefix); }
/// The filter within a valid shared one, and any other as it is.
[[nodiscard]] std::string_view plainFilter(std::string_view filter);

[[nodiscard]] bool hasWildcard(std::string_view filter);
/// Whether a topic belongs to the server (/...): wildcards at the first level do not match it.
[[nodiscard]] inline bool isSystemTopic(std::string_view topic) { return !topic.empty() && topic.front() == '$'; }
/// Whether a topic is one of the broker's own figures, which nobody else publishes.
[[nodiscard]] inline bool isReservedTopic(std::string_view topic)
{
    return topic.starts_with("$SYS") && (topic.size() == 4 || topic[4] == '/');
}
/// Whether a valid filter matches a valid topic.
[[nodiscard]] bool filterMatches(std::string_view filter, std::string_view topic);

/// Cuts the first level off `rest`. `last` is set when nothing follows it.
[[nodiscard]] inline std::string_view takeLevel(std::string_view &rest, bool &last)
{
    const std::size_t slash = rest.find('/');
    last = slash == std::string_view::npos;
    const std::string_view level = rest.substr(0, slash);
    rest.remove_prefix(last ? rest.size() : slash + 1);
    return level;
}

} // namespace topiq
