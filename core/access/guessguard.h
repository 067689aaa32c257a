// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/stringhash.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <string_view>

namespace topiq {

/// Slows down who guesses passwords: after five failures of one user from one address the next attempt has to wait for
/// 30 seconds, after each further failure twice as long, up to an hour. Who waits is refused without looking at the
/// password, so that a right guess cannot be told from a wrong one. A success or an hour of peace forgets.
/// Thread: any. Bounded: of more than `capacity` pairs that failed lately the one forgotten soonest is forgotten now.
class GuessGuard {
public:
    static constexpr int FreeFailures = 5;
    static constexpr std::int64_t FirstWaitMs = 30'000;
    static constexpr std::int64_t LongestWaitMs = 3'600'000;

    explicit GuessGuard(std::size_t capacity = 10'000) : m_capacity(capacity) {}

    /// Milliseconds until this user may try again from this host; 0: now. `nowMs`: steady.
    [[nodiscard]] std::int64_t waitMs(std::string_view user, std::string_view host, std::int64_t nowMs);
    void failed(std::string_view user, std::string_view host, std::int64_t nowMs);
    void succeeded(std::string_view user, std::string_view host);

    /// Pairs that are remembered now.
    [[nodiscard]] std::size_t size() const;
    /// Pairs that had to be forgotten too early, since the start.
    [[nodiscard]] std::uint64_t overflowed() const;

private:
    struct Entry {
        int failures = 0;
        std::int64_t blockedUntilMs = 0;
        std::int64_t forgetAtMs = 0;
    };
    using Entries = StringMap<Entry>;

    static std::string keyOf(std::string_view user, std::string_view host);
    void forget(Entries::iterator entry);
    void forgetOld(std::int64_t nowMs);

    const std::size_t m_capacity;
    mutable std::mutex m_lock;
    Entries m_entries; // the rest is guarded by m_lock
    std::set<std::pair<std::int64_t, std::string_view>> m_order; // by forgetAtMs; the text lies in m_entries
    std::uint64_t m_overflowed = 0;
};

} // namespace topiq
