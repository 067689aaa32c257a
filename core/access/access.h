// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/accessstate.h"
#include "access/authenticator.h"
#include "access/clientpermissions.h"
#include "access/guessguard.h"
#include "access/workerpool.h"
#include "base/stringhash.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace topiq {

struct Origin;

/// What became of those who asked, since the start; and what is kept for it.
struct AccessCounts {
    std::uint64_t accepted = 0;
    std::uint64_t badCredentials = 0;
    std::uint64_t notAuthorized = 0;
    std::uint64_t tryLater = 0; ///< refused without a look, because of failures before
    std::uint64_t unavailable = 0; ///< refused because too many passwords were waiting to be checked
    std::uint64_t guessersRemembered = 0;
    std::uint64_t guessersLimit = 0;
    std::uint64_t passwordsWaiting = 0;
    std::uint64_t passwordsLimit = 0;
};

/// Access control of a running broker: decides who comes in and what he may do, for every protocol. What it rests on
/// (AccessState) is replaced as a whole and never half.
/// Thread: any. Passwords are hashed in threads of its own; `done` may come from there.
/// Ownership: outlives every connection.
class Access final : public Authenticator {
public:
    static constexpr std::size_t PasswordQueue = 512;
    static constexpr std::size_t RememberedGuessers = 10'000;

    Access();
    ~Access() override;

    /// Waits for the password being hashed and forgets those that wait: `done` is not called any more. To be called
    /// before what `done` refers to goes, and after those who wait in authenticateAndWait() have gone.
    void stop() { m_workers.stop(); }

    /// Reads the files and from then on decides by them. Failure: nothing has changed. May block: main thread.
    [[nodiscard]] Result<void> load(const AccessSettings &settings, const std::string &dataDir);
    /// Whether the file of users is another one than was read: made, changed, or gone. Cheap.
    [[nodiscard]] bool userFileChanged() const;
    [[nodiscard]] std::shared_ptr<const AccessState> state() const;

    void authenticate(Credentials credentials, Done done) override;
    /// The same, waiting for the answer; never on a loop.
    [[nodiscard]] AuthOutcome authenticateAndWait(Credentials credentials);
    [[nodiscard]] std::unique_ptr<AuthExchange> exchange(std::string_view method, Credentials credentials) override;
    [[nodiscard]] std::string_view exchangeMethods() const override { return "SCRAM-SHA-256"; }

    /// What a client may do now, after a change; nothing when it must go. `held`: what it could do until now, `origin`:
    /// who it is, or null. For Shard::refreshPermissions(), on the session's loop.
    [[nodiscard]] std::optional<Ref<const Permissions>> permissionsNow(
        const Ref<const Permissions> &held, const Origin *origin) const;
    /// When the next token ends that somebody came in with, ms UTC; 0: none. After that moment permissionsNow() has to
    /// be asked again for every session.
    [[nodiscard]] std::int64_t nextExpiryMs() const { return m_nextExpiryMs.load(); }
    /// Forgets that moment: the caller asks for everybody now.
    void expiryHandled() { m_nextExpiryMs.store(0); }

    [[nodiscard]] AccessCounts counts() const;

private:
    friend class ScramExchange;
    using State = std::shared_ptr<const AccessState>;

    [[nodiscard]] static Identity identityOf(const Credentials &credentials, Identity::Proof proof);
    [[nodiscard]] AuthOutcome finish(AuthOutcome outcome);
    [[nodiscard]] AuthOutcome accept(const State &state, Identity identity);
    [[nodiscard]] AuthOutcome refuse(AuthStatus status, std::string text) const;
    [[nodiscard]] std::optional<AuthOutcome> refuseGuesser(const Credentials &credentials) const;
    [[nodiscard]] AuthOutcome byCertificate(const State &state, const Credentials &credentials);
    [[nodiscard]] AuthOutcome byToken(const State &state, const Credentials &credentials);
    [[nodiscard]] AuthOutcome withoutProof(const State &state, const Credentials &credentials);
    void byPassword(State state, Credentials credentials, Done done);
    [[nodiscard]] AuthOutcome checkPassword(const State &state, const Credentials &credentials);
    [[nodiscard]] AuthOutcome passwordWasRight(const State &state, const Credentials &credentials, const User &user);
    [[nodiscard]] std::string markOf(const User &user, std::string_view password) const;
    [[nodiscard]] bool isKnownGood(const User &user, std::string_view password) const;
    void warnThatNetworkIsClosed(const Credentials &credentials);
    void remindOfExpiry(std::int64_t atMs) const;
    [[nodiscard]] AuthOutcome upToDate(const State &decidedBy, AuthOutcome outcome) const;

    const std::string m_key; // of this process, for marks of passwords and salts of users that do not exist
    mutable GuessGuard m_guard{RememberedGuessers};
    mutable std::mutex m_lock;
    State m_state; // guarded by m_lock
    StringMap<std::string> m_knownGood; // by user: the mark of the password last found right; guarded by m_lock
    mutable std::atomic<std::int64_t> m_nextExpiryMs{0};
    std::atomic<std::int64_t> m_warnedMs{INT64_MIN};
    std::atomic<std::uint64_t> m_accepted{0};
    std::atomic<std::uint64_t> m_badCredentials{0};
    std::atomic<std::uint64_t> m_notAuthorized{0};
    std::atomic<std::uint64_t> m_tryLater{0};
    std::atomic<std::uint64_t> m_unavailable{0};
    WorkerPool m_workers{2, PasswordQueue}; // last: its jobs use all of the above
};

} // namespace topiq
