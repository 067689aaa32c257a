// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/identity.h"
#include "access/rules.h"
#include "engine/permissions.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace topiq {

/// What the rules say about one thing, and which of them says it.
struct Decision {
    bool allowed = false;
    std::string reason; ///< "rules.yaml:7", or why no rule was asked
};

/// The rules that are about one client, with its names filled in. Immutable; any thread. Every Permissions that the
/// engine holds is one of these.
class ClientPermissions final : public Permissions {
public:
    /// `rules` are null when there is no file of rules: then whoever was let in may do everything that a token allows.
    ClientPermissions(Identity identity, std::shared_ptr<const std::vector<Rule>> rules);

    [[nodiscard]] bool mayPublish(std::string_view topic) const override;
    [[nodiscard]] bool mayReceive(std::string_view topic) const override;
    [[nodiscard]] bool maySubscribe(std::string_view filter) const override;

    /// The same with the reason, for people. Topic: valid.
    [[nodiscard]] Decision explain(Action action, std::string_view topic) const;
    /// For a filter, also one with $share/<group>/ in front: the first rule by which something may come, or why nothing
    /// can.
    [[nodiscard]] Decision explainSubscribe(std::string_view filter) const;

    [[nodiscard]] const Identity &identity() const { return m_identity; }
    [[nodiscard]] const std::shared_ptr<const std::vector<Rule>> &rules() const { return m_rules; }
    /// Whether every question is answered by yes.
    [[nodiscard]] bool isUnrestricted() const
    {
        return !m_rules && !m_identity.scope.publish && !m_identity.scope.subscribe;
    }

private:
    struct Entry {
        std::string filter;
        bool allow;
        const std::string *place; // lies in m_rules
    };

    [[nodiscard]] static const Entry *deciding(const std::vector<Entry> &entries, std::string_view topic);
    [[nodiscard]] const std::vector<Entry> &entriesFor(Action action) const
    {
        return action == Action::Publish ? m_publish : m_receive;
    }
    [[nodiscard]] static bool inScope(const std::optional<std::vector<std::string>> &scope, std::string_view topic);

    const Identity m_identity;
    const std::shared_ptr<const std::vector<Rule>> m_rules;
    std::vector<Entry> m_publish;
    std::vector<Entry> m_receive;
};

} // namespace topiq
