// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/usercommand.h"

#include "access/accessstate.h"
#include "access/crypto.h"
#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"
#include "topiqctl/accessfiles.h"
#include "topiqctl/output.h"
#include "topiqctl/passwordinput.h"
#include "topiqctl/texttable.h"

#include <algorithm>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

QString shown(const std::string &text) { return visibleText(QString::fromStdString(text)); }

Result<void> say(const QString &text)
{
    Output output;
    output.write(text.toUtf8());
    return output.flush();
}

/// A file that is not there is an empty list: the first user makes it.
Result<UserList> readUsers(const std::string &file)
{
    if (stampOf(file) == FileStamp()) {
        return UserList();
    }
    const auto text = readSecretFile(file);
    return text ? parseUserFile(*text, file) : Result<UserList>(text.error());
}

std::vector<std::string> texts(const ParsedOptions &options, const QString &name)
{
    std::vector<std::string> list;
    for (const QString &value : options.values.value(name)) {
        list.push_back(value.toStdString());
    }
    return list;
}

Result<void> setPassword(User &user, const ParsedOptions &options)
{
    auto password = readNewPassword(options.value(u"password-file"_s));
    if (!password) {
        return password.error();
    }
    auto hash = PasswordHash::make(*password);
    if (!hash) {
        return hash.error();
    }
    user.password = std::move(*hash);
    user.scram = ScramVerifier::make(*password);
    crypto::wipe(*password);
    return {};
}

void applyFlags(User &user, const ParsedOptions &options)
{
    if (options.has(u"role"_s)) {
        user.roles = texts(options, u"role"_s);
    }
    if (options.has(u"client"_s)) {
        user.clientIds = texts(options, u"client"_s);
    }
    user.admin = (user.admin || options.has(u"admin"_s)) && !options.has(u"no-admin"_s);
    user.disabled = (user.disabled || options.has(u"disable"_s)) && !options.has(u"enable"_s);
}

Result<void> addUser(UserList &users, const QString &name, const ParsedOptions &options)
{
    User user;
    user.name = name.toStdString();
    if (auto good = checkUserName(user.name); !good) {
        return makeError(ExitCode::Usage, QString::fromStdString(good.error().text));
    }
    if (users.find(user.name) != nullptr) {
        return makeError(ExitCode::Failure,
            u"there is a user \"%1\" already; topiqctl user change %1 changes it"_s.arg(shown(user.name)));
    }
    applyFlags(user, options);
    if (!options.has(u"no-password"_s)) {
        if (auto done = setPassword(user, options); !done) {
            return done;
        }
    }
    return users.add(std::move(user));
}

Result<void> changeUser(UserList &users, const QString &name, const ParsedOptions &options)
{
    User *user = users.find(name.toStdString());
    if (user == nullptr) {
        return makeError(ExitCode::Failure, u"there is no user \"%1\""_s.arg(visibleText(name)));
    }
    applyFlags(*user, options);
    if (options.has(u"no-password"_s)) {
        user->password.reset();
        user->scram.reset();
    } else if (options.has(u"password"_s) || options.has(u"password-file"_s)) {
        return setPassword(*user, options);
    }
    return {};
}

Result<void> removeUser(UserList &users, const QString &name, const ParsedOptions &)
{
    if (!users.remove(name.toStdString())) {
        return makeError(ExitCode::Failure, u"there is no user \"%1\""_s.arg(visibleText(name)));
    }
    return {};
}

Result<void> listUsers(const UserList &users)
{
    TextTable table({{u"USER"_s}, {u"STATE"_s}, {u"ADMIN"_s}, {u"PASSWORD"_s}, {u"ROLES"_s}, {u"CLIENTS"_s}});
    const auto joined = [](const std::vector<std::string> &list) {
        QStringList words;
        for (const std::string &word : list) {
            words += shown(word);
        }
        return words.isEmpty() ? u"-"_s : words.join(u", "_s);
    };
    for (const User &user : users.all()) {
        table.addRow({shown(user.name), user.disabled ? u"disabled"_s : u"enabled"_s, user.admin ? u"yes"_s : u"no"_s,
            user.password ? u"yes"_s : u"no"_s, joined(user.roles), joined(user.clientIds)});
    }
    return say(table.text());
}

Result<void> run(const ParsedOptions &options)
{
    using Change = Result<void> (*)(UserList &, const QString &, const ParsedOptions &);
    struct Verb {
        QString name;
        Change change;
        QString done;
    };
    static const QList<Verb> verbs{
        {u"add"_s, addUser, u"added"_s}, {u"change"_s, changeUser, u"changed"_s}, {u"del"_s, removeUser, u"deleted"_s}};
    const QString word = options.positional.value(0);
    const QString name = options.positional.value(1);
    const auto verb = std::find_if(verbs.begin(), verbs.end(), [&](const Verb &v) { return v.name == word; });
    if (verb == verbs.end() && word != "list"_L1) {
        const QString near = nearestWord(word, {u"add"_s, u"change"_s, u"del"_s, u"list"_s});
        return makeError(ExitCode::Usage,
            u"\"%1\" is not one of add, change, del, list%2"_s.arg(
                visibleText(word), near.isEmpty() ? QString() : u"; did you mean %1?"_s.arg(near)));
    }
    if (name.isEmpty() != (verb == verbs.end())) {
        return makeError(ExitCode::Usage,
            name.isEmpty() ? u"the name of the user is missing: topiqctl user %1 NAME"_s.arg(word)
                           : u"topiqctl user list takes no name"_s);
    }
    auto files = AccessFiles::from(options);
    if (!files) {
        return files.error();
    }
    auto file = files->userFile();
    if (!file) {
        return file.error();
    }
    if (verb == verbs.end()) {
        const auto users = readUsers(*file);
        return users ? listUsers(*users) : Result<void>(users.error());
    }
    // The lock is not held while a person thinks about a password.
    const FileStamp before = stampOf(*file);
    auto users = readUsers(*file);
    if (!users) {
        return users.error();
    }
    if (auto done = verb->change(*users, name, options); !done) {
        return done;
    }
    const FolderLock lock(*file);
    if (stampOf(*file) != before) {
        return makeError(
            ExitCode::TryAgain, u"%1 was changed by somebody else meanwhile; try again"_s.arg(shown(*file)));
    }
    if (auto written = writeSecretFile(*file, userFileText(*users)); !written) {
        return written;
    }
    return say(u"user %1 %2 (%3)\n"_s.arg(visibleText(name), verb->done, shown(*file)));
}

} // namespace

Command userCommand()
{
    QList<Option> options{
        {u"admin"_s, {}, u"The user may use the whole HTTP API"_s},
        {u"no-admin"_s, {}, u"No longer"_s},
        {u"role"_s, u"ROLE"_s, u"A role for rules; may be repeated, replaces those before"_s, {}, true},
        {u"client"_s, u"ID"_s, u"The only client id that the user may have; may be repeated"_s, {}, true},
        {u"disable"_s, {}, u"Refuse the user from now on"_s},
        {u"enable"_s, {}, u"No longer"_s},
        {u"password"_s, {}, u"With change: ask for a new password"_s},
        {u"password-file"_s, u"FILE"_s, u"Take the password from the first line of FILE; - is the standard input"_s},
        {u"no-password"_s, {}, u"No password: the user comes by certificate or token only"_s},
    };
    options += AccessFiles::options();
    options.append({u"help"_s, {}, u"Print this help"_s, u'h'});
    return {u"user"_s, u"add|change|del NAME [OPTION]... | list"_s, u"Add, change, delete and list users"_s,
        u"The password is asked for, or read from a file; it is never an argument. A\n"
        "running broker notices the change within a second, and ends the connections of\n"
        "a user whose password was changed or who was deleted or disabled.\n"_s,
        options, run, 2};
}

} // namespace topiq
