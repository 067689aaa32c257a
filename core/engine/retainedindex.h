// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/topic.h"

#include <tsl/robin_set.h>

#include <atomic>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <vector>

namespace topiq {

/// The topics that have a retained message, as a tree by level, so that a new subscription with a wildcard finds them
/// without looking at all topics. The message itself lies in its topic. Thread: any.
class RetainedIndex {
public:
    RetainedIndex() = default;
    ~RetainedIndex();
    RetainedIndex(const RetainedIndex &) = delete;
    RetainedIndex &operator=(const RetainedIndex &) = delete;

    /// Enters the topic when it has a retained message now, and takes it out when it has none. To be called after
    /// each change from one to the other, without the topic's lock.
    void update(const Ref<Topic> &topic);
    /// Every topic here that the (valid) filter matches.
    [[nodiscard]] std::vector<Ref<Topic>> match(std::string_view filter) const;
    [[nodiscard]] std::uint64_t size() const { return m_size.load(std::memory_order_relaxed); }

private:
    /// One level of a name below its parent. Children are a list, so that walking over them is walking through memory
    /// in the order in which they came; a certain one is found in the table that the whole tree shares.
    struct Node {
        Node *parent = nullptr;
        Node *firstChild = nullptr;
        Node *next = nullptr;
        Node **link = nullptr; // what points to this node in the list of its siblings
        Ref<Topic> topic; // of the name that ends here; null when none of them is retained
        std::string level;
    };
    struct Place {
        const Node *parent;
        std::string_view level;

        friend bool operator==(const Place &, const Place &) = default;
    };
    struct PlaceHash {
        using is_transparent = void;
        std::size_t operator()(const Place &place) const
        {
            const std::size_t hash = std::hash<std::string_view>{}(place.level);
            return hash ^ (std::hash<const void *>{}(place.parent) * 0x9E3779B97F4A7C15ull >> 7);
        }
        std::size_t operator()(const Node *node) const { return (*this)(placeOf(node)); }
    };
    struct PlaceEqual {
        using is_transparent = void;
        bool operator()(const Node *a, const Node *b) const { return a == b; }
        bool operator()(const Node *a, const Place &b) const { return placeOf(a) == b; }
        bool operator()(const Place &a, const Node *b) const { return a == placeOf(b); }
    };
    using Found = std::vector<Ref<Topic>>;

    static Place placeOf(const Node *node) { return {node->parent, node->level}; }
    [[nodiscard]] Node *child(const Node &node, std::string_view level) const;
    Node &addChild(Node &node, std::string_view level);
    void insert(const Ref<Topic> &topic);
    void remove(const Topic &topic);
    void dropIfEmpty(Node *node);
    void collect(const Node &node, std::string_view rest, bool root, Found &found) const;
    static void collectAll(const Node &node, bool root, Found &found);

    mutable std::shared_mutex m_lock;
    Node m_root; // guarded by m_lock, like what follows
    tsl::robin_set<Node *, PlaceHash, PlaceEqual, std::allocator<Node *>, true> m_nodes; // all but the root, owned
    std::atomic<std::uint64_t> m_size{0};
};

} // namespace topiq
