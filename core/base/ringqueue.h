// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <cstdint>
#include <memory>
#include <utility>

namespace topiq {

/// A first-in first-out queue in one block that grows by doubling and is empty of memory until first used: an idle
/// session must cost nothing (std::deque takes half a kilobyte when empty). Elements are reached by their distance
/// from the front. Not thread-safe.
template <typename T>
class RingQueue {
public:
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] std::uint32_t size() const { return m_size; }

    T &operator[](std::uint32_t at)
    {
        assert(at < m_size);
        return m_slots[(m_head + at) & (m_capacity - 1)];
    }
    const T &operator[](std::uint32_t at) const { return const_cast<RingQueue &>(*this)[at]; }
    T &front() { return (*this)[0]; }
    const T &front() const { return (*this)[0]; }
    T &back() { return (*this)[m_size - 1]; }
    const T &back() const { return (*this)[m_size - 1]; }

    void push(T value)
    {
        if (m_size == m_capacity)
            grow();
        m_slots[(m_head + m_size++) & (m_capacity - 1)] = std::move(value);
    }
    T pop()
    {
        T value = std::move(front());
        m_head = (m_head + 1) & (m_capacity - 1);
        --m_size;
        return value;
    }
    /// Gives back the memory of an exceptional burst once it is over.
    void releaseIfEmpty()
    {
        if (m_size == 0 && m_capacity > 256)
            clear();
    }
    void clear()
    {
        m_slots.reset();
        m_capacity = m_head = m_size = 0;
    }

private:
    void grow()
    {
        const std::uint32_t capacity = m_capacity ? m_capacity * 2 : 4;
        auto slots = std::make_unique<T[]>(capacity);
        for (std::uint32_t i = 0; i < m_size; ++i)
            slots[i] = std::move((*this)[i]);
        m_slots = std::move(slots);
        m_capacity = capacity;
        m_head = 0;
    }

    std::unique_ptr<T[]> m_slots;
    std::uint32_t m_capacity = 0; // a power of two, or 0
    std::uint32_t m_head = 0;
    std::uint32_t m_size = 0;
};

} // namespace topiq
