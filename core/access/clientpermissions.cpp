// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/clientpermissions.h"

#include "access/filters.h"
#include "engine/topicname.h"

#include <algorithm>

namespace topiq {

ClientPermissions::ClientPermissions(Identity identity, std::shared_ptr<const std::vector<Rule>> rules)
    : m_identity(std::move(identity)),
      m_rules(std::move(rules))
{
    if (!m_rules)
        return;
    for (const Rule &rule : *m_rules) {
        if (!rule.isAbout(m_identity))
            continue;
        for (const std::string &filter : rule.filters) {
            auto filled = fillPlaceholders(filter, m_identity, rule.allow);
            if (!filled)
                continue;
            if (rule.publish)
                m_publish.push_back({*filled, rule.allow, &rule.place});
            if (rule.receive)
                m_receive.push_back({std::move(*filled), rule.allow, &rule.place});
        }
    }
}

bool ClientPermissions::mayPublish(std::string_view topic) const
{
    if (!inScope(m_identity.scope.publish, topic))
        return false;
    if (!m_rules)
        return true;
    const Entry *const entry = deciding(m_publish, topic);
    return entry && entry->allow;
}

bool ClientPermissions::mayReceive(std::string_view topic) const
{
    if (!inScope(m_identity.scope.subscribe, topic))
        return false;
    if (!m_rules)
        return true;
    const Entry *const entry = deciding(m_receive, topic);
    return entry && entry->allow;
}

bool ClientPermissions::maySubscribe(std::string_view filter) const { return explainSubscribe(filter).allowed; }

Decision ClientPermissions::explain(Action action, std::string_view topic) const
{
    const auto &scope = action == Action::Publish ? m_identity.scope.publish : m_identity.scope.subscribe;
    if (!inScope(scope, topic))
        return {false, "the token does not name this topic"};
    if (!m_rules)
        return {true, "there are no rules (access.rules, access.acl_file)"};
    const Entry *const entry = deciding(entriesFor(action), topic);
    if (!entry)
        return {false, "no rule is about it"};
    return {entry->allow, *entry->place};
}

Decision ClientPermissions::explainSubscribe(std::string_view filter) const
{
    // A shared subscription is about what its filter matches.
    constexpr std::string_view Share = "$share/";
    if (filter.starts_with(Share)) {
        const std::size_t slash = filter.find('/', Share.size());
        if (slash != std::string_view::npos && slash + 1 < filter.size())
            filter.remove_prefix(slash + 1);
    }
    // What a token allows narrows the filter to several, each of which may let something through.
    std::vector<std::string> parts;
    if (!m_identity.scope.subscribe) {
        parts.emplace_back(filter);
    } else {
        for (const std::string &allowed : *m_identity.scope.subscribe) {
            if (auto common = filterIntersection(filter, allowed))
                parts.push_back(std::move(*common));
        }
        if (parts.empty())
            return {false, "the token names no topic that matches"};
    }
    if (!m_rules)
        return {true, "there are no rules (access.rules, access.acl_file)"};
    Decision refusal{false, "no rule allows a topic that matches"};
    for (const std::string &part : parts) {
        for (auto entry = m_receive.begin(); entry != m_receive.end(); ++entry) {
            const auto common = filterIntersection(part, entry->filter);
            if (!common)
                continue;
            if (!entry->allow) {
                if (!filterCovers(entry->filter, part))
                    continue;
                refusal.reason = *entry->place; // nothing behind it can be reached
                break;
            }
            const bool denied = std::any_of(m_receive.begin(), entry,
                [&](const Entry &before) { return !before.allow && filterCovers(before.filter, *common); });
            if (!denied)
                return {true, *entry->place};
        }
    }
    return refusal;
}

const ClientPermissions::Entry *ClientPermissions::deciding(const std::vector<Entry> &entries, std::string_view topic)
{
    const auto found = std::find_if(
        entries.begin(), entries.end(), [&](const Entry &entry) { return filterMatches(entry.filter, topic); });
    return found == entries.end() ? nullptr : &*found;
}

bool ClientPermissions::inScope(const std::optional<std::vector<std::string>> &scope, std::string_view topic)
{
    return !scope || std::any_of(scope->begin(), scope->end(), [&](const std::string &filter) {
        return filterMatches(filter, topic);
    });
}

} // namespace topiq
