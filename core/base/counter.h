// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>

namespace topiq {

/// A figure that one thread writes and any thread reads: no lock prefix, no torn value. Readers see it a little late.
class Counter {
public:
    void add(std::uint64_t n) { m_value.store(m_value.load(std::memory_order_relaxed) + n, std::memory_order_relaxed); }
    void subtract(std::uint64_t n)
    {
        m_value.store(m_value.load(std::memory_order_relaxed) - n, std::memory_order_relaxed);
    }
    void set(std::uint64_t value) { m_value.store(value, std::memory_order_relaxed); }
    void operator++() { add(1); }
    void operator--() { subtract(1); }
    [[nodiscard]] std::uint64_t value() const { return m_value.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> m_value{0};
};

} // namespace topiq
