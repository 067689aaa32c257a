// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/nameset.h"
#include "engine/topic.h"

#include <array>
#include <atomic>
#include <mutex>
#include <string_view>
#include <vector>

namespace topiq {

/// All topics by name. Split into parts with a lock each, so that loops that look up new topics rarely meet; what
/// a loop has found once it keeps in a cache of its own. Thread: any.
class TopicTable {
public:
    /// The topic of this (valid) name, made when it is not there.
    [[nodiscard]] Ref<Topic> obtain(std::string_view name);
    /// Null when there is none.
    [[nodiscard]] Ref<Topic> find(std::string_view name);
    [[nodiscard]] std::vector<Ref<Topic>> all() const;
    [[nodiscard]] std::uint64_t size() const { return m_size.load(std::memory_order_relaxed); }

    struct Trimmed {
        std::uint64_t records = 0;
        std::uint64_t bytes = 0;
    };
    /// Forgets the least recently used topics, but none that has a retained message, until at most `limit` are left.
    /// Answers how much history went with them.
    Trimmed trim(std::uint64_t limit);

private:
    struct Part {
        mutable std::mutex lock;
        NameSet<Ref<Topic>> topics; // guarded by lock
    };

    [[nodiscard]] Part &part(std::string_view name)
    {
        return m_parts[std::hash<std::string_view>{}(name) % m_parts.size()];
    }

    std::array<Part, 16> m_parts;
    std::atomic<std::uint64_t> m_size{0};
};

} // namespace topiq
