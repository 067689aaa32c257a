// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <tsl/robin_set.h>

#include <functional>
#include <memory>
#include <string_view>

namespace topiq {

/// Hash and equality of things that are found by their name(), and of names themselves.
struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view name) const { return std::hash<std::string_view>{}(name); }
    template <typename Pointer>
    std::size_t operator()(const Pointer &named) const
    {
        return (*this)(std::string_view(named->name()));
    }
};
struct NameEqual {
    using is_transparent = void;
    template <typename A, typename B>
    bool operator()(const A &a, const B &b) const
    {
        return nameOf(a) == nameOf(b);
    }

private:
    static std::string_view nameOf(std::string_view name) { return name; }
    template <typename Pointer>
    static std::string_view nameOf(const Pointer &named)
    {
        return named->name();
    }
};

/// A set of smart pointers found by the name() of what they point to: one flat table with the hashes in it, so that a
/// look-up costs one cache miss and the element itself. Not thread-safe; iterators and references do not last.
template <typename Pointer>
using NameSet = tsl::robin_set<Pointer, NameHash, NameEqual, std::allocator<Pointer>, true>;

} // namespace topiq
