// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/users.h"

#include <QTest>

using namespace topiq;

namespace {

constexpr PasswordCost Cheap{64, 1};

} // namespace

class UsersTest : public QObject {
    Q_OBJECT

private:
    static bool says(const Error &error, std::string_view text)
    {
        return error.message().find(text) != std::string::npos;
    }

private Q_SLOTS:
    void fileIsReadAsItWasWritten()
    {
        UserList users;
        User anna;
        anna.name = "an\"na \\ \xC3\xA4";
        anna.password = *PasswordHash::make("secret", Cheap);
        anna.scram = ScramVerifier::make("secret");
        anna.roles = {"operators", "true"};
        anna.clientIds = {"panel-1", "[x]", "two\nlines, \t and \x7F"};
        anna.admin = true;
        QVERIFY(users.add(anna).ok());
        User bert;
        bert.name = "null";
        bert.disabled = true;
        QVERIFY(users.add(bert).ok());

        const auto again = parseUserFile(userFileText(users), "users.yaml");
        QVERIFY2(again.ok(), again.ok() ? "" : again.error().message().c_str());
        QCOMPARE(again->all().size(), std::size_t(2));
        const User *const first = again->find(anna.name);
        QVERIFY(first);
        QVERIFY(first->hasSameSecrets(anna));
        QVERIFY(first->roles == anna.roles && first->clientIds == anna.clientIds);
        QVERIFY(first->admin && !first->disabled);
        const User *const second = again->find("null");
        QVERIFY(second && second->disabled && !second->admin && !second->password && !second->scram);
    }

    void emptyListIsReadAsItWasWritten()
    {
        const auto again = parseUserFile(userFileText(UserList()), "users.yaml");
        QVERIFY(again.ok());
        QVERIFY(again->empty());
    }

    void removedUserIsGoneAndOthersStay()
    {
        UserList users;
        for (const char *name : {"a", "b", "c"}) {
            User user;
            user.name = name;
            QVERIFY(users.add(user).ok());
        }
        QVERIFY(users.remove("b"));
        QVERIFY(!users.remove("b"));
        QVERIFY(!users.find("b"));
        QCOMPARE(users.find("a")->name, std::string("a"));
        QCOMPARE(users.find("c")->name, std::string("c"));
        User again;
        again.name = "b";
        QVERIFY(users.add(again).ok());
        QVERIFY(!users.add(again).ok());
    }

    void faultyFileIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        const auto row = [](const char *name, const char *text, const char *said) {
            QTest::newRow(name) << QString::fromUtf8(text) << QString::fromUtf8(said);
        };
        row("empty file", "", "must hold one YAML document");
        row("comments only", "# nothing\n", "must hold one YAML document");
        row("what yaml-cpp does not get past", ",", "must hold one YAML document");
        row("a list", "- name: x\n", "must hold one YAML document");
        row("two documents", "users: []\n---\nusers: []\n", "must hold one YAML document");
        row("no YAML", "users: [\n", "not valid YAML");
        row("another key", "people: []\n", "u:1: the file has no key \"people\"");
        row("no list", "users: anna\n", "there must be a list");
        row("nothing below", "users:\n", "there must be a list");
        row("no map", "users:\n- anna\n", "u:2: a user must be written as keys");
        row("no name", "users:\n- admin: true\n", "u:2: a user without name");
        row("empty name", "users:\n- name: \"\"\n", "the name is empty");
        row("NUL in the name", "users:\n- name: \"a\\0b\"\n", "control character");
        row("colon in the name", "users:\n- name: \"a:b\"\n", "a colon");
        row("list as name", "users:\n- name: [a]\n", "name must be a single value");
        row("twice", "users:\n- name: a\n- name: a\n", "u:3: there is a user \"a\" already (u:2)");
        row("key twice", "users:\n- name: a\n  name: b\n", "u:3: \"name\" is given twice");
        row("unknown key", "users:\n- name: a\n  adnim: true\n", "u:3: a user has no key \"adnim\"");
        row("plain password", "users:\n- name: a\n  password: secret\n", "u:3: password is no password hash");
        row("bad verifier", "users:\n- name: a\n  scram: x\n", "u:3: scram is no SCRAM-SHA-256 verifier");
        row("no flag", "users:\n- name: a\n  admin: yes\n", "admin is \"yes\"; use true or false");
        row("empty roles", "users:\n- name: a\n  roles: []\n", "roles must be a value or a list of values");
        row("empty client id", "users:\n- name: a\n  clients: [\"\"]\n", "an empty client id");
    }
    void faultyFileIsRefusedWithItsLine()
    {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const auto users = parseUserFile(text.toStdString(), "u");
        QVERIFY(!users.ok());
        QVERIFY2(says(users.error(), said.toStdString()), users.error().message().c_str());
        QVERIFY(!says(users.error(), "secret"));
    }

    void longNamesAreRefused()
    {
        QVERIFY(checkUserName(std::string(128, 'x')).ok());
        QVERIFY(!checkUserName(std::string(129, 'x')).ok());
        QVERIFY(!checkUserName("\xff").ok());
    }

    void fileOfMosquittoIsRead()
    {
        const std::string hash
            = "$6$N4EmGofdGAilE4qv$HhV0b/qDUtCDD1KnO8Q5yalXgL9hmzCKIV5FaT3pmsA+pyBn428KpEEFUJ1Luv0YSsf8D1"
              "63eoYDoujkLtplsg==";
        UserList users;
        const auto done
            = addMosquittoPasswords("# people\n\nanna:" + hash + "\r\nb c:" + hash + "  \n", "passwd", users);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().message().c_str());
        QCOMPARE(users.all().size(), std::size_t(2));
        QVERIFY(users.find("anna")->password->matches("correct horse"));
        QCOMPARE(users.find("b c")->place, std::string("passwd:4"));
    }

    void faultyFileOfMosquittoIsRefusedWithItsLine_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"anna", "anna:", ":$6$x", "anna:secret", "anna:$6$bad", "anna:$7$x$y$z", "an\tna:x"})
            QTest::newRow(line) << QString::fromUtf8(line);
    }
    void faultyFileOfMosquittoIsRefusedWithItsLine()
    {
        QFETCH(QString, line);
        UserList users;
        const auto done = addMosquittoPasswords("# one\n" + line.toStdString() + "\n", "passwd", users);
        QVERIFY(!done.ok());
        QVERIFY(says(done.error(), "passwd:2: "));
        QVERIFY(!says(done.error(), "secret"));
    }
};

QTEST_GUILESS_MAIN(UsersTest)
#include "userstest.moc"
