// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/topic.h"

#include <atomic>
#include <shared_mutex>
#include <vector>

namespace topiq {

/// The topics that have a retained message, as a tree by level, so that a new subscription with a wildcard finds them
/// without looking at all topics. The message itself lies in its topic. Thread: any.
class RetainedIndex {
public:
    /// Enters the topic when it has a retained message now, and takes it out when it has none. To be called after
    /// each change from one to the other, without the topic's lock.
    void update(const Ref<Topic> &topic);
    /// Every topic here that the (valid) filter matches.
    [[nodiscard]] std::vector<Ref<Topic>> match(std::string_view filter) const;
    [[nodiscard]] std::uint64_t size() const { return m_size.load(std::memory_order_relaxed); }

private:
    struct Node {
        StringMap<std::unique_ptr<Node>> children;
        Ref<Topic> topic;
    };
    using Found = std::vector<Ref<Topic>>;

    void insert(const Ref<Topic> &topic);
    void remove(Node &node, std::string_view rest, const Topic &topic);
    static void collect(const Node &node, std::string_view rest, bool root, Found &found);
    static void collectAll(const Node &node, bool root, Found &found);

    mutable std::shared_mutex m_lock;
    Node m_root; // guarded by m_lock
    std::atomic<std::uint64_t> m_size{0};
};

} // namespace topiq
