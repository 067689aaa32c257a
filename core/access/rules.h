// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/address.h"
#include "access/identity.h"
#include "base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topiq {

enum class Action { Publish, Receive };

/// One line of the law: who may, or may not, do what where. Of the kinds of "who" that are given all must hold, of each
/// kind one value; when none is given it is about everybody. A plain value.
struct Rule {
    bool allow = false;
    bool publish = false;
    bool receive = false;
    std::vector<std::string> filters; ///< valid; may hold the placeholders %u and %c

    std::vector<std::string> users;
    std::vector<std::string> roles;
    std::vector<std::string> clientIds;
    std::vector<std::string> listeners;
    std::vector<AddressRange> addresses;
    std::optional<bool> anonymous;

    std::string place; ///< file:line

    [[nodiscard]] bool isAbout(const Identity &identity) const;
    [[nodiscard]] bool isAbout(Action action) const { return action == Action::Publish ? publish : receive; }
};

/// The filter with the names of the client in the place of %u and %c. A name that is missing, holds + # or /, or begins
/// with $ where the topic begins, could make the filter reach further than was meant (CVE-2017-7650): then a rule that
/// allows does not hold (nothing), and one that denies holds for whatever could stand there.
[[nodiscard]] std::optional<std::string> fillPlaceholders(
    std::string_view filter, const Identity &identity, bool allow);

/// Our own file of rules, see docs/access.md. Failure: Configuration, with file and line.
[[nodiscard]] Result<std::vector<Rule>> parseRuleFile(const std::string &text, const std::string &fileName);

/// mosquitto's acl_file as rules with the same effect: what denies comes first, for topics and then for patterns.
/// Failure: Configuration, with file and line.
[[nodiscard]] Result<std::vector<Rule>> parseMosquittoAcl(const std::string &text, const std::string &fileName);

} // namespace topiq
