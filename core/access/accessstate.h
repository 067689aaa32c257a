// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/accesssettings.h"
#include "access/identity.h"
#include "access/rules.h"
#include "access/secretfile.h"
#include "access/token.h"
#include "access/users.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace topiq {

/// Everything that decides about access, read from all the files at one moment: users, rules, the key for tokens.
/// Immutable; shared between threads. topiqctl asks the same object that the broker does.
struct AccessState {
    AccessSettings settings;
    std::string userFile; ///< empty: there is none and could be none
    FileStamp userFileStamp; ///< as it was read
    UserList users;
    std::shared_ptr<const std::vector<Rule>> rules; ///< null: no file of rules is configured
    bool rulesAboutListeners = false;
    std::shared_ptr<const TokenVerifier> tokens; ///< null: none are taken

    /// Reads what the settings name; `dataDir` may be empty. Failure: the first fault, with file and line; a file that
    /// is named and missing is one. May block.
    [[nodiscard]] static Result<std::shared_ptr<const AccessState>> load(
        const AccessSettings &settings, const std::string &dataDir);
    /// Where the users are kept: access.users, else users.yaml in the data folder; empty without either.
    [[nodiscard]] static std::string userFileOf(const AccessSettings &settings, const std::string &dataDir);

    [[nodiscard]] bool allowsAnonymous(bool loopback) const
    {
        return settings.anonymous == AnonymousAccess::Everywhere
            || (settings.anonymous == AnonymousAccess::Loopback && loopback);
    }
    /// Whether there is any way to prove who one is. Where there is none, a name that a client gives is a mere label.
    [[nodiscard]] bool knowsUsers() const
    {
        return !users.empty() || tokens || settings.certificateUser != CertificateUser::None;
    }
    /// Fills in what is known of a user by name (roles, admin), and answers why he may not come in as this client, if
    /// so. A user who is proven by certificate or token need not be in the list.
    [[nodiscard]] std::optional<std::string> admit(Identity &identity) const;
    /// Whether a proof that was good when the client came in still is; the identity is brought up to date.
    [[nodiscard]] bool stillHolds(Identity &identity, std::int64_t wallNowMs) const;
};

/// A mark of what a user proves himself with.
[[nodiscard]] std::string secretStampOf(const User &user);

} // namespace topiq
