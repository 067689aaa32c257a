// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/retainedindex.h"

#include "engine/topicname.h"

#include <mutex>

namespace topiq {

RetainedIndex::~RetainedIndex()
{
    for (const Node *node : m_nodes)
        delete node;
}

void RetainedIndex::update(const Ref<Topic> &topic)
{
    const std::lock_guard lock(m_lock);
    // Asked again under our lock: of two loops that set and clear at once, the later one here sees the final state.
    if (topic->hasRetained())
        insert(topic);
    else
        remove(*topic);
}

RetainedIndex::Node *RetainedIndex::child(const Node &node, std::string_view level) const
{
    const auto found = m_nodes.find(Place{&node, level});
    return found == m_nodes.end() ? nullptr : *found;
}

RetainedIndex::Node &RetainedIndex::addChild(Node &node, std::string_view level)
{
    auto added = std::make_unique<Node>();
    added->parent = &node;
    added->level = level;
    m_nodes.insert(added.get());
    added->next = node.firstChild;
    added->link = &node.firstChild;
    if (added->next)
        added->next->link = &added->next;
    node.firstChild = added.get();
    return *added.release();
}

void RetainedIndex::insert(const Ref<Topic> &topic)
{
    Node *node = &m_root;
    bool last = false;
    for (std::string_view rest = topic->name(); !last;) {
        const std::string_view level = takeLevel(rest, last);
        Node *const found = child(*node, level);
        node = found ? found : &addChild(*node, level);
    }
    if (!node->topic)
        m_size.fetch_add(1, std::memory_order_relaxed);
    node->topic = topic;
}

void RetainedIndex::remove(const Topic &topic)
{
    Node *node = &m_root;
    bool last = false;
    for (std::string_view rest = topic.name(); node && !last;)
        node = child(*node, takeLevel(rest, last));
    if (!node || node->topic.get() != &topic)
        return; // not here, or one that took the name of a forgotten topic
    node->topic = nullptr;
    m_size.fetch_sub(1, std::memory_order_relaxed);
    dropIfEmpty(node);
}

void RetainedIndex::dropIfEmpty(Node *node)
{
    while (node != &m_root && !node->firstChild && !node->topic) {
        Node *const parent = node->parent;
        *node->link = node->next;
        if (node->next)
            node->next->link = node->link;
        m_nodes.erase(node);
        delete node;
        node = parent;
    }
}

std::vector<Ref<Topic>> RetainedIndex::match(std::string_view filter) const
{
    Found found;
    const std::shared_lock lock(m_lock);
    if (filter == "#")
        found.reserve(size());
    collect(m_root, filter, true, found);
    return found;
}

void RetainedIndex::collect(const Node &node, std::string_view rest, bool root, Found &found) const
{
    bool last = false;
    const std::string_view level = takeLevel(rest, last);
    if (level == "#") {
        if (node.topic) // "a/#" matches "a"
            found.push_back(node.topic);
        collectAll(node, root, found);
        return;
    }
    const auto descend = [&](const Node &below) {
        if (!last)
            collect(below, rest, false, found);
        else if (below.topic)
            found.push_back(below.topic);
    };
    if (level == "+") {
        for (const Node *below = node.firstChild; below; below = below->next) {
            if (!root || !isSystemTopic(below->level))
                descend(*below);
        }
    } else if (const Node *const below = child(node, level)) {
        descend(*below);
    }
}

void RetainedIndex::collectAll(const Node &node, bool root, Found &found)
{
    for (const Node *below = node.firstChild; below; below = below->next) {
        __builtin_prefetch(below->next);
        if (root && isSystemTopic(below->level))
            continue;
        if (below->topic)
            found.push_back(below->topic);
        collectAll(*below, false, found);
    }
}

} // namespace topiq
