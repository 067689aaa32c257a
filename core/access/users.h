// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/passwordhash.h"
#include "access/scram.h"
#include "base/result.h"
#include "base/stringhash.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace topiq {

/// Somebody who may log in.
struct User {
    std::string name;
    std::optional<PasswordHash> password; ///< none: only by certificate, token or SCRAM
    std::optional<ScramVerifier> scram;
    std::vector<std::string> roles; ///< for rules; in the order of the file
    std::vector<std::string> clientIds; ///< the only ones that may be used; empty: any
    bool admin = false; ///< may use the whole HTTP API
    bool disabled = false; ///< known, and refused
    std::string place; ///< file:line, for messages

    /// What the user proves himself with: a login made with another is no longer good.
    [[nodiscard]] bool hasSameSecrets(const User &other) const
    {
        return password == other.password && scram == other.scram;
    }
};

/// Whether this can be the name of a user: 1 to 128 bytes of UTF-8 without control characters and without ":", which
/// ends a name in files and in HTTP. Failure: Invalid.
[[nodiscard]] Result<void> checkUserName(std::string_view name);

/// The users of a broker, by name. A plain value.
class UserList {
public:
    /// Failure: Invalid, when there is one of this name already.
    Result<void> add(User user);
    bool remove(std::string_view name);
    [[nodiscard]] const User *find(std::string_view name) const;
    [[nodiscard]] User *find(std::string_view name);
    [[nodiscard]] const std::vector<User> &all() const { return m_users; } ///< in the order of their files
    [[nodiscard]] bool empty() const { return m_users.empty(); }

private:
    std::vector<User> m_users;
    StringMap<std::size_t> m_index;
};

/// Our own file, see docs/access.md. Failure: Configuration, with file and line; nothing of a faulty file is taken.
[[nodiscard]] Result<UserList> parseUserFile(const std::string &text, const std::string &fileName);
/// The same list as text of that file.
[[nodiscard]] std::string userFileText(const UserList &users);

/// mosquitto's password_file: NAME:HASH. The users are added to `users`. Failure: as above.
[[nodiscard]] Result<void> addMosquittoPasswords(const std::string &text, const std::string &fileName, UserList &users);

} // namespace topiq
