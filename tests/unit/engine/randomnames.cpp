// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "randomnames.h"

#include <vector>

namespace topiq {

namespace {

std::vector<std::string> levelsOf(std::string_view name)
{
    std::vector<std::string> levels(1);
    for (const char c : name) {
        if (c == '/')
            levels.emplace_back();
        else
            levels.back() += c;
    }
    return levels;
}

std::string randomLevel(Random &random)
{
    static const char *const words[] = {"a", "b", "c", "", "$s", "longer"};
    return words[random() % std::size(words)];
}

} // namespace

std::string randomTopic(Random &random)
{
    std::string topic = randomLevel(random);
    for (std::uint32_t more = random() % 5; more; --more)
        topic += '/' + randomLevel(random);
    return topic.empty() ? "a" : topic;
}

std::string randomFilter(Random &random)
{
    std::string filter;
    for (std::uint32_t left = 1 + random() % 5; left; --left) {
        const std::uint32_t kind = random() % 8;
        if (kind == 0) {
            filter += '#';
            return filter;
        }
        filter += kind < 3 ? "+" : randomLevel(random);
        if (left > 1)
            filter += '/';
    }
    return filter.empty() ? "b" : filter;
}

bool slowlyMatches(std::string_view filter, std::string_view topic)
{
    const std::vector<std::string> wanted = levelsOf(filter);
    const std::vector<std::string> levels = levelsOf(topic);
    if (topic.front() == '$' && (wanted[0] == "+" || wanted[0] == "#"))
        return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == "#")
            return levels.size() >= i; // also the parent level
        if (i >= levels.size() || (wanted[i] != "+" && wanted[i] != levels[i]))
            return false;
    }
    return wanted.size() == levels.size();
}

} // namespace topiq
