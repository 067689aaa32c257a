// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/rules.h"

#include "access/yamlnode.h"
#include "base/text.h"
#include "engine/topicname.h"

#include <algorithm>

namespace topiq {

namespace {

bool holds(const std::vector<std::string> &list, const std::string &value)
{
    return std::find(list.begin(), list.end(), value) != list.end();
}

bool isSafeName(std::string_view name, bool first)
{
    return !name.empty() && name.find_first_of("+#/") == std::string_view::npos && !(first && name.front() == '$')
        && isMqttText(name);
}

Rule readRule(const yaml::Document &document, const YAML::Node &node)
{
    Rule rule;
    rule.place = document.place(node);
    bool verdict = false;
    document.eachEntry(node, "a rule", "allow or deny, topic, user, role, client, address, listener, anonymous",
        [&](const std::string &key, const YAML::Node &at, const YAML::Node &value) {
            if (key == "allow" || key == "deny") {
                if (std::exchange(verdict, true))
                    document.fail(at, "a rule either allows or denies; write two rules");
                rule.allow = key == "allow";
                const std::string action = document.text(value, key);
                rule.publish = action == "publish" || action == "all";
                rule.receive = action == "subscribe" || action == "all";
                if (!rule.publish && !rule.receive)
                    document.fail(at, key + " is \"" + printable(action, 60) + "\"; use publish, subscribe or all");
            } else if (key == "topic") {
                rule.filters = document.texts(value, key);
                for (const std::string &filter : rule.filters) {
                    if (const NameFault fault = checkTopicFilter(filter); fault != NameFault::None)
                        document.fail(value, "the topic \"" + printable(filter, 60) + "\" " + describe(fault));
                }
            } else if (key == "user") {
                rule.users = document.texts(value, key);
            } else if (key == "role") {
                rule.roles = document.texts(value, key);
            } else if (key == "client") {
                rule.clientIds = document.texts(value, key);
            } else if (key == "listener") {
                rule.listeners = document.texts(value, key);
            } else if (key == "address") {
                for (const std::string &text : document.texts(value, key)) {
                    auto range = AddressRange::parse(text);
                    if (!range)
                        document.fail(value, range.error().text);
                    rule.addresses.push_back(*range);
                }
            } else if (key == "anonymous") {
                rule.anonymous = document.flag(value, key);
            } else {
                return false;
            }
            return true;
        });
    if (!verdict)
        document.fail(node, "a rule without allow and deny; write \"allow: publish\", \"deny: all\", ...");
    if (rule.filters.empty())
        document.fail(node, "a rule without topic; \"#\" is every topic that does not begin with $");
    return rule;
}

} // namespace

bool Rule::isAbout(const Identity &identity) const
{
    const auto hasRole = [&](const std::string &role) { return holds(identity.roles, role); };
    const auto isFrom = [&](const AddressRange &range) { return range.contains(identity.host); };
    return (!anonymous || *anonymous == identity.isAnonymous())
        && (users.empty() || (!identity.isAnonymous() && holds(users, identity.user)))
        && (roles.empty() || std::any_of(roles.begin(), roles.end(), hasRole))
        && (clientIds.empty() || holds(clientIds, identity.clientId))
        && (listeners.empty() || holds(listeners, identity.listener))
        && (addresses.empty() || std::any_of(addresses.begin(), addresses.end(), isFrom));
}

std::optional<std::string> fillPlaceholders(std::string_view filter, const Identity &identity, bool allow)
{
    std::string filled;
    for (std::size_t at = 0; at < filter.size(); ++at) {
        const std::string_view two = filter.substr(at, 2);
        if (two != "%u" && two != "%c") {
            filled += filter[at];
            continue;
        }
        const std::string &name = two == "%u" ? identity.user : identity.clientId;
        if (!isSafeName(name, at == 0)) {
            if (allow)
                return {};
            if (at == 0 && name.starts_with('$'))
                return name.substr(0, name.find_first_of("+#/")) + "/#"; // "#" would not reach it
            // Everything below the last whole level in front of the placeholder.
            const std::size_t slash = filled.rfind('/');
            return slash == std::string::npos ? "#" : filled.substr(0, slash + 1) + '#';
        }
        filled += name;
        ++at;
    }
    if (filled.size() > 0xFFFF)
        return allow ? std::nullopt : std::optional<std::string>("#");
    return filled;
}

Result<std::vector<Rule>> parseRuleFile(const std::string &text, const std::string &fileName)
{
    std::vector<Rule> rules;
    const auto done = yaml::readDocument(text, fileName, "rules",
        [&](const yaml::Document &document, const YAML::Node &node) { rules.push_back(readRule(document, node)); });
    return done ? Result<std::vector<Rule>>(std::move(rules)) : Result<std::vector<Rule>>(done.error());
}

} // namespace topiq
