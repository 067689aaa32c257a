// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/interestindex.h"

#include <algorithm>
#include <mutex>

namespace topiq {

bool InterestIndex::add(std::string_view filter, int loop)
{
    const std::lock_guard lock(m_lock);
    if (m_filters.obtain(filter).counts[std::size_t(loop)]++ != 0)
        return false;
    if (hasWildcard(filter))
        m_version.fetch_add(1);
    return true;
}

bool InterestIndex::remove(std::string_view filter, int loop)
{
    const std::lock_guard lock(m_lock);
    Entry *const entry = m_filters.find(filter);
    if (!entry || entry->counts[std::size_t(loop)] == 0 || --entry->counts[std::size_t(loop)] != 0)
        return false;
    if (std::all_of(entry->counts.begin(), entry->counts.end(), [](std::uint32_t count) { return count == 0; }))
        m_filters.erase(filter);
    if (hasWildcard(filter))
        m_version.fetch_add(1);
    return true;
}

std::uint32_t InterestIndex::loops(std::string_view topic)
{
    const std::shared_lock lock(m_lock);
    std::uint32_t loops = 0;
    m_filters.match(topic, [&](const Entry &entry) {
        for (std::size_t i = 0; i < MaxLoopCount; ++i)
            loops |= std::uint32_t(entry.counts[i] != 0) << i;
    });
    return loops;
}

std::uint64_t InterestIndex::subscriptions(std::string_view topic)
{
    const std::shared_lock lock(m_lock);
    std::uint64_t count = 0;
    m_filters.match(topic, [&](const Entry &entry) {
        for (const std::uint32_t n : entry.counts)
            count += n;
    });
    return count;
}

} // namespace topiq
