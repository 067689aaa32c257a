// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "authority.h"
#include "io/connector.h"
#include "io/listener.h"
#include "io/peercertificate.h"
#include "io/tlslayer.h"
#include "peer.h"
#include "servedhandler.h"
#include "tlspeer.h"

#include <QDateTime>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <map>
#include <optional>

#include <openssl/ssl.h>
#include <openssl/x509.h>

using namespace topiq;
using namespace topiq::testing;

using Wish = Authority::Wish;

/// Who is believed: the broker's judgement of clients, a link's judgement of servers, and what is said about files.
class CertificateTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Authority> m_root;
    std::unique_ptr<Authority> m_other; // that nobody trusts
    std::unique_ptr<Authority> m_middle; // signed by the root
    CertificateFiles m_server;
    std::unique_ptr<LoopPool> m_pool;
    std::shared_ptr<Served> m_served;
    Guarded<std::string> m_failure;
    std::atomic<int> m_failures{0};
    Guarded<PeerCertificate> m_shown;
    std::optional<Connector> m_connector;

    [[nodiscard]] TlsServerSettings settings(ClientCertificates asked = ClientCertificates::None) const
    {
        TlsServerSettings tls;
        tls.certificate = m_server.certificate;
        tls.key = m_server.key;
        tls.clientCertificates = asked;
        tls.ca = m_root->file();
        return tls;
    }
    Peer served(const TlsServerSettings &settings)
    {
        auto tls = TlsContext::forServer(settings);
        if (!tls)
            qFatal("%s", tls.error().text.c_str());
        auto [peer, socket] = Peer::tcpPair();
        m_pool->runOn(0, [&, descriptor = socket] {
            auto stack = std::make_unique<LayerStack>();
            stack->push(std::make_unique<TlsLayer>(*tls, *stack));
            stack->onFailed([this](const std::string &, const std::string &reason) {
                *m_failure.lock() = reason;
                ++m_failures;
            });
            m_pool->loop(0).adopt(
                descriptor, std::make_unique<ServedHandler>(m_served), {}, ticket(*m_pool), std::move(stack));
        });
        return std::move(peer);
    }
    static bool answers(TlsPeer &peer) { return peer.shakeHands() && peer.send("ball") && peer.receive(4) == "ball"; }
    /// A folder's file with these bytes.
    [[nodiscard]] std::string file(const char *name, const QByteArray &bytes) const
    {
        QFile made(m_folder.filePath(QString::fromLatin1(name)));
        if (!made.open(QIODevice::WriteOnly) || made.write(bytes) != bytes.size())
            qFatal("cannot write %s", name);
        return made.fileName().toStdString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        const std::string folder = m_folder.path().toStdString();
        m_root = std::make_unique<Authority>(folder);
        m_other = std::make_unique<Authority>(folder, "Other Root");
        Wish middle;
        middle.commonName = "Test Middle";
        middle.isAuthority = true;
        m_middle = std::make_unique<Authority>(*m_root, "Test Middle", middle);
        m_server = m_root->issue("server", {});
    }
    void init()
    {
        m_failures = 0;
        m_failure.lock()->clear();
        m_served = echo();
        m_served->onOpened = [this](Connection &connection) {
            *m_shown.lock() = connection.certificate() ? *connection.certificate() : PeerCertificate();
        };
        m_pool = std::make_unique<LoopPool>(1);
        m_pool->start();
    }
    void cleanup()
    {
        m_pool->runOn(0, [&] { m_connector.reset(); });
        m_pool.reset();
    }

    void aClientIsKnownByItsCertificate()
    {
        Wish wish;
        wish.commonName = "pump \xc3\xa9 7";
        wish.alternativeNames = "DNS:pump7.plant,email:pump@plant,URI:urn:pump:7,IP:10.0.0.7,IP:2001:db8::7";
        const CertificateFiles files = m_root->issue("pump", wish);
        for (const auto asked : {ClientCertificates::Optional, ClientCertificates::Required}) {
            TlsPeer peer(served(settings(asked)), {.certificate = files.certificate, .key = files.key});
            QVERIFY(answers(peer));
            const PeerCertificate shown = *m_shown.lock();
            QCOMPARE(shown.commonName, std::string("pump \xc3\xa9 7"));
            QCOMPARE(shown.subject, std::string("CN=pump \xc3\xa9 7,O=Topiq"));
            const std::vector<std::string> names{
                "DNS:pump7.plant", "email:pump@plant", "URI:urn:pump:7", "IP:10.0.0.7", "IP:2001:db8::7"};
            QCOMPARE(shown.alternativeNames, names);
            QCOMPARE(shown.fingerprint.size(), std::size_t(64));
            QVERIFY(shown.ends > 0);
        }
    }

    void aNameWithANulIsNoName()
    {
        Wish wish;
        wish.commonName = std::string("admin\0.evil.example", 19);
        const CertificateFiles files = m_root->issue("nul", wish);
        TlsPeer peer(
            served(settings(ClientCertificates::Required)), {.certificate = files.certificate, .key = files.key});
        QVERIFY(answers(peer));
        QCOMPARE(m_shown.lock()->commonName, std::string());
    }

    void nobodyIsAskedUnlessItIsSaid()
    {
        const CertificateFiles files = m_other->issue("stranger", {});
        TlsPeer peer(served(settings()), {.certificate = files.certificate, .key = files.key});
        QVERIFY(answers(peer));
        QVERIFY(m_shown.lock()->fingerprint.empty());
    }

    void withoutACertificateOnlyWhereItIsOptional()
    {
        TlsPeer optional(served(settings(ClientCertificates::Optional)), {});
        QVERIFY(answers(optional));
        QVERIFY(m_shown.lock()->fingerprint.empty());
        TlsPeer required(served(settings(ClientCertificates::Required)), {});
        QVERIFY(!answers(required));
        QVERIFY(eventually([&] { return m_failures == 1; }));
        QVERIFY2(
            m_failure.lock()->find("did not return a certificate") != std::string::npos, m_failure.lock()->c_str());
    }

    void aCertificateOfAnAuthorityBelowTheRootIsGoodWithItsChain()
    {
        const CertificateFiles files = m_middle->issue("below", {});
        const std::string chain = m_root->join("chain.crt", {files.certificate, m_middle->file()});
        TlsPeer peer(served(settings(ClientCertificates::Required)), {.certificate = chain, .key = files.key});
        QVERIFY(answers(peer));
    }

    void badClientsAreRefused_data()
    {
        QTest::addColumn<QString>("which");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *name, const char *why) {
            QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(why);
        };
        row("expired", "expired");
        row("not yet valid", "not yet valid");
        row("unknown root", "unable to get local issuer");
        row("self-signed", "self-signed");
        row("chain is missing", "unable to get local issuer");
        row("signed by a client", "invalid CA");
        row("for servers only", "purpose");
        row("1024-bit key", "key too weak");
        row("SHA-1 signature", "digest algorithm too weak");
        row("revoked", "revoked");
        row("list expired", "CRL has expired");
        row("list of another root", "unable to get certificate CRL");
        row("signed by an expired authority", "expired");
    }
    void badClientsAreRefused()
    {
        QFETCH(QString, which);
        QFETCH(QString, why);
        TlsServerSettings tls = settings(ClientCertificates::Required);
        Wish wish;
        std::string name = "bad";
        CertificateFiles files;
        if (which == QLatin1String("expired"))
            wish.toDay = -1, wish.fromDay = -10;
        else if (which == QLatin1String("not yet valid"))
            wish.fromDay = 2;
        else if (which == QLatin1String("for servers only"))
            wish.usage = "serverAuth";
        else if (which == QLatin1String("1024-bit key"))
            wish.keys = Authority::Keys::Rsa1024;
        else if (which == QLatin1String("SHA-1 signature"))
            wish.digest = "SHA1";
        if (which == QLatin1String("unknown root")) {
            files = m_other->issue(name, wish);
        } else if (which == QLatin1String("self-signed")) {
            Authority self(m_folder.path().toStdString(), "self");
            files = self.issue(name, wish);
            files.certificate = m_root->join("self-chain.crt", {files.certificate, self.file()});
        } else if (which == QLatin1String("chain is missing")) {
            files = m_middle->issue(name, wish);
        } else if (which == QLatin1String("signed by a client")) {
            Wish client;
            client.commonName = "client that signs";
            Authority signer(*m_root, "client that signs", client);
            files = signer.issue(name, wish);
            files.certificate = m_root->join("client-chain.crt", {files.certificate, signer.file()});
        } else if (which == QLatin1String("signed by an expired authority")) {
            Wish old;
            old.commonName = "old middle";
            old.isAuthority = true;
            old.fromDay = -20;
            old.toDay = -1;
            Authority signer(*m_root, "old middle", old);
            files = signer.issue(name, wish);
            files.certificate = m_root->join("old-chain.crt", {files.certificate, signer.file()});
        } else {
            files = m_root->issue(name, wish);
        }
        if (which == QLatin1String("revoked"))
            tls.crl = m_root->revoke("revoked.crl", {files});
        else if (which == QLatin1String("list expired"))
            tls.crl = m_root->revoke("expired.crl", {}, -10, -1);
        else if (which == QLatin1String("list of another root"))
            tls.crl = m_other->revoke("other.crl", {});
        TlsPeer peer(served(tls), {.certificate = files.certificate, .key = files.key});
        QVERIFY(!answers(peer));
        QVERIFY(eventually([&] { return m_failures == 1; }));
        QVERIFY2(QString::fromStdString(*m_failure.lock()).contains(why), m_failure.lock()->c_str());
        QCOMPARE(m_served->opened.load(), 0);
    }

    void aListOfRevocationsLetsTheOthersIn()
    {
        const CertificateFiles good = m_root->issue("good", {});
        const CertificateFiles bad = m_root->issue("revoked", {});
        TlsServerSettings tls = settings(ClientCertificates::Required);
        tls.crl = m_root->revoke("some.crl", {bad});
        TlsPeer peer(served(tls), {.certificate = good.certificate, .key = good.key});
        QVERIFY(answers(peer));
        // The authority in the middle needs a list of its own; one of the root is there.
        const CertificateFiles below = m_middle->issue("listed", {});
        const std::string chain = m_root->join("listed-chain.crt", {below.certificate, m_middle->file()});
        tls.crl = m_root->join("both.crl", {m_root->revoke("root.crl", {}), m_middle->revoke("middle.crl", {})});
        TlsPeer listed(served(tls), {.certificate = chain, .key = below.key});
        QVERIFY(answers(listed));
    }

    void filesThatCannotServeAreRefusedWithASentence_data()
    {
        QTest::addColumn<QString>("which");
        QTest::addColumn<QString>("text");
        QTest::newRow("certificate is missing")
            << QStringLiteral("missing") << QStringLiteral("cannot be read: No such");
        QTest::newRow("certificate is a folder")
            << QStringLiteral("folder") << QStringLiteral("cannot be read: Is a dir");
        QTest::newRow("certificate is empty") << QStringLiteral("empty") << QStringLiteral("holds no certificate");
        QTest::newRow("certificate is a key") << QStringLiteral("swapped") << QStringLiteral("holds no certificate");
        QTest::newRow("weak certificate") << QStringLiteral("weak") << QStringLiteral("key too small");
        QTest::newRow("key is missing") << QStringLiteral("no key") << QStringLiteral("cannot be read: No such");
        QTest::newRow("key is noise") << QStringLiteral("noise") << QStringLiteral("holds no private key");
        QTest::newRow("key of another") << QStringLiteral("mismatch") << QStringLiteral("does not belong to");
        QTest::newRow("key with passphrase") << QStringLiteral("locked") << QStringLiteral("protected by a passphrase");
        QTest::newRow("ca is missing") << QStringLiteral("no ca") << QStringLiteral("cannot be read");
        QTest::newRow("ca is noise") << QStringLiteral("bad ca") << QStringLiteral("ca \"");
        QTest::newRow("crl is missing") << QStringLiteral("no crl") << QStringLiteral("cannot be read");
        QTest::newRow("crl is a certificate")
            << QStringLiteral("bad crl") << QStringLiteral("holds no revocation list");
        QTest::newRow("no such cipher") << QStringLiteral("ciphers") << QStringLiteral("names none that may be used");
    }
    void filesThatCannotServeAreRefusedWithASentence()
    {
        QFETCH(QString, which);
        QFETCH(QString, text);
        const bool aboutClients = which.endsWith(QLatin1String(" ca")) || which.endsWith(QLatin1String(" crl"));
        TlsServerSettings tls = settings(aboutClients ? ClientCertificates::Required : ClientCertificates::None);
        const std::string none = m_folder.filePath(QStringLiteral("none.pem")).toStdString();
        const std::string noise = file("noise.pem", "-----BEGIN PRIVATE KEY-----\nnoise\n-----END PRIVATE KEY-----\n");
        const std::map<QString, std::function<void()>> change{
            {QStringLiteral("missing"), [&] { tls.certificate = none; }},
            {QStringLiteral("folder"), [&] { tls.certificate = m_folder.path().toStdString(); }},
            {QStringLiteral("empty"), [&] { tls.certificate = file("empty.pem", ""); }},
            {QStringLiteral("swapped"), [&] { tls.certificate = m_server.key; }},
            {QStringLiteral("weak"),
                [&] {
                    const CertificateFiles weak = m_root->issue("weak", {.keys = Authority::Keys::Rsa1024});
                    tls.certificate = weak.certificate;
                    tls.key = weak.key;
                }},
            {QStringLiteral("no key"), [&] { tls.key = none; }},
            {QStringLiteral("noise"), [&] { tls.key = noise; }},
            {QStringLiteral("mismatch"), [&] { tls.key = m_root->issue("another", {}).key; }},
            {QStringLiteral("locked"), [&] { tls.key = m_root->lockedKey("locked.key"); }},
            {QStringLiteral("no ca"), [&] { tls.ca = none; }},
            {QStringLiteral("bad ca"), [&] { tls.ca = noise; }},
            {QStringLiteral("no crl"), [&] { tls.crl = none; }},
            {QStringLiteral("bad crl"), [&] { tls.crl = m_server.certificate; }},
            {QStringLiteral("ciphers"), [&] { tls.ciphers = "NONSENSE"; }},
        };
        change.at(which)();
        const auto context = TlsContext::forServer(tls);
        QVERIFY(!context);
        QCOMPARE(context.error().code, ErrorCode::Configuration);
        QVERIFY2(QString::fromStdString(context.error().text).contains(text), context.error().text.c_str());
    }

    void theEndOfTheCertificateIsKnown()
    {
        const auto context = TlsContext::forServer(settings());
        QVERIFY(context);
        const qint64 days = ((*context)->certificateEnds() - QDateTime::currentSecsSinceEpoch() + 43200) / 86400;
        QCOMPARE(days, qint64(30));
    }

    void aLinkBelievesAGoodServer()
    {
        QCOMPARE(linkTo("localhost", m_server, m_root->file()), std::string());
        QCOMPARE(linkTo("127.0.0.1", m_server, m_root->file()), std::string());
        const CertificateFiles below = m_middle->issue("server below", {});
        const std::string chain = m_root->join("server-chain.crt", {below.certificate, m_middle->file()});
        QCOMPARE(linkTo("localhost", {chain, below.key}, m_root->file()), std::string());
    }

    void aLinkRefusesABadServer_data()
    {
        QTest::addColumn<QString>("which");
        QTest::addColumn<QString>("why");
        QTest::newRow("expired") << QStringLiteral("expired") << QStringLiteral("certificate has expired");
        QTest::newRow("not yet valid") << QStringLiteral("early") << QStringLiteral("not yet valid");
        QTest::newRow("other name") << QStringLiteral("name") << QStringLiteral("hostname mismatch");
        QTest::newRow("name in the subject only") << QStringLiteral("subject") << QStringLiteral("hostname mismatch");
        QTest::newRow("wildcard in a word") << QStringLiteral("wildcard") << QStringLiteral("hostname mismatch");
        QTest::newRow("wildcard for everything") << QStringLiteral("star") << QStringLiteral("hostname mismatch");
        QTest::newRow("other address") << QStringLiteral("address") << QStringLiteral("IP address mismatch");
        QTest::newRow("unknown root") << QStringLiteral("root") << QStringLiteral("unable to get local issuer");
        QTest::newRow("self-signed") << QStringLiteral("self") << QStringLiteral("self-signed");
        QTest::newRow("chain is missing") << QStringLiteral("chain") << QStringLiteral("unable to get local issuer");
        QTest::newRow("for clients only") << QStringLiteral("usage") << QStringLiteral("purpose");
        QTest::newRow("signed by a server") << QStringLiteral("issuer") << QStringLiteral("invalid CA");
    }
    void aLinkRefusesABadServer()
    {
        QFETCH(QString, which);
        QFETCH(QString, why);
        Wish wish;
        std::string host = "localhost";
        if (which == QLatin1String("expired"))
            wish.fromDay = -10, wish.toDay = -1;
        else if (which == QLatin1String("early"))
            wish.fromDay = 2;
        else if (which == QLatin1String("name"))
            wish.alternativeNames = "DNS:example.org,IP:127.0.0.1";
        else if (which == QLatin1String("subject"))
            wish.alternativeNames = "DNS:example.org"; // its common name is localhost
        else if (which == QLatin1String("wildcard"))
            wish.alternativeNames = "DNS:local*";
        else if (which == QLatin1String("star"))
            wish.alternativeNames = "DNS:*";
        else if (which == QLatin1String("address"))
            wish.alternativeNames = "DNS:localhost,DNS:127.0.0.1,IP:127.0.0.2", host = "127.0.0.1";
        else if (which == QLatin1String("usage"))
            wish.usage = "clientAuth";
        CertificateFiles files;
        if (which == QLatin1String("root")) {
            files = m_other->issue("bad server", wish);
        } else if (which == QLatin1String("self")) {
            Authority self(m_folder.path().toStdString(), "self");
            files = self.issue("bad server", wish);
            files.certificate = m_root->join("self-chain.crt", {files.certificate, self.file()});
        } else if (which == QLatin1String("chain")) {
            files = m_middle->issue("bad server", wish);
        } else if (which == QLatin1String("issuer")) {
            Wish server;
            server.commonName = "server that signs";
            Authority signer(*m_root, "server that signs", server);
            files = signer.issue("bad server", wish);
            files.certificate = m_root->join("server-chain.crt", {files.certificate, signer.file()});
        } else {
            files = m_root->issue("bad server", wish);
        }
        const std::string error = linkTo(host, files, m_root->file());
        QVERIFY2(QString::fromStdString(error).contains(why), error.c_str());
        QVERIFY2(error.starts_with("cannot connect to " + host + ':'), error.c_str());
    }

    void aLinkWithoutANameToCompareIsRefused()
    {
        TlsClientSettings settingsOfLink;
        settingsOfLink.ca = m_root->file();
        const auto tls = TlsContext::forClient(settingsOfLink);
        QVERIFY(tls);
        auto [peer, socket] = Peer::tcpPair();
        m_pool->runOn(0, [&, descriptor = socket] {
            auto stack = std::make_unique<LayerStack>();
            stack->push(std::make_unique<TlsLayer>(*tls, *stack, ""));
            stack->onFailed([this](const std::string &, const std::string &reason) {
                *m_failure.lock() = reason;
                ++m_failures;
            });
            m_pool->loop(0).adopt(
                descriptor, std::make_unique<ServedHandler>(m_served), {}, ticket(*m_pool), std::move(stack));
        });
        QVERIFY(eventually([&] { return m_failures == 1; }));
        QVERIFY2(m_failure.lock()->find("no host name") != std::string::npos, m_failure.lock()->c_str());
        QCOMPARE(m_served->opened.load(), 0);
    }

    void aLinkShowsItsOwnCertificate()
    {
        const CertificateFiles own = m_root->issue("link", {.commonName = "link 7"});
        QCOMPARE(linkTo("localhost", m_server, m_root->file(), own, ClientCertificates::Required), std::string());
        QVERIFY(eventually([&] { return m_shown.lock()->commonName == "link 7"; }));
    }

    void aLinkThatIsCancelledDuringTheHandshakeCallsNobody()
    {
        TlsClientSettings trusting;
        trusting.ca = m_root->file();
        auto tls = TlsContext::forClient(trusting);
        QVERIFY(tls);
        Listener listener(*m_pool, [](Loop &) { return std::make_unique<ServedHandler>(std::make_shared<Served>()); });
        QVERIFY(listener.start(QStringLiteral("127.0.0.1"), 0)); // plain: it never answers a handshake
        const auto client = std::make_shared<Served>();
        std::atomic<int> errors{0};
        m_pool->runOn(0, [&] {
            m_connector.emplace(m_pool->loop(0));
            m_connector->connect(
                {"127.0.0.1", listener.serverPort(), std::chrono::seconds(10), *tls},
                [&] { return std::make_unique<ServedHandler>(client); }, [&](const std::string &) { ++errors; });
        });
        QVERIFY(eventually([&] { return listener.accepted() == 1; }));
        QVERIFY(eventually([&] { return m_pool->loop(0).counters().bytesIn.value() > 0; })); // its first words came
        m_pool->runOn(0, [&] { m_connector->cancel(); });
        QVERIFY(eventually([&] { return listener.open() == 0; }));
        QCOMPARE(client->opened.load() + client->closed.load() + errors.load(), 0);
    }

private:
    /// Connects to a server with this certificate; answers with the error, or nothing when bytes crossed both ways.
    std::string linkTo(const std::string &host, const CertificateFiles &files, const std::string &ca,
        const CertificateFiles &own = {}, ClientCertificates asked = ClientCertificates::None)
    {
        TlsServerSettings server = settings(asked);
        server.certificate = files.certificate;
        server.key = files.key;
        auto tls = TlsContext::forServer(server);
        TlsClientSettings client;
        client.ca = ca;
        client.certificate = own.certificate;
        client.key = own.key;
        auto mine = TlsContext::forClient(client);
        if (!tls || !mine)
            return "a file is bad: " + (tls ? mine.error().text : tls.error().text);
        Listener listener(*m_pool, [this](Loop &) { return std::make_unique<ServedHandler>(m_served); });
        Transport transport;
        transport.tls = *tls;
        listener.setTransport(transport);
        if (!listener.start(QStringLiteral("127.0.0.1"), 0))
            return "cannot listen";
        const auto handler = std::make_shared<Served>();
        handler->onOpened = [](Connection &connection) { connection.send("ball"); };
        Guarded<std::string> error;
        std::atomic<bool> failed{false};
        m_pool->runOn(0, [&] {
            m_connector.emplace(m_pool->loop(0));
            m_connector->connect(
                {host, listener.serverPort(), std::chrono::seconds(10), *mine},
                [&] { return std::make_unique<ServedHandler>(handler); },
                [&](const std::string &reason) {
                    *error.lock() = reason;
                    failed = true;
                });
        });
        if (!eventually([&] { return failed || handler->byteCount() == 4; }))
            return "nothing happened";
        return *error.lock();
    }
};

QTEST_GUILESS_MAIN(CertificateTest)
#include "certificatetest.moc"
