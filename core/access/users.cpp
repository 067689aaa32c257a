// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/users.h"

#include "access/yamlnode.h"
#include "base/text.h"

#include <algorithm>

namespace topiq {

namespace {

constexpr std::size_t MaxNameBytes = 128;

User readUser(const yaml::Document &document, const YAML::Node &node)
{
    User user;
    user.place = document.place(node);
    const auto need = [&](const YAML::Node &at, const auto &result, const std::string &what) {
        if (!result)
            document.fail(at, what + ' ' + result.error().text);
        return *result;
    };
    document.eachEntry(node, "a user", "name, password, scram, roles, clients, admin, disabled",
        [&](const std::string &key, const YAML::Node &at, const YAML::Node &value) {
            if (key == "name") {
                user.name = document.text(value, key);
                if (auto checked = checkUserName(user.name); !checked)
                    document.fail(at, checked.error().text);
            } else if (key == "password") {
                user.password = need(at, PasswordHash::parse(document.text(value, key)), key);
            } else if (key == "scram") {
                user.scram = need(at, ScramVerifier::parse(document.text(value, key)), key);
            } else if (key == "roles") {
                user.roles = document.texts(value, key);
            } else if (key == "clients") {
                user.clientIds = document.texts(value, key);
            } else if (key == "admin") {
                user.admin = document.flag(value, key);
            } else if (key == "disabled") {
                user.disabled = document.flag(value, key);
            } else {
                return false;
            }
            return true;
        });
    if (user.name.empty())
        document.fail(node, "a user without name");
    for (const std::string &role : user.roles) {
        if (auto checked = checkUserName(role); !checked)
            document.fail(node, "the role of \"" + user.name + "\": " + checked.error().text);
    }
    if (std::find(user.clientIds.begin(), user.clientIds.end(), std::string()) != user.clientIds.end())
        document.fail(node, "clients of \"" + user.name + "\" holds an empty client id");
    return user;
}

/// In double quotes, with what would not stay as it is in them as \xNN.
std::string quoted(std::string_view text)
{
    static constexpr char Digits[] = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            result += {'\\', 'x', Digits[byte >> 4], Digits[byte & 15]};
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string quotedList(const std::vector<std::string> &texts)
{
    std::string result;
    for (const std::string &text : texts)
        result += (result.empty() ? "[" : ", ") + quoted(text);
    return result + ']';
}

Error invalid(std::string text) { return {ErrorCode::Invalid, std::move(text), {}}; }

} // namespace

Result<void> checkUserName(std::string_view name)
{
    const bool control = std::any_of(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
    if (name.empty())
        return invalid("the name is empty");
    if (name.size() > MaxNameBytes)
        return invalid("the name \"" + printable(name, 40) + "\" is longer than 128 bytes");
    if (control || !isMqttText(name))
        return invalid("the name \"" + printable(name) + "\" holds a control character or is not UTF-8");
    if (name.find(':') != std::string_view::npos)
        return invalid("the name \"" + printable(name) + "\" holds a colon, which ends a name in files and in HTTP");
    return {};
}

Result<void> UserList::add(User user)
{
    const auto [at, added] = m_index.emplace(user.name, m_users.size());
    if (!added) {
        const std::string &before = m_users[at->second].place;
        return invalid("there is a user \"" + printable(user.name) + "\" already"
            + (before.empty() ? std::string() : " (" + before + ")"));
    }
    m_users.push_back(std::move(user));
    return {};
}

bool UserList::remove(std::string_view name)
{
    const auto found = m_index.find(name);
    if (found == m_index.end())
        return false;
    const std::size_t place = found->second;
    m_index.erase(found);
    m_users.erase(m_users.begin() + std::ptrdiff_t(place));
    for (auto &[other, index] : m_index)
        index -= index > place;
    return true;
}

const User *UserList::find(std::string_view name) const
{
    const auto found = m_index.find(name);
    return found == m_index.end() ? nullptr : &m_users[found->second];
}

User *UserList::find(std::string_view name)
{
    return const_cast<User *>(static_cast<const UserList *>(this)->find(name));
}

Result<UserList> parseUserFile(const std::string &text, const std::string &fileName)
{
    UserList users;
    const auto done
        = yaml::readDocument(text, fileName, "users", [&](const yaml::Document &document, const YAML::Node &node) {
              if (auto added = users.add(readUser(document, node)); !added)
                  document.fail(node, added.error().text);
          });
    return done ? Result<UserList>(std::move(users)) : Result<UserList>(done.error());
}

std::string userFileText(const UserList &users)
{
    std::string text = "# Users of Topiq; changed by topiqctl user add and user del. Keep it secret.\n";
    text += users.empty() ? "users: []\n" : "users:\n";
    for (const User &user : users.all()) {
        text += "  - name: " + quoted(user.name) + '\n';
        if (user.password)
            text += "    password: " + quoted(user.password->text()) + '\n';
        if (user.scram)
            text += "    scram: " + quoted(user.scram->text()) + '\n';
        if (!user.roles.empty())
            text += "    roles: " + quotedList(user.roles) + '\n';
        if (!user.clientIds.empty())
            text += "    clients: " + quotedList(user.clientIds) + '\n';
        if (user.admin)
            text += "    admin: true\n";
        if (user.disabled)
            text += "    disabled: true\n";
    }
    return text;
}

Result<void> addMosquittoPasswords(const std::string &text, const std::string &fileName, UserList &users)
{
    int number = 0;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        std::string_view line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        const std::string place = fileName + ':' + std::to_string(++number);
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t'))
            line.remove_suffix(1);
        if (line.empty() || line.front() == '#')
            continue;
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos)
            return Error{ErrorCode::Configuration, "the line is not of the form NAME:HASH", place};
        User user;
        user.name = line.substr(0, colon);
        user.place = place;
        if (auto checked = checkUserName(user.name); !checked)
            return Error{ErrorCode::Configuration, checked.error().text, place};
        auto hash = PasswordHash::parse(line.substr(colon + 1));
        if (!hash)
            return Error{ErrorCode::Configuration,
                "what stands behind the name " + hash.error().text + "; plain passwords are not taken", place};
        user.password = std::move(*hash);
        if (auto added = users.add(std::move(user)); !added)
            return Error{ErrorCode::Configuration, added.error().text, place};
    }
    return {};
}

} // namespace topiq
