// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/stringhash.h"
#include "engine/topicname.h"

#include <cassert>
#include <memory>
#include <optional>

namespace topiq {

/// Maps topic filters to values and finds all whose filter matches a topic. Filters without wildcard lie in a hash
/// table, the others in a tree by level, so the cost of a match is that of the levels of the topic, not of the number
/// of filters. Filters are valid (checkTopicFilter). Not thread-safe.
template <typename Value>
class FilterTree {
public:
    [[nodiscard]] std::size_t size() const { return m_size; }

    /// The value of this filter, made when it is not there.
    Value &obtain(std::string_view filter)
    {
        if (!hasWildcard(filter)) {
            const auto found = m_exact.find(filter);
            if (found != m_exact.end())
                return found->second;
            ++m_size;
            return m_exact.emplace(std::string(filter), Value()).first->second;
        }
        Node *node = &m_root;
        bool last = false;
        for (std::string_view rest = filter; !last;)
            node = &node->child(takeLevel(rest, last));
        if (!node->value) {
            node->value = Value(); // emplace() is not found by clang 14 for nested classes that are not complete yet
            ++m_size;
        }
        return *node->value;
    }

    [[nodiscard]] Value *find(std::string_view filter)
    {
        if (!hasWildcard(filter)) {
            const auto found = m_exact.find(filter);
            return found == m_exact.end() ? nullptr : &found->second;
        }
        Node *node = &m_root;
        bool last = false;
        for (std::string_view rest = filter; node && !last;)
            node = node->find(takeLevel(rest, last));
        return node && node->value ? &*node->value : nullptr;
    }

    void erase(std::string_view filter)
    {
        if (!hasWildcard(filter)) {
            const auto found = m_exact.find(filter);
            if (found != m_exact.end()) {
                m_exact.erase(found);
                --m_size;
            }
        } else {
            erase(m_root, filter);
        }
    }

    /// Calls `visit(Value &)` for each filter that matches a valid topic.
    template <typename Visit>
    void match(std::string_view topic, Visit &&visit)
    {
        const auto exact = m_exact.find(topic);
        if (exact != m_exact.end())
            visit(exact->second);
        if (!m_root.empty())
            match(m_root, topic, isSystemTopic(topic), visit);
    }

private:
    struct Node {
        StringMap<std::unique_ptr<Node>> children;
        std::unique_ptr<Node> plus; // the level +
        std::unique_ptr<Node> hash; // the level #, always the last
        std::optional<Value> value; // of the filter that ends here

        [[nodiscard]] bool empty() const { return children.empty() && !plus && !hash; }

        [[nodiscard]] Node *find(std::string_view level)
        {
            if (level == "+")
                return plus.get();
            if (level == "#")
                return hash.get();
            const auto found = children.find(level);
            return found == children.end() ? nullptr : found->second.get();
        }
        Node &child(std::string_view level)
        {
            if (Node *const found = find(level))
                return *found;
            auto node = std::make_unique<Node>();
            Node &made = *node;
            if (level == "+")
                plus = std::move(node);
            else if (level == "#")
                hash = std::move(node);
            else
                children.emplace(std::string(level), std::move(node));
            return made;
        }
        void removeChild(std::string_view level)
        {
            if (level == "+")
                plus.reset();
            else if (level == "#")
                hash.reset();
            else
                children.erase(children.find(level));
        }
    };

    void erase(Node &node, std::string_view rest)
    {
        bool last = false;
        const std::string_view level = takeLevel(rest, last);
        Node *const child = node.find(level);
        if (!child)
            return;
        if (!last) {
            erase(*child, rest);
        } else if (child->value) {
            child->value.reset();
            --m_size;
        }
        if (child->empty() && !child->value)
            node.removeChild(level);
    }

    template <typename Visit>
    static void match(Node &node, std::string_view rest, bool systemRoot, Visit &visit)
    {
        if (node.hash && !systemRoot)
            visit(*node.hash->value);
        bool last = false;
        const std::string_view level = takeLevel(rest, last);
        const auto descend = [&](Node &child) {
            if (!last) {
                match(child, rest, false, visit);
                return;
            }
            if (child.value)
                visit(*child.value);
            if (child.hash) // "a/#" matches "a"
                visit(*child.hash->value);
        };
        if (node.plus && !systemRoot)
            descend(*node.plus);
        if (!node.children.empty()) {
            const auto found = node.children.find(level);
            if (found != node.children.end())
                descend(*found->second);
        }
    }

    StringMap<Value> m_exact;
    Node m_root;
    std::size_t m_size = 0;
};

} // namespace topiq
