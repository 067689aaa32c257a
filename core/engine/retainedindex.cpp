// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/retainedindex.h"

#include <mutex>

namespace topiq {

void RetainedIndex::update(const Ref<Topic> &topic)
{
    const std::lock_guard lock(m_lock);
    // Asked again under our lock: of two loops that set and clear at once, the later one here sees the final state.
    if (topic->hasRetained())
        insert(topic);
    else
        remove(m_root, topic->name(), *topic);
}

void RetainedIndex::insert(const Ref<Topic> &topic)
{
    Node *node = &m_root;
    bool last = false;
    for (std::string_view rest = topic->name(); !last;) {
        const std::string_view level = takeLevel(rest, last);
        const auto found = node->children.find(level);
        node = found != node->children.end()
            ? found->second.get()
            : node->children.emplace(std::string(level), std::make_unique<Node>()).first->second.get();
    }
    if (!node->topic)
        m_size.fetch_add(1, std::memory_order_relaxed);
    node->topic = topic;
}

void RetainedIndex::remove(Node &node, std::string_view rest, const Topic &topic)
{
    bool last = false;
    const auto found = node.children.find(takeLevel(rest, last));
    if (found == node.children.end())
        return;
    Node &child = *found->second;
    if (!last) {
        remove(child, rest, topic);
    } else if (child.topic.get() == &topic) { // not one that took the name of a forgotten topic
        child.topic = nullptr;
        m_size.fetch_sub(1, std::memory_order_relaxed);
    }
    if (child.children.empty() && !child.topic)
        node.children.erase(found);
}

std::vector<Ref<Topic>> RetainedIndex::match(std::string_view filter) const
{
    Found found;
    const std::shared_lock lock(m_lock);
    collect(m_root, filter, true, found);
    return found;
}

void RetainedIndex::collect(const Node &node, std::string_view rest, bool root, Found &found)
{
    bool last = false;
    const std::string_view level = takeLevel(rest, last);
    if (level == "#") {
        if (node.topic) // "a/#" matches "a"
            found.push_back(node.topic);
        collectAll(node, root, found);
        return;
    }
    const auto descend = [&](const Node &child) {
        if (!last)
            collect(child, rest, false, found);
        else if (child.topic)
            found.push_back(child.topic);
    };
    if (level == "+") {
        for (const auto &[name, child] : node.children) {
            if (!root || !isSystemTopic(name))
                descend(*child);
        }
        return;
    }
    const auto child = node.children.find(level);
    if (child != node.children.end())
        descend(*child->second);
}

void RetainedIndex::collectAll(const Node &node, bool root, Found &found)
{
    for (const auto &[name, child] : node.children) {
        if (root && isSystemTopic(name))
            continue;
        if (child->topic)
            found.push_back(child->topic);
        collectAll(*child, false, found);
    }
}

} // namespace topiq
