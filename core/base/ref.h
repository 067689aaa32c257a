// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace topiq {

/// Base of things that several owners in several threads share: the count lies in the object, so that a pointer is
/// one word and taking another one allocates nothing. `Derived` may define `static void destroy(const Derived *)` when
/// it was not made by plain new.
template <typename Derived>
class RefCounted {
public:
    RefCounted(const RefCounted &) = delete;
    RefCounted &operator=(const RefCounted &) = delete;

    void ref() const { m_refs.fetch_add(1, std::memory_order_relaxed); }
    void unref() const
    {
        // The last owner needs no atomic subtraction: nobody else can be looking.
        if (m_refs.load(std::memory_order_acquire) == 1 || m_refs.fetch_sub(1, std::memory_order_acq_rel) == 1)
            Derived::destroy(static_cast<const Derived *>(this));
    }
    static void destroy(const Derived *object) { delete object; }

protected:
    RefCounted() = default;
    ~RefCounted() = default;

private:
    mutable std::atomic<std::uint32_t> m_refs{0};
};

/// An owner of a RefCounted object, or null.
template <typename T>
class Ref {
public:
    Ref() = default;
    Ref(std::nullptr_t) {} // NOLINT: implicit on purpose
    explicit Ref(T *object) : m_object(object)
    {
        if (m_object)
            m_object->ref();
    }
    Ref(const Ref &other) : Ref(other.m_object) {}
    template <typename U>
    requires std::is_convertible_v<U *, T *> Ref(const Ref<U> &other)
        : Ref(other.get()) // NOLINT: implicit on purpose, as for plain pointers
    {}
    Ref(Ref &&other) noexcept : m_object(std::exchange(other.m_object, nullptr)) {}
    Ref &operator=(Ref other) noexcept
    {
        std::swap(m_object, other.m_object);
        return *this;
    }
    ~Ref()
    {
        if (m_object)
            m_object->unref();
    }

    [[nodiscard]] T *get() const { return m_object; }
    T *operator->() const { return m_object; }
    T &operator*() const { return *m_object; }
    explicit operator bool() const { return m_object; }
    bool operator==(const Ref &other) const { return m_object == other.m_object; }

    /// Gives up the ownership without counting; adopt() is the counterpart.
    [[nodiscard]] T *release() { return std::exchange(m_object, nullptr); }
    [[nodiscard]] static Ref adopt(T *object)
    {
        Ref ref;
        ref.m_object = object;
        return ref;
    }

private:
    T *m_object = nullptr;
};

} // namespace topiq
