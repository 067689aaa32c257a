// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/filters.h"

#include "engine/topicname.h"

#include <utility>
#include <vector>

namespace topiq {

namespace {

std::vector<std::string_view> levelsOf(std::string_view filter)
{
    std::vector<std::string_view> levels;
    bool last = false;
    while (!last)
        levels.push_back(takeLevel(filter, last));
    return levels;
}

/// Wildcards at the first level do not reach topics that begin with $.
bool firstLevelsMeet(std::string_view left, std::string_view right)
{
    const auto isWild = [](std::string_view filter) { return filter.front() == '+' || filter.front() == '#'; };
    return !(isWild(left) && isSystemTopic(right)) && !(isWild(right) && isSystemTopic(left));
}

} // namespace

std::optional<std::string> filterIntersection(std::string_view left, std::string_view right)
{
    if (!firstLevelsMeet(left, right))
        return {};
    const auto a = levelsOf(left);
    const auto b = levelsOf(right);
    std::string common;
    bool first = true;
    const auto add = [&](std::string_view level) {
        if (!std::exchange(first, false))
            common += '/';
        common += level;
    };
    for (std::size_t i = 0;; ++i) {
        const bool endA = i == a.size();
        const bool endB = i == b.size();
        if (endA && endB)
            return common;
        // "x/#" also matches "x".
        if (endA)
            return b[i] == "#" ? std::optional(common) : std::nullopt;
        if (endB)
            return a[i] == "#" ? std::optional(common) : std::nullopt;
        if (a[i] == "#" || b[i] == "#") {
            const auto &rest = a[i] == "#" ? b : a;
            for (std::size_t j = i; j < rest.size(); ++j)
                add(rest[j]);
            return common;
        }
        if (a[i] != "+" && b[i] != "+" && a[i] != b[i])
            return {};
        add(a[i] == "+" ? b[i] : a[i]);
    }
}

bool filterCovers(std::string_view wide, std::string_view narrow)
{
    if (!firstLevelsMeet(wide, narrow))
        return false;
    const auto a = levelsOf(wide);
    const auto b = levelsOf(narrow);
    for (std::size_t i = 0;; ++i) {
        if (i < a.size() && a[i] == "#")
            return true;
        if (i == a.size() || i == b.size())
            return i == a.size() && i == b.size();
        if (b[i] == "#" || (a[i] != "+" && a[i] != b[i]))
            return false;
    }
}

} // namespace topiq
