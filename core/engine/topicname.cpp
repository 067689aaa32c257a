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
    if (isSharedFilter(filter)) {
        const std::string_view rest = filter.substr(SharedPrefix.size());
        const std::size_t end = rest.find('/');
        if (end == 0 || end == std::string_view::npos || end + 1 == rest.size() || hasWildcard(rest.substr(0, end)))
            return NameFault::BadShare;
        filter = rest.substr(end + 1);
    }
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
    case NameFault::BadShare:
        return "is no shared subscription: it must be $share/, a name without wildcard, / and a filter";
    }
    return "";
}

std::string_view plainFilter(std::string_view filter)
{
    return isSharedFilter(filter) ? filter.substr(filter.find('/', SharedPrefix.size()) + 1) : filter;
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
