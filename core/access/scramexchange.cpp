// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/scramexchange.h"

#include "access/crypto.h"
#include "base/clock.h"

namespace topiq {

namespace {

constexpr std::size_t NonceBytes = 18; // 24 characters in base64, none of them a comma

} // namespace

ScramExchange::ScramExchange(Access &access, Credentials credentials)
    : m_access(access),
      m_state(access.state()),
      m_credentials(std::move(credentials)),
      m_server(
          [this](const std::string &name) {
              const User *const user = m_state->users.find(name);
              return user ? user->scram : std::nullopt;
          },
          access.m_key, crypto::toBase64(crypto::randomBytes(NonceBytes)))
{
    crypto::wipe(m_credentials.password);
}

AuthExchange::Answer ScramExchange::next(std::string_view message)
{
    if (++m_messages == 1) {
        auto challenge = m_server.first(message);
        if (!challenge)
            return failed(m_access.refuse(AuthStatus::BadCredentials, "the first SCRAM message is not well-formed"));
        m_credentials.user = m_server.user();
        if (auto refused = m_access.refuseGuesser(m_credentials))
            return failed(std::move(*refused));
        return {Step::Continue, std::move(*challenge), {}};
    }
    if (auto refused = m_access.refuseGuesser(m_credentials))
        return failed(std::move(*refused));
    auto proof = m_messages == 2 ? m_server.final(message) : std::nullopt;
    const User *const user = m_state->users.find(m_credentials.user);
    if (!proof || !user) {
        m_access.m_guard.failed(m_credentials.user, hostOfPeer(m_credentials.address), steadyMs());
        return failed(m_access.refuse(AuthStatus::BadCredentials, "user or password is wrong"));
    }
    AuthOutcome outcome
        = m_access.finish(m_access.upToDate(m_state, m_access.passwordWasRight(m_state, m_credentials, *user)));
    if (outcome.status != AuthStatus::Accepted)
        return {Step::Failed, {}, std::move(outcome)};
    return {Step::Accepted, std::move(*proof), std::move(outcome)};
}

AuthExchange::Answer ScramExchange::failed(AuthOutcome outcome)
{
    return {Step::Failed, {}, m_access.finish(std::move(outcome))};
}

} // namespace topiq
