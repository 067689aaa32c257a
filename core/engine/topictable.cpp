// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/topictable.h"

#include <algorithm>

namespace topiq {

Ref<Topic> TopicTable::obtain(std::string_view name)
{
    Part &home = part(name);
    const std::lock_guard lock(home.lock);
    const auto found = home.topics.find(name);
    if (found != home.topics.end()) {
        if (!(*found)->isForgotten())
            return *found;
        home.topics.erase(found); // trim() is about to do so
        m_size.fetch_sub(1, std::memory_order_relaxed);
    }
    Ref<Topic> topic(new Topic(std::string(name)));
    home.topics.insert(topic);
    m_size.fetch_add(1, std::memory_order_relaxed);
    return topic;
}

Ref<Topic> TopicTable::find(std::string_view name)
{
    Part &home = part(name);
    const std::lock_guard lock(home.lock);
    const auto found = home.topics.find(name);
    return found == home.topics.end() || (*found)->isForgotten() ? Ref<Topic>() : *found;
}

std::vector<Ref<Topic>> TopicTable::all() const
{
    std::vector<Ref<Topic>> topics;
    topics.reserve(size());
    for (const Part &part : m_parts) {
        const std::lock_guard lock(part.lock);
        topics.insert(topics.end(), part.topics.begin(), part.topics.end());
    }
    return topics;
}

TopicTable::Trimmed TopicTable::trim(std::uint64_t limit)
{
    if (size() <= limit)
        return {};
    struct Candidate {
        std::int64_t lastMs;
        Ref<Topic> topic;
    };
    std::vector<Candidate> candidates;
    for (Ref<Topic> &topic : all()) {
        const auto state = topic->lock();
        if (!state->retained)
            candidates.push_back({state->lastMs, topic});
    }
    // A tenth more than needed, so that the next new topic does not start this again.
    const std::size_t excess = std::min<std::size_t>(candidates.size(), size() - limit + limit / 10);
    std::nth_element(candidates.begin(), candidates.begin() + std::ptrdiff_t(excess), candidates.end(),
        [](const Candidate &a, const Candidate &b) { return a.lastMs < b.lastMs; });
    Trimmed trimmed;
    for (std::size_t i = 0; i < excess; ++i) {
        Topic &topic = *candidates[i].topic;
        std::vector<Ref<const Message>> evicted;
        {
            // Forgotten under its lock, so that no message can get into a history that nobody counts any more.
            const auto state = topic.lock();
            if (state->retained)
                continue; // retained since we looked
            topic.forget();
            trimmed.records += state->history.size();
            trimmed.bytes += state->history.bytes();
            state->history.clear(evicted);
        }
        Part &home = part(topic.name());
        const std::lock_guard lock(home.lock);
        const auto found = home.topics.find(std::string_view(topic.name()));
        if (found == home.topics.end() || found->get() != &topic)
            continue; // obtain() has put a new one in its place
        home.topics.erase(found);
        m_size.fetch_sub(1, std::memory_order_relaxed);
    }
    return trimmed;
}

} // namespace topiq
