// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/access.h"

#include "access/crypto.h"
#include "access/scramexchange.h"
#include "base/clock.h"
#include "base/logging.h"
#include "base/text.h"
#include "engine/message.h"

#include <algorithm>
#include <future>

namespace topiq {

namespace {

constexpr std::int64_t WarnEveryMs = 60'000;
constexpr std::size_t KeyBytes = 32;

/// The first of the certificate's further names that can be a user: "DNS:pump7.plant" is pump7.plant.
std::string alternativeName(const PeerCertificate &certificate)
{
    for (const std::string &entry : certificate.alternativeNames) {
        for (const std::string_view kind : {"DNS:", "email:"}) {
            if (entry.starts_with(kind) && checkUserName(std::string_view(entry).substr(kind.size())))
                return entry.substr(kind.size());
        }
    }
    return {};
}

} // namespace

Access::Access() : m_key(crypto::randomBytes(KeyBytes)), m_state(std::make_shared<const AccessState>()) {}

Access::~Access() = default;

Result<void> Access::load(const AccessSettings &settings, const std::string &dataDir)
{
    auto loaded = AccessState::load(settings, dataDir);
    if (!loaded)
        return loaded.error();
    const std::lock_guard lock(m_lock);
    // A file of users that vanishes while the broker runs is an accident, not the wish to let everybody in.
    if (m_state->userFileStamp != FileStamp() && (*loaded)->userFileStamp == FileStamp()
        && m_state->userFile == (*loaded)->userFile) {
        return Error{ErrorCode::Configuration,
            "the file of users is gone; the users stay as they were until it is back", m_state->userFile};
    }
    m_state = std::move(*loaded);
    m_knownGood.clear();
    return {};
}

bool Access::userFileChanged() const
{
    const State now = state();
    return !now->userFile.empty() && stampOf(now->userFile) != now->userFileStamp;
}

std::shared_ptr<const AccessState> Access::state() const
{
    const std::lock_guard lock(m_lock);
    return m_state;
}

void Access::authenticate(Credentials credentials, Done done)
{
    const State now = state();
    if (credentials.certificate && now->settings.certificateUser != CertificateUser::None) {
        done(finish(byCertificate(now, credentials)));
    } else if (now->tokens && credentials.hasPassword && TokenVerifier::looksLikeToken(credentials.password)) {
        done(finish(byToken(now, credentials)));
        crypto::wipe(credentials.password);
    } else if (now->knowsUsers() && (credentials.hasUser || credentials.hasPassword)) {
        byPassword(now, std::move(credentials), std::move(done));
    } else {
        done(finish(withoutProof(now, credentials)));
        crypto::wipe(credentials.password);
    }
}

AuthOutcome Access::authenticateAndWait(Credentials credentials)
{
    std::promise<AuthOutcome> answer;
    authenticate(std::move(credentials), [&answer](AuthOutcome outcome) { answer.set_value(std::move(outcome)); });
    return answer.get_future().get();
}

std::unique_ptr<AuthExchange> Access::exchange(std::string_view method, Credentials credentials)
{
    if (method != exchangeMethods())
        return nullptr;
    return std::make_unique<ScramExchange>(*this, std::move(credentials));
}

std::optional<Ref<const Permissions>> Access::permissionsNow(
    const Ref<const Permissions> &held, const Origin *origin) const
{
    const State now = state();
    const auto *const before = static_cast<const ClientPermissions *>(held.get());
    Identity identity;
    if (before) {
        identity = before->identity();
    } else {
        // Anonymous, and until now there were no rules; or one of our own, such as a bridge, that has no address.
        if (!origin || origin->address.empty())
            return Ref<const Permissions>();
        if (now->rulesAboutListeners)
            return {}; // by which listener it came is not known any more: it may come again
        identity.clientId = origin->clientId;
        identity.host = hostOfPeer(origin->address);
        identity.loopback = isLoopbackAddress(origin->address);
    }
    if (!now->stillHolds(identity, wallMs()))
        return {};
    if (identity.validUntilMs)
        remindOfExpiry(identity.validUntilMs);
    if (before && before->identity() == identity && before->rules() == now->rules)
        return held;
    const bool free = identity.isAnonymous() && !now->rules;
    return free ? Ref<const Permissions>() : Ref<const Permissions>(new ClientPermissions(identity, now->rules));
}

AccessCounts Access::counts() const
{
    AccessCounts counts;
    counts.accepted = m_accepted;
    counts.badCredentials = m_badCredentials;
    counts.notAuthorized = m_notAuthorized;
    counts.tryLater = m_tryLater;
    counts.unavailable = m_unavailable;
    counts.guessersRemembered = m_guard.size();
    counts.guessersLimit = RememberedGuessers;
    counts.passwordsWaiting = m_workers.waiting();
    counts.passwordsLimit = PasswordQueue;
    return counts;
}

Identity Access::identityOf(const Credentials &credentials, Identity::Proof proof)
{
    Identity identity;
    identity.proof = proof;
    identity.clientId = credentials.clientId;
    identity.host = hostOfPeer(credentials.address);
    identity.listener = credentials.listener;
    identity.loopback = credentials.loopback;
    return identity;
}

AuthOutcome Access::finish(AuthOutcome outcome)
{
    switch (outcome.status) {
    case AuthStatus::Accepted:
        ++m_accepted;
        break;
    case AuthStatus::BadCredentials:
        ++m_badCredentials;
        break;
    case AuthStatus::NotAuthorized:
        ++m_notAuthorized;
        break;
    case AuthStatus::TryLater:
        ++m_tryLater;
        break;
    case AuthStatus::Unavailable:
        ++m_unavailable;
        break;
    }
    return outcome;
}

AuthOutcome Access::accept(const State &now, Identity identity)
{
    if (auto why = now->admit(identity))
        return refuse(AuthStatus::NotAuthorized, std::move(*why));
    AuthOutcome outcome;
    outcome.status = AuthStatus::Accepted;
    outcome.user = identity.user;
    outcome.admin = identity.admin;
    if (identity.validUntilMs)
        remindOfExpiry(identity.validUntilMs);
    // Whoever has a name keeps it with his permissions, even when these allow everything: it is asked for after a
    // change of the users.
    if (!identity.isAnonymous() || now->rules)
        outcome.permissions = Ref<const Permissions>(new ClientPermissions(std::move(identity), now->rules));
    return outcome;
}

AuthOutcome Access::refuse(AuthStatus status, std::string text) const
{
    AuthOutcome outcome;
    outcome.status = status;
    outcome.text = std::move(text);
    return outcome;
}

std::optional<AuthOutcome> Access::refuseGuesser(const Credentials &credentials) const
{
    const std::int64_t wait = m_guard.waitMs(credentials.user, hostOfPeer(credentials.address), steadyMs());
    if (wait == 0)
        return {};
    return refuse(AuthStatus::TryLater,
        "too many failures of this user from this address; the next attempt counts in "
            + std::to_string(wait / 1000 + 1) + " s");
}

AuthOutcome Access::byCertificate(const State &now, const Credentials &credentials)
{
    const PeerCertificate &certificate = *credentials.certificate;
    const bool common = now->settings.certificateUser == CertificateUser::CommonName;
    Identity identity = identityOf(credentials, Identity::Proof::Certificate);
    identity.user = common ? certificate.commonName : alternativeName(certificate);
    if (!checkUserName(identity.user)) {
        return refuse(AuthStatus::BadCredentials,
            "the certificate \"" + printable(certificate.subject) + "\" has no usable "
                + (common ? "common name" : "alternative name") + " (access.certificate_user)");
    }
    return accept(now, std::move(identity));
}

AuthOutcome Access::byToken(const State &now, const Credentials &credentials)
{
    if (auto refused = refuseGuesser(credentials))
        return *refused;
    const std::string_view host = hostOfPeer(credentials.address);
    auto claims = now->tokens->verify(credentials.password, wallMs());
    if (!claims) {
        m_guard.failed(credentials.user, host, steadyMs());
        return refuse(AuthStatus::BadCredentials, claims.error().text);
    }
    Identity identity = identityOf(credentials, Identity::Proof::Token);
    identity.user = claims->user;
    identity.claimedAdmin = claims->admin;
    identity.claimedRoles = claims->roles;
    identity.scope = claims->scope;
    identity.validUntilMs = claims->validUntilMs;
    identity.secretStamp = now->tokens->stamp();
    return accept(now, std::move(identity));
}

AuthOutcome Access::withoutProof(const State &now, const Credentials &credentials)
{
    if (!now->allowsAnonymous(credentials.loopback)) {
        if (!now->knowsUsers() && now->settings.anonymous == AnonymousAccess::Loopback) {
            warnThatNetworkIsClosed(credentials);
            return refuse(AuthStatus::NotAuthorized,
                "the network is closed until there is a user (topiqctl user add) or access.anonymous is everywhere");
        }
        return refuse(AuthStatus::NotAuthorized, "gave no user name, and access.anonymous does not let it in without");
    }
    AuthOutcome outcome = accept(now, identityOf(credentials, Identity::Proof::None));
    // Where there are no users a name is a mere label: it is shown, and nothing rests on it.
    outcome.user = credentials.user;
    return outcome;
}

void Access::byPassword(State now, Credentials credentials, Done done)
{
    if (auto refused = refuseGuesser(credentials)) {
        crypto::wipe(credentials.password);
        done(finish(std::move(*refused)));
        return;
    }
    // Who came in lately with this very password need not be hashed again: ten thousand clients that reconnect would
    // keep all cores busy for minutes.
    const User *const user = now->users.find(credentials.user);
    if (user && isKnownGood(*user, credentials.password)) {
        crypto::wipe(credentials.password);
        done(finish(passwordWasRight(now, credentials, *user)));
        return;
    }
    struct Job {
        State state;
        Credentials credentials;
        Done done;
    };
    const auto job = std::make_shared<Job>(Job{std::move(now), std::move(credentials), std::move(done)});
    const bool taken = m_workers.submit([this, job] {
        AuthOutcome outcome = upToDate(job->state, checkPassword(job->state, job->credentials));
        crypto::wipe(job->credentials.password);
        job->done(finish(std::move(outcome)));
    });
    if (!taken) {
        crypto::wipe(job->credentials.password);
        job->done(finish(refuse(AuthStatus::Unavailable, "too many passwords are waiting to be checked")));
    }
}

/// Users may have been changed while a password waited for its turn.
AuthOutcome Access::upToDate(const State &decidedBy, AuthOutcome outcome) const
{
    if (outcome.status != AuthStatus::Accepted || state() == decidedBy)
        return outcome;
    auto permissions = permissionsNow(outcome.permissions, nullptr);
    if (!permissions)
        return refuse(AuthStatus::BadCredentials, "the user was changed while the password was being checked");
    outcome.permissions = std::move(*permissions);
    outcome.admin = static_cast<const ClientPermissions &>(*outcome.permissions).identity().admin;
    return outcome;
}

AuthOutcome Access::checkPassword(const State &now, const Credentials &credentials)
{
    if (auto refused = refuseGuesser(credentials)) // others may have failed while this one waited
        return *refused;
    const User *const user = now->users.find(credentials.user);
    const bool plausible = credentials.hasUser && credentials.hasPassword && topiq::checkPassword(credentials.password);
    // A user who does not exist takes as long as one who does.
    const PasswordHash *hash = user && user->password ? &*user->password : nullptr;
    const bool real = hash;
    for (auto other = now->users.all().begin(); !hash && other != now->users.all().end(); ++other)
        hash = other->password ? &*other->password : nullptr;
    const bool right = plausible && hash && hash->matches(credentials.password) && real;
    if (!right) {
        m_guard.failed(credentials.user, hostOfPeer(credentials.address), steadyMs());
        return refuse(AuthStatus::BadCredentials, "user or password is wrong");
    }
    {
        const std::lock_guard lock(m_lock);
        if (m_state == now)
            m_knownGood[user->name] = markOf(*user, credentials.password);
    }
    return passwordWasRight(now, credentials, *user);
}

AuthOutcome Access::passwordWasRight(const State &now, const Credentials &credentials, const User &user)
{
    m_guard.succeeded(credentials.user, hostOfPeer(credentials.address));
    Identity identity = identityOf(credentials, Identity::Proof::Password);
    identity.user = user.name;
    identity.secretStamp = secretStampOf(user);
    return accept(now, std::move(identity));
}

std::string Access::markOf(const User &user, std::string_view password) const
{
    std::string text = user.password ? user.password->text() : std::string();
    text += '\n';
    text += password;
    std::string mark = crypto::hmac(crypto::Digest::Sha256, m_key, text);
    crypto::wipe(text);
    return mark;
}

bool Access::isKnownGood(const User &user, std::string_view password) const
{
    const std::string mark = markOf(user, password);
    const std::lock_guard lock(m_lock);
    const auto found = m_knownGood.find(user.name);
    return found != m_knownGood.end() && crypto::equal(found->second, mark);
}

void Access::warnThatNetworkIsClosed(const Credentials &credentials)
{
    const std::int64_t now = steadyMs();
    std::int64_t warned = m_warnedMs.load();
    if (warned > now - WarnEveryMs || !m_warnedMs.compare_exchange_strong(warned, now))
        return;
    qCWarning(logAccess).noquote() << QString::fromStdString("a client from " + credentials.address
        + " was refused: the network is closed until there is a user; make one with \"topiqctl user add NAME\", or let "
          "everybody in with access.anonymous: everywhere");
}

void Access::remindOfExpiry(std::int64_t atMs) const
{
    std::int64_t next = m_nextExpiryMs.load();
    while ((next == 0 || atMs < next) && !m_nextExpiryMs.compare_exchange_weak(next, atMs)) {}
}

} // namespace topiq
