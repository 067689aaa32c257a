// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/filtertree.h"

#include <array>
#include <atomic>
#include <cstdint>
#include <shared_mutex>
#include <string_view>

namespace topiq {

inline constexpr std::size_t MaxLoopCount = 8;

/// Which loops have subscribers for which filter: the upper level of interest. A filter is one entry here, however
/// many sessions of a loop share it; who they are is the loop's own business (Shard). Thread: any.
class InterestIndex {
public:
    /// One subscription more or less for `filter` in loop `loop`. True when the answer of loops() may have changed.
    bool add(std::string_view filter, int loop);
    bool remove(std::string_view filter, int loop);

    /// The loops with a subscription that matches `topic`, one bit each.
    [[nodiscard]] std::uint32_t loops(std::string_view topic);
    /// How many subscriptions match `topic`.
    [[nodiscard]] std::uint64_t subscriptions(std::string_view topic);

    /// Changes whenever a filter with a wildcard changes the answer of loops() for topics that cannot be named.
    [[nodiscard]] std::uint32_t version() const { return m_version.load(); }

private:
    struct Entry {
        std::array<std::uint32_t, MaxLoopCount> counts{};
    };

    std::shared_mutex m_lock;
    FilterTree<Entry> m_filters; // guarded by m_lock
    std::atomic<std::uint32_t> m_version{0};
};

} // namespace topiq
