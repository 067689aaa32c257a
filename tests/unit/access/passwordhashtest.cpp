// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/passwordhash.h"

#include <QTest>

using namespace topiq;

namespace {

constexpr PasswordCost Cheap{64, 1};

} // namespace

class PasswordHashTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void madeHashMatchesItsPasswordOnly()
    {
        const auto hash = PasswordHash::make("correct horse", Cheap);
        QVERIFY(hash.ok());
        QVERIFY(hash->matches("correct horse"));
        for (const char *wrong : {"", "correct hors", "correct horse ", "Correct horse", "x"})
            QVERIFY2(!hash->matches(wrong), wrong);
    }

    void sameSecretHashesDifferently()
    {
        QVERIFY(PasswordHash::make("x", Cheap)->text() != PasswordHash::make("x", Cheap)->text());
    }

    void textIsReadAgain()
    {
        const auto hash = PasswordHash::make("secret", Cheap);
        const auto again = PasswordHash::parse(hash->text());
        QVERIFY(again.ok());
        QVERIFY(*again == *hash);
        QVERIFY(again->matches("secret"));
        QVERIFY(!again->matches("Secret"));
    }

    void defaultCostIsThatOfTheManual()
    {
        const auto hash = PasswordHash::make("x");
        QVERIFY(hash->text().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
    }

    void hashesOfMosquittoMatch_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("password");
        // Made by mosquitto_passwd 2.0.11: -H sha512 and -H sha512-pbkdf2.
        QTest::newRow("sha512") << QStringLiteral("$6$N4EmGofdGAilE4qv$HhV0b/qDUtCDD1KnO8Q5yalXgL9hmzCKIV"
                                                  "5FaT3pmsA+pyBn428KpEEFUJ1Luv0YSsf8D163eoYDoujkLtplsg==")
                                << QStringLiteral("correct horse");
        QTest::newRow("pbkdf2") << QStringLiteral("$7$101$zqNke5QcDEvT8k1O$qyvn7D7H6ypNkweI4c8LKyoFUAnTsSLJ"
                                                  "QVLf9b24yL2bhz+E6LwHYpX/xUn0M4UuhNYVhI12sBtDb6M7oEEc9A==")
                                << QStringLiteral("pässwörd");
        QTest::newRow("pbkdf2, 1000 iterations")
            << QStringLiteral("$7$1000$XtFStL+S4iN/0eQJ$0bSVy4AUcrJGhaQMqVipAv4aT7Mm7x9"
                              "86I4XfXzLdEoGJfI1O6DZufAmJkdPEZAvcou2avetPF43FZqyPVEgdg==")
            << QStringLiteral("x");
    }
    void hashesOfMosquittoMatch()
    {
        QFETCH(QString, text);
        QFETCH(QString, password);
        const auto hash = PasswordHash::parse(text.toStdString());
        QVERIFY2(hash.ok(), hash.ok() ? "" : hash.error().text.c_str());
        QVERIFY(hash->matches(password.toStdString()));
        QVERIFY(!hash->matches(password.toStdString() + "x"));
        QVERIFY(!hash->matches(""));
    }

    void malformedHashIsRefused_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *text) { QTest::newRow(*text ? text : "empty") << QString::fromLatin1(text); };
        row("");
        row("secret");
        row("$1$abc$def");
        row("$2b$10$abcdefghijklmnopqrstuv");
        row("$argon2i$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=16$m=64,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=19$m=4294967295,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=19$m=64,t=65,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=19$m=64,t=1,p=17$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=19$m=7,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=19$m=64,t=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=19$m=64,t=1,p=1,x=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=19$m=64,t=1,p=1$$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0$");
        row("$argon2id$v=19$m=64,t=1,p=1$c2Fs!HNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA");
        row("$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaA$more");
        row("$6$");
        row("$6$c2FsdA==$");
        row("$6$c2FsdA==$aGFzaA==");
        row("$6$$aGFzaA==");
        row("$7$0$c2FsdA==$aGFzaA==");
        row("$7$x$c2FsdA==$aGFzaA==");
        row("$7$101$c2FsdA==$aGFzaA==");
    }
    void malformedHashIsRefused()
    {
        QFETCH(QString, text);
        QVERIFY(!PasswordHash::parse(text.toStdString()).ok());
    }

    void unfitPasswordIsRefused()
    {
        QVERIFY(!checkPassword("").ok());
        QVERIFY(!checkPassword(std::string("a\0b", 3)).ok());
        QVERIFY(!checkPassword(std::string(1025, 'x')).ok());
        QVERIFY(checkPassword(std::string(1024, 'x')).ok());
        QVERIFY(!PasswordHash::make("", Cheap).ok());
    }
};

QTEST_GUILESS_MAIN(PasswordHashTest)
#include "passwordhashtest.moc"
