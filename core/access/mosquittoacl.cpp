// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/rules.h"
#include "base/text.h"
#include "engine/topicname.h"

#include <iterator>

namespace topiq {

namespace {

constexpr std::string_view Blank = " \t";

std::string_view trimmed(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(Blank);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

std::string_view takeWord(std::string_view &rest)
{
    const std::size_t end = rest.find_first_of(Blank);
    const std::string_view word = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : trimmed(rest.substr(end));
    return word;
}

Error wrong(const std::string &place, std::string text) { return {ErrorCode::Configuration, std::move(text), place}; }

/// The rest of a "topic" or "pattern" line: an access word, unless there is only a topic, and the topic.
Result<Rule> readAccess(std::string_view rest, const std::string &place, const char *kind)
{
    Rule rule;
    rule.place = place;
    std::string_view afterWord = rest;
    const std::string_view word = takeWord(afterWord);
    const bool known = word == "read" || word == "write" || word == "readwrite" || word == "deny";
    // A topic may hold blanks and stand alone: then, as with mosquitto, it may be read and written.
    if (!known && !afterWord.empty())
        return wrong(place,
            "\"" + printable(word, 60) + "\" behind \"" + kind + "\" is not one of read, write, readwrite, deny");
    const std::string_view topic = known ? afterWord : rest;
    if (topic.empty())
        return wrong(place, std::string("\"") + kind + "\" without a topic");
    rule.allow = word != "deny";
    rule.publish = !known || word != "read";
    rule.receive = !known || word != "write";
    rule.filters = {std::string(topic)};
    if (const NameFault fault = checkTopicFilter(topic); fault != NameFault::None)
        return wrong(place, "the topic \"" + printable(topic, 60) + "\" " + describe(fault));
    return rule;
}

} // namespace

Result<std::vector<Rule>> parseMosquittoAcl(const std::string &text, const std::string &fileName)
{
    std::vector<Rule> topicDenies;
    std::vector<Rule> topicAllows;
    std::vector<Rule> patternDenies;
    std::vector<Rule> patternAllows;
    std::string user; // empty before the first "user" line: these lines are about clients without name
    int number = 0;
    for (std::string_view lines = text; !lines.empty();) {
        const std::size_t end = lines.find('\n');
        std::string_view rest = trimmed(lines.substr(0, end));
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
        const std::string place = fileName + ':' + std::to_string(++number);
        if (rest.empty() || rest.front() == '#')
            continue;
        const std::string_view kind = takeWord(rest);
        if (kind == "user") {
            if (rest.empty() || !isMqttText(rest))
                return wrong(place, "\"user\" without a name");
            user = rest;
        } else if (kind == "topic") {
            auto rule = readAccess(rest, place, "topic");
            if (!rule)
                return rule.error();
            if (rule->filters[0].find("%u") != std::string::npos || rule->filters[0].find("%c") != std::string::npos)
                return wrong(place, "%u and %c mean something behind \"pattern\" only; use that, or another topic");
            if (user.empty())
                rule->anonymous = true;
            else
                rule->users = {user};
            (rule->allow ? topicAllows : topicDenies).push_back(std::move(*rule));
        } else if (kind == "pattern") {
            auto rule = readAccess(rest, place, "pattern");
            if (!rule)
                return rule.error();
            (rule->allow ? patternAllows : patternDenies).push_back(std::move(*rule));
        } else {
            return wrong(place, "\"" + printable(kind, 60) + "\" is not one of user, topic, pattern");
        }
    }
    std::vector<Rule> rules;
    for (std::vector<Rule> *part : {&topicDenies, &topicAllows, &patternDenies, &patternAllows})
        rules.insert(rules.end(), std::make_move_iterator(part->begin()), std::make_move_iterator(part->end()));
    return rules;
}

} // namespace topiq
