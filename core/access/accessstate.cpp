// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/accessstate.h"

#include "access/crypto.h"
#include "base/text.h"

#include <algorithm>
#include <iterator>

namespace topiq {

namespace {

Error named(Error error, const char *key, const std::string &advice = {})
{
    error.text += std::string(" (") + key + ')' + advice;
    error.code = ErrorCode::Configuration;
    return error;
}

Result<void> loadUsers(AccessState &state)
{
    const AccessSettings &settings = state.settings;
    state.userFileStamp = state.userFile.empty() ? FileStamp() : stampOf(state.userFile);
    if (!settings.users.empty() || state.userFileStamp != FileStamp()) {
        const auto text = readSecretFile(state.userFile);
        if (!text)
            return named(text.error(), "access.users",
                text.error().code == ErrorCode::MissingInput ? "; topiqctl user add makes it" : "");
        auto users = parseUserFile(*text, state.userFile);
        if (!users)
            return users.error();
        state.users = std::move(*users);
    }
    if (settings.passwordFile.empty())
        return {};
    const auto text = readSecretFile(settings.passwordFile);
    if (!text)
        return named(text.error(), "access.password_file");
    return addMosquittoPasswords(*text, settings.passwordFile, state.users);
}

Result<void> loadRules(AccessState &state)
{
    const AccessSettings &settings = state.settings;
    if (settings.rules.empty() && settings.aclFile.empty())
        return {};
    std::vector<Rule> rules;
    if (!settings.rules.empty()) {
        const auto text = readSecretFile(settings.rules);
        if (!text)
            return named(text.error(), "access.rules");
        auto own = parseRuleFile(*text, settings.rules);
        if (!own)
            return own.error();
        rules = std::move(*own);
    }
    if (!settings.aclFile.empty()) {
        const auto text = readSecretFile(settings.aclFile);
        if (!text)
            return named(text.error(), "access.acl_file");
        auto theirs = parseMosquittoAcl(*text, settings.aclFile);
        if (!theirs)
            return theirs.error();
        rules.insert(rules.end(), std::make_move_iterator(theirs->begin()), std::make_move_iterator(theirs->end()));
    }
    state.rulesAboutListeners
        = std::any_of(rules.begin(), rules.end(), [](const Rule &rule) { return !rule.listeners.empty(); });
    state.rules = std::make_shared<const std::vector<Rule>>(std::move(rules));
    return {};
}

Result<void> loadTokenKey(AccessState &state)
{
    const AccessSettings &settings = state.settings;
    if (settings.jwtKeyFile.empty())
        return {};
    auto key = readSecretFile(settings.jwtKeyFile);
    if (!key)
        return named(key.error(), "access.jwt_key_file");
    auto verifier
        = TokenVerifier::make(std::move(*key), {settings.jwtIssuer, settings.jwtAudience, settings.jwtUserClaim});
    if (!verifier)
        return Error{ErrorCode::Configuration, verifier.error().text, printable(settings.jwtKeyFile, 400)};
    state.tokens = *verifier;
    return {};
}

} // namespace

std::string AccessState::userFileOf(const AccessSettings &settings, const std::string &dataDir)
{
    if (!settings.users.empty() || dataDir.empty())
        return settings.users;
    return dataDir + "/users.yaml";
}

Result<std::shared_ptr<const AccessState>> AccessState::load(const AccessSettings &settings, const std::string &dataDir)
{
    auto state = std::make_shared<AccessState>();
    state->settings = settings;
    state->userFile = userFileOf(settings, dataDir);
    for (const auto step : {loadUsers, loadRules, loadTokenKey}) {
        if (auto done = step(*state); !done)
            return done.error();
    }
    return std::shared_ptr<const AccessState>(std::move(state));
}

std::optional<std::string> AccessState::admit(Identity &identity) const
{
    identity.roles = identity.claimedRoles;
    identity.admin = identity.claimedAdmin;
    const User *const user = users.find(identity.user);
    if (!user) {
        if (identity.proof == Identity::Proof::Password)
            return "there is no such user";
        return {};
    }
    if (user->disabled)
        return "the user is disabled";
    if (!user->clientIds.empty()
        && std::find(user->clientIds.begin(), user->clientIds.end(), identity.clientId) == user->clientIds.end())
        return "the user may not use this client id (clients)";
    for (const std::string &role : user->roles) {
        if (std::find(identity.roles.begin(), identity.roles.end(), role) == identity.roles.end())
            identity.roles.push_back(role);
    }
    identity.admin = identity.admin || user->admin;
    return {};
}

bool AccessState::stillHolds(Identity &identity, std::int64_t wallNowMs) const
{
    switch (identity.proof) {
    case Identity::Proof::None:
        return allowsAnonymous(identity.loopback);
    case Identity::Proof::Password: {
        const User *const user = users.find(identity.user);
        if (!user || secretStampOf(*user) != identity.secretStamp)
            return false;
        break;
    }
    case Identity::Proof::Certificate:
        if (settings.certificateUser == CertificateUser::None)
            return false;
        break;
    case Identity::Proof::Token:
        if (!tokens || tokens->stamp() != identity.secretStamp || identity.validUntilMs <= wallNowMs)
            return false;
        break;
    }
    return !admit(identity);
}

std::string secretStampOf(const User &user)
{
    return crypto::hash(crypto::Digest::Sha256,
        (user.password ? user.password->text() : std::string()) + '\n'
            + (user.scram ? user.scram->text() : std::string()));
}

} // namespace topiq
