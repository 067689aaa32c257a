// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/guessguard.h"

#include "access/address.h"
#include "access/crypto.h"

#include <algorithm>

namespace topiq {

std::int64_t GuessGuard::waitMs(std::string_view user, std::string_view host, std::int64_t nowMs)
{
    const std::lock_guard lock(m_lock);
    if (m_entries.empty())
        return 0;
    const auto found = m_entries.find(keyOf(user, host));
    return found == m_entries.end() ? 0 : std::max<std::int64_t>(0, found->second.blockedUntilMs - nowMs);
}

void GuessGuard::failed(std::string_view user, std::string_view host, std::int64_t nowMs)
{
    const std::lock_guard lock(m_lock);
    forgetOld(nowMs);
    std::string key = keyOf(user, host);
    auto found = m_entries.find(key);
    if (found == m_entries.end()) {
        if (m_entries.size() >= m_capacity) {
            forget(m_entries.find(m_order.begin()->second));
            ++m_overflowed;
        }
        found = m_entries.emplace(std::move(key), Entry()).first;
    } else {
        m_order.erase({found->second.forgetAtMs, found->first});
    }
    Entry &entry = found->second;
    ++entry.failures;
    if (entry.failures >= FreeFailures) {
        const int doublings = std::min(entry.failures - FreeFailures, 20);
        entry.blockedUntilMs = nowMs + std::min(FirstWaitMs << doublings, LongestWaitMs);
    }
    entry.forgetAtMs = std::max(entry.blockedUntilMs, nowMs) + LongestWaitMs;
    m_order.emplace(entry.forgetAtMs, found->first);
}

void GuessGuard::succeeded(std::string_view user, std::string_view host)
{
    const std::lock_guard lock(m_lock);
    if (m_entries.empty())
        return;
    const auto found = m_entries.find(keyOf(user, host));
    if (found != m_entries.end())
        forget(found);
}

std::size_t GuessGuard::size() const
{
    const std::lock_guard lock(m_lock);
    return m_entries.size();
}

std::uint64_t GuessGuard::overflowed() const
{
    const std::lock_guard lock(m_lock);
    return m_overflowed;
}

std::string GuessGuard::keyOf(std::string_view user, std::string_view host)
{
    // Hashed, so that long names cannot fill the memory, and because people type passwords into the field for the name.
    return crypto::hash(crypto::Digest::Sha256, addressForCounting(host) + '\n' + std::string(user));
}

void GuessGuard::forget(Entries::iterator entry)
{
    m_order.erase({entry->second.forgetAtMs, entry->first});
    m_entries.erase(entry);
}

void GuessGuard::forgetOld(std::int64_t nowMs)
{
    while (!m_order.empty() && m_order.begin()->first <= nowMs)
        forget(m_entries.find(m_order.begin()->second));
}

} // namespace topiq
