// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>

namespace topiq {

/// A value that can be reached only while its lock is held, so that forgetting the lock does not compile.
template <typename T>
class Guarded {
public:
    class Access {
    public:
        explicit Access(Guarded &guarded) : m_lock(guarded.m_lock), m_value(guarded.m_value) {}
        T *operator->() const { return &m_value; }
        T &operator*() const { return m_value; }

    private:
        std::lock_guard<std::mutex> m_lock;
        T &m_value;
    };

    [[nodiscard]] Access lock() { return Access(*this); }

private:
    std::mutex m_lock;
    T m_value;
};

} // namespace topiq
