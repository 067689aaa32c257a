// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace topiq {

/// What kind of thing went wrong. The values below 64 are ours; the others are those of sysexits(3), so that an error
/// that ends the program is also its exit code.
enum class ErrorCode {
    Failure = 1,
    Usage = 2,
    NotFound = 3,
    Invalid = 4,
    Busy = 5,
    MissingInput = 66,
    CannotCreate = 73,
    NoPermission = 77,
    Configuration = 78,
};

/// Why something that can go wrong in the world did so. `text` is a sentence for a person: what failed, with which
/// value, what to do. `where` names the place outside the program (file:line, key, address), if there is one.
struct Error {
    ErrorCode code = ErrorCode::Failure;
    std::string text;
    std::string where;

    [[nodiscard]] std::string message() const { return where.empty() ? text : where + ": " + text; }
};

/// A value or the reason why there is none. Exceptions do not cross a class border; this does.
template <typename T>
class [[nodiscard]] Result {
public:
    Result(T value) : m_content(std::in_place_index<0>, std::move(value)) {} // NOLINT: implicit on purpose
    Result(Error error) : m_content(std::in_place_index<1>, std::move(error)) {} // NOLINT: implicit on purpose

    [[nodiscard]] bool ok() const { return m_content.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T &value() { return *get(); }
    [[nodiscard]] const T &value() const { return *const_cast<Result *>(this)->get(); }
    T &operator*() { return value(); }
    const T &operator*() const { return value(); }
    T *operator->() { return get(); }
    const T *operator->() const { return const_cast<Result *>(this)->get(); }

    [[nodiscard]] const Error &error() const
    {
        assert(!ok());
        return *std::get_if<1>(&m_content);
    }

private:
    T *get()
    {
        assert(ok());
        return std::get_if<0>(&m_content);
    }

    std::variant<T, Error> m_content;
};

/// Success without a value, or the reason for failure.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)), m_failed(true) {} // NOLINT: implicit on purpose

    [[nodiscard]] bool ok() const { return !m_failed; }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error &error() const
    {
        assert(m_failed);
        return m_error;
    }

private:
    Error m_error;
    bool m_failed = false;
};

} // namespace topiq
