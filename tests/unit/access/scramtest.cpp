// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/scram.h"

#include "access/crypto.h"

#include <QTest>

using namespace topiq;
using crypto::Digest;

namespace {

// The example of RFC 7677 section 3: user "user", password "pencil".
constexpr std::string_view ClientFirst = "n,,n=user,r=rOprNGfwEbeRWgbNEkqO";
constexpr std::string_view ServerNonce = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
constexpr std::string_view ServerFirst
    = "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
constexpr std::string_view ClientFinal = "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                         "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=";
constexpr std::string_view ServerFinal = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

ScramVerifier pencil() { return ScramVerifier::make("pencil", *crypto::fromBase64("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096); }

ScramServer server()
{
    return ScramServer([](const std::string &user) { return user == "user" ? std::optional(pencil()) : std::nullopt; },
        "key", std::string(ServerNonce));
}

/// What a client that knows the password sends second.
std::string finalOf(std::string_view clientFirstBare, const std::string &serverFirst, const std::string &password)
{
    const std::string salt = *crypto::fromBase64(
        std::string_view(serverFirst)
            .substr(serverFirst.find(",s=") + 3, serverFirst.rfind(",i=") - serverFirst.find(",s=") - 3));
    const std::string withoutProof = "c=biws," + serverFirst.substr(0, serverFirst.find(','));
    const std::string salted = crypto::pbkdf2(Digest::Sha256, password, salt, 4096, 32);
    const std::string clientKey = crypto::hmac(Digest::Sha256, salted, "Client Key");
    std::string proof = crypto::hmac(Digest::Sha256, crypto::hash(Digest::Sha256, clientKey),
        std::string(clientFirstBare) + ',' + serverFirst + ',' + withoutProof);
    for (std::size_t i = 0; i < proof.size(); ++i)
        proof[i] = char(proof[i] ^ clientKey[i]);
    return withoutProof + ",p=" + crypto::toBase64(proof);
}

} // namespace

class ScramTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void exampleOfTheRfcIsReproduced()
    {
        ScramServer scram = server();
        QCOMPARE(scram.first(ClientFirst).value_or(""), std::string(ServerFirst));
        QCOMPARE(scram.user(), std::string("user"));
        QCOMPARE(scram.final(ClientFinal).value_or(""), std::string(ServerFinal));
    }

    void finalCountsOnce()
    {
        ScramServer scram = server();
        QVERIFY(scram.first(ClientFirst));
        QVERIFY(scram.final(ClientFinal));
        QVERIFY(!scram.final(ClientFinal));
        QVERIFY(!server().final(ClientFinal));
    }

    void wrongPasswordIsRefused()
    {
        ScramServer scram = server();
        const auto challenge = scram.first(ClientFirst);
        QVERIFY(!scram.final(finalOf(ClientFirst.substr(3), *challenge, "pencils")));
        ScramServer other = server();
        QVERIFY(other.first(ClientFirst));
        QVERIFY(other.final(finalOf(ClientFirst.substr(3), *challenge, "pencil")));
    }

    void unknownUserGetsAStableChallengeAndIsRefused()
    {
        std::string salts[2];
        for (std::string &salt : salts) {
            ScramServer scram = server();
            const auto challenge = scram.first("n,,n=nobody,r=abc");
            QVERIFY(challenge);
            salt = challenge->substr(challenge->find(",s="));
            QVERIFY(!scram.final(finalOf("n=nobody,r=abc", *challenge, "pencil")));
            // Even one who knows that there are no keys behind it.
        }
        QCOMPARE(salts[0], salts[1]);
        QVERIFY(salts[0].ends_with(",i=4096"));
    }

    void unknownUserCannotProveTheEmptyKey()
    {
        // The decoy's stored key is all zeros: a proof made for that must not do.
        ScramServer scram = server();
        const std::string bare = "n=nobody,r=abc";
        const auto challenge = scram.first("n,," + bare);
        const std::string withoutProof = "c=biws," + challenge->substr(0, challenge->find(','));
        const std::string proof
            = crypto::hmac(Digest::Sha256, std::string(32, '\0'), bare + ',' + *challenge + ',' + withoutProof);
        QVERIFY(!scram.final(withoutProof + ",p=" + crypto::toBase64(proof)));
    }

    void nameMayHoldCommaAndEquals()
    {
        std::string asked;
        ScramServer scram(
            [&](const std::string &user) {
                asked = user;
                return std::optional(pencil());
            },
            "key", "abc");
        QVERIFY(scram.first("n,,n=a=2Cb=3Dc,r=xyz"));
        QCOMPARE(asked, std::string("a,b=c"));
    }

    void malformedFirstIsRefused_data()
    {
        QTest::addColumn<QString>("message");
        for (const char *message : {"", "n", "n,,", "n,,n=user", "n,,r=abc", "n,,n=,r=abc", "n,,n=user,r=",
                 "n,a=other,n=user,r=abc", "p=tls-unique,,n=user,r=abc", "x,,n=user,r=abc", "n,,n=us=er,r=abc",
                 "n,,n=user=2,r=abc", "n,,m=ext,n=user,r=abc", "n,,n=user,r=a b", "n,,n=user,r=a\x7f"})
            QTest::newRow(*message ? message : "empty") << QString::fromLatin1(message);
        QTest::newRow("long") << QStringLiteral("n,,n=user,r=") + QString(5000, QLatin1Char('x'));
    }
    void malformedFirstIsRefused()
    {
        QFETCH(QString, message);
        QVERIFY(!server().first(message.toStdString()));
    }

    void everyDamageToTheFinalIsRefused()
    {
        for (std::size_t at = 0; at < ClientFinal.size(); ++at) {
            for (const int flip : {1, 32}) {
                ScramServer scram = server();
                QVERIFY(scram.first(ClientFirst));
                std::string damaged(ClientFinal);
                damaged[at] = char(damaged[at] ^ flip);
                QVERIFY2(!scram.final(damaged), damaged.c_str());
            }
            ScramServer scram = server();
            QVERIFY(scram.first(ClientFirst));
            QVERIFY(!scram.final(ClientFinal.substr(0, at)));
        }
    }

    void verifierIsReadAgain()
    {
        const ScramVerifier verifier = ScramVerifier::make("secret");
        const auto again = ScramVerifier::parse(verifier.text());
        QVERIFY(again.ok());
        QVERIFY(*again == verifier);
        QVERIFY(verifier.text().starts_with("SCRAM-SHA-256$4096:"));
        QVERIFY(ScramVerifier::make("secret").salt != verifier.salt);
    }

    void malformedVerifierIsRefused()
    {
        const std::string good = pencil().text();
        QVERIFY(ScramVerifier::parse(good).ok());
        for (std::size_t size = 0; size < good.size(); ++size)
            QVERIFY2(!ScramVerifier::parse(good.substr(0, size)).ok(), good.substr(0, size).c_str());
        for (const char *text : {"SCRAM-SHA-1$4096:YQ==$YQ==:YQ==", "SCRAM-SHA-256$0:YQ==$YQ==:YQ==", "x"})
            QVERIFY(!ScramVerifier::parse(text).ok());
    }
};

QTEST_GUILESS_MAIN(ScramTest)
#include "scramtest.moc"
