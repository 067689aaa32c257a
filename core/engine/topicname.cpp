// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/topicname.h"

#include "base/text.h"

#include <algorithm>

namespace topiq {

namespace {

NameFault checkText(std::string_view text)
{
    if (text.empty())
        return NameFault::Empty;
    if (text.size() > 0xFFFF)
        return NameFault::TooLong;
    if (!isMqttText(text))
        return NameFault::BadUtf8;
    if (std::size_t(std::count(text.begin(), text.end(), '/')) >= MaxTopicLevels)
        return NameFault::TooDeep;
    return NameFault::None;
}

} // namespace

NameFault checkTopicName(std::string_view topic)
{
    const NameFault fault = checkText(topic);
    if (fault != NameFault::None)
        return fault;
    return hasWildcard(topic) ? NameFault::Wildcard : NameFault::None;
}

NameFault checkTopicFilter(std::string_view filter)
{
    const NameFault fault = checkText(filter);
    if (fault != NameFault::None)
        return fault;
    bool last = false;
    for (std::string_view rest = filter; !last;) {
        const std::string_view level = takeLevel(rest, last);
        if (level == "#" ? !last : level != "+" && hasWildcard(level))
            return NameFault::MisplacedWildcard;
    }
    return NameFault::None;
}

const char *describe(NameFault fault)
{
    switch (fault) {
    case NameFault::None:
        return "is valid";
    case NameFault::Empty:
        return "is empty";
    case NameFault::TooLong:
        return "is longer than 65,535 bytes";
    case NameFault::TooDeep:
        return "has more than 200 levels";
    case NameFault::BadUtf8:
        return "is not well-formed UTF-8 or holds U+0000";
    case NameFault::Wildcard:
        return "holds a wildcard (+ or #), which only a subscription may";
    case NameFault::MisplacedWildcard:
        return "has a misplaced wildcard: + must be a whole level, # a whole level and the last";
    }
    return "";
}

bool hasWildcard(std::string_view filter) { return filter.find_first_of("+#") != std::string_view::npos; }

bool filterMatches(std::string_view filter, std::string_view topic)
{
    if (isSystemTopic(topic) && !filter.empty() && (filter.front() == '+' || filter.front() == '#'))
        return false;
    bool filterEnds = false;
    bool topicEnds = false;
    for (;;) {
        const std::string_view wanted = takeLevel(filter, filterEnds);
        if (wanted == "#")
            return true;
        const std::string_view level = takeLevel(topic, topicEnds);
        if (wanted != "+" && wanted != level)
            return false;
        if (topicEnds)
            return filterEnds || filter == "#"; // "a/#" matches "a"
        if (filterEnds)
            return false;
    }
}

} // namespace topiq
