// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpauthorizer.h"

#include "access/access.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

namespace {

constexpr PasswordCost Cheap{64, 1};

QByteArray basic(const QByteArray &user, const QByteArray &password)
{
    return "Basic " + (user + ':' + password).toBase64();
}

} // namespace

class HttpAuthorizerTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    AccessSettings m_settings;
    std::unique_ptr<Access> m_access;

    void withUsers()
    {
        UserList users;
        for (const char *name : {"anna", "boss"}) {
            User user;
            user.name = name;
            user.password = *PasswordHash::make("secret: with colon", Cheap);
            user.admin = user.name == "boss";
            QVERIFY(users.add(user).ok());
        }
        QVERIFY(writeSecretFile(m_folder.filePath(u"users.yaml"_s).toStdString(), userFileText(users)).ok());
    }
    void load() { QVERIFY(m_access->load(m_settings, m_folder.path().toStdString()).ok()); }
    int status(HttpRight right, const QByteArray &authorization, const QString &peer, bool passedOn = false,
        HttpLogin *login = nullptr)
    {
        HttpLogin ignored;
        const auto answer
            = HttpAuthorizer(m_access.get())
                  .check(right, {authorization, peer, passedOn, u"http://127.0.0.1:7272"_s}, login ? *login : ignored);
        return answer ? answer->status : 200;
    }

private Q_SLOTS:
    void init()
    {
        m_settings = AccessSettings();
        m_access = std::make_unique<Access>();
        QFile::remove(m_folder.filePath(u"users.yaml"_s));
    }

    void thisMachineNeedsNoName()
    {
        load();
        for (const QString &peer : {u"127.0.0.1"_s, u"::1"_s, u"::ffff:127.0.0.1"_s})
            QCOMPARE(status(HttpRight::Admin, "", peer), 200);
        withUsers();
        load();
        QCOMPARE(status(HttpRight::Admin, "", u"127.0.0.1"_s), 200);
    }

    void theNetworkAlwaysNeedsAnAdmin()
    {
        for (const AnonymousAccess anonymous :
            {AnonymousAccess::Loopback, AnonymousAccess::Everywhere, AnonymousAccess::None}) {
            init();
            m_settings.anonymous = anonymous;
            load();
            for (const HttpRight right : {HttpRight::User, HttpRight::Admin}) {
                QCOMPARE(status(right, "", u"10.0.0.1"_s), 401);
                QVERIFY(status(right, basic("boss", "x"), u"10.0.0.1"_s) >= 401); // there are no users: a mere label
                QVERIFY(status(right, "Bearer x", u"10.0.0.1"_s) >= 401);
            }
            withUsers();
            load();
            QCOMPARE(status(HttpRight::Admin, "", u"10.0.0.1"_s), 401);
            QCOMPARE(status(HttpRight::Admin, basic("boss", "secret: with colon"), u"10.0.0.1"_s), 200);
            QCOMPARE(status(HttpRight::Admin, basic("anna", "secret: with colon"), u"10.0.0.1"_s), 403);
            QCOMPARE(status(HttpRight::User, basic("anna", "secret: with colon"), u"10.0.0.1"_s), 200);
            QCOMPARE(status(HttpRight::Anybody, "", u"10.0.0.1"_s), 200);
        }
    }

    void whatAProxyPassesOnIsNotFromThisMachine()
    {
        withUsers();
        load();
        QCOMPARE(status(HttpRight::Admin, "", u"127.0.0.1"_s, true), 401);
        QCOMPARE(status(HttpRight::Admin, basic("boss", "secret: with colon"), u"127.0.0.1"_s, true), 200);
    }

    void noneClosesThisMachineToo()
    {
        m_settings.anonymous = AnonymousAccess::None;
        withUsers();
        load();
        QCOMPARE(status(HttpRight::User, "", u"127.0.0.1"_s), 401);
        QCOMPARE(status(HttpRight::Admin, basic("boss", "secret: with colon"), u"127.0.0.1"_s), 200);
    }

    void wrongNameFromThisMachineDoesNotFallThrough_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("wrong password") << basic("boss", "x");
        QTest::newRow("unknown user") << basic("nobody", "secret: with colon");
        QTest::newRow("empty") << basic("", "");
        QTest::newRow("no colon") << QByteArray("Basic Ym9zcw==");
        QTest::newRow("no base64") << QByteArray("Basic !!!");
        QTest::newRow("nothing behind") << QByteArray("Basic");
        QTest::newRow("blank behind") << QByteArray("Basic ");
        QTest::newRow("another scheme") << QByteArray("Digest username=\"boss\"");
        QTest::newRow("token where none are taken") << QByteArray("Bearer eyJh.eyJh.eyJh");
        QTest::newRow("rubbish") << QByteArray("x");
    }
    void wrongNameFromThisMachineDoesNotFallThrough()
    {
        QFETCH(QByteArray, header);
        withUsers();
        load();
        QCOMPARE(status(HttpRight::User, header, u"127.0.0.1"_s), 401);
    }

    void guessingIsSlowedDown()
    {
        withUsers();
        load();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(status(HttpRight::User, basic("boss", "guess"), u"10.0.0.1"_s), 401);
        QCOMPARE(status(HttpRight::User, basic("boss", "secret: with colon"), u"10.0.0.1"_s), 429);
        QCOMPARE(status(HttpRight::User, basic("boss", "secret: with colon"), u"10.0.0.2"_s), 200);
    }

    void loginCarriesNameAndPermissions()
    {
        m_settings.rules = m_folder.filePath(u"rules.yaml"_s).toStdString();
        QVERIFY(writeSecretFile(m_settings.rules,
            "rules:\n- {allow: publish, topic: in/%u}\n- {allow: all, topic: local, anonymous: true}\n")
                    .ok());
        withUsers();
        load();
        HttpLogin anna;
        QCOMPARE(status(HttpRight::User, basic("anna", "secret: with colon"), u"10.0.0.1"_s, false, &anna), 200);
        QCOMPARE(anna.user, u"anna"_s);
        QVERIFY(anna.permissions->mayPublish("in/anna") && !anna.permissions->mayPublish("in/boss"));
        HttpLogin local;
        QCOMPARE(status(HttpRight::Admin, "", u"127.0.0.1"_s, false, &local), 200);
        QVERIFY(local.user.isEmpty());
        QVERIFY(local.permissions->mayPublish("local") && !local.permissions->mayPublish("in/anna"));
    }

    void withoutAccessControlEverythingIsOpen()
    {
        HttpLogin login;
        QVERIFY(!HttpAuthorizer(nullptr).check(HttpRight::Admin, {"", u"10.0.0.1"_s, false, {}}, login));
    }

    void refusalAsksForANameAndTellsNothing()
    {
        withUsers();
        load();
        HttpLogin login;
        const auto answer = HttpAuthorizer(m_access.get())
                                .check(HttpRight::Admin, {basic("boss", "wr0ng"), u"10.0.0.1"_s, false, {}}, login);
        QVERIFY(answer);
        QVERIFY(std::any_of(answer->headers.begin(), answer->headers.end(),
            [](const HttpHeader &header) { return header.name == "WWW-Authenticate"; }));
        for (const char *secret : {"wr0ng", "boss", TOPIQ_VERSION})
            QVERIFY(!answer->body.contains(secret));
    }
};

QTEST_GUILESS_MAIN(HttpAuthorizerTest)
#include "httpauthorizertest.moc"
