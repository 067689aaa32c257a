// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// Topic names, topic filters and the tree that finds the filters of a topic, against slow ones written from MQTT 5
// section 4.7. The input is lines: topics and filters alike, each tried as both.
#include "base/text.h"
#include "claim.h"
#include "engine/filtertree.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using namespace topiq;
using namespace topiq::fuzz;

namespace {

std::vector<std::string_view> parts(std::string_view text, char separator)
{
    std::vector<std::string_view> found;
    for (;;) {
        const std::size_t end = text.find(separator);
        found.push_back(text.substr(0, end));
        if (end == std::string_view::npos)
            return found;
        text.remove_prefix(end + 1);
    }
}

bool isWildcardFree(std::string_view text) { return text.find('+') == text.npos && text.find('#') == text.npos; }

bool isPlain(std::string_view text)
{
    return !text.empty() && text.size() <= 65'535 && isMqttText(text) && parts(text, '/').size() <= MaxTopicLevels;
}

/// Section 4.8.2: "$share", the name of the group, and a filter.
bool isFilter(std::string_view text)
{
    std::vector<std::string_view> levels = parts(text, '/');
    if (levels[0] == "$share" && levels.size() > 1) {
        if (levels.size() < 3 || levels[1].empty() || !isWildcardFree(levels[1])
            || (levels.size() == 3 && levels[2].empty()))
            return false;
        levels.erase(levels.begin(), levels.begin() + 2);
    }
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const bool whole = levels[i] == "+" || (levels[i] == "#" && i + 1 == levels.size());
        if (!whole && !isWildcardFree(levels[i]))
            return false;
    }
    return isPlain(text);
}

bool slowlyMatches(std::string_view filter, std::string_view topic)
{
    const std::vector<std::string_view> wanted = parts(filter, '/');
    const std::vector<std::string_view> levels = parts(topic, '/');
    if (topic.front() == '$' && !isWildcardFree(wanted[0]))
        return false;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (wanted[i] == "#")
            return levels.size() >= i;
        if (i >= levels.size() || (wanted[i] != "+" && wanted[i] != levels[i]))
            return false;
    }
    return wanted.size() == levels.size();
}

/// The filters that the tree finds for a topic, each once.
std::set<std::string> matches(FilterTree<std::string> &tree, std::string_view topic)
{
    std::set<std::string> found;
    tree.match(topic,
        [&](const std::string &filter) { claim(found.insert(filter).second, "a filter is found once for a topic"); });
    return found;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    FilterTree<std::string> tree;
    std::set<std::string> filters;
    std::vector<std::string_view> topics;
    for (const std::string_view line : parts(bytes, '\n')) {
        const bool filter = checkTopicFilter(line) == NameFault::None;
        const bool topic = checkTopicName(line) == NameFault::None;
        claim(filter == isFilter(line), "the check of filters is that of the standard");
        claim(topic == (isPlain(line) && isWildcardFree(line)), "the check of topics is that of the standard");
        if (filter) {
            tree.obtain(line) = line;
            filters.emplace(line);
        }
        if (topic && topics.size() < 16)
            topics.push_back(line);
    }
    claim(tree.size() == filters.size(), "the tree holds as many filters as were put in");
    for (const std::string_view topic : topics) {
        std::set<std::string> expected;
        for (const std::string &filter : filters) {
            const bool matching = slowlyMatches(filter, topic);
            claim(filterMatches(filter, topic) == matching, "one filter matches as the standard says");
            if (matching)
                expected.insert(filter);
        }
        claim(matches(tree, topic) == expected, "the tree finds the filters that match");
    }
    // Every second one goes: the others stay, and in the end nothing is left.
    bool odd = false;
    for (auto at = filters.begin(); at != filters.end();) {
        odd = !odd;
        if (odd) {
            tree.erase(*at);
            claim(!tree.find(*at), "what was erased is gone");
            at = filters.erase(at);
        } else {
            ++at;
        }
    }
    for (const std::string_view topic : topics) {
        const std::set<std::string> found = matches(tree, topic);
        claim(std::includes(filters.begin(), filters.end(), found.begin(), found.end()), "nothing erased is found");
    }
    for (const std::string &filter : filters) {
        const std::string *const value = tree.find(filter);
        claim(value && *value == filter, "what was not erased is still there");
        tree.erase(filter);
    }
    claim(tree.size() == 0, "an emptied tree is empty");
    for (const std::string_view topic : topics)
        claim(matches(tree, topic).empty(), "an emptied tree finds nothing");
    return 0;
}
