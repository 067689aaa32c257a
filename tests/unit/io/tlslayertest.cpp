// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/tlslayer.h"
#include "authority.h"
#include "io/listener.h"
#include "io/peercertificate.h"
#include "peer.h"
#include "servedhandler.h"
#include "tlspeer.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

#include <openssl/ssl.h>

using namespace topiq;
using namespace topiq::testing;

namespace {

std::string pattern(std::size_t size)
{
    std::string bytes(size, '\0');
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = char((i ^ i >> 8 ^ i >> 16) * 17);
    return bytes;
}

} // namespace

class TlsLayerTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<Authority> m_root;
    CertificateFiles m_server;
    std::unique_ptr<LoopPool> m_pool;
    std::shared_ptr<Served> m_served;
    Guarded<std::string> m_failure;
    std::atomic<int> m_failures{0};

    [[nodiscard]] TlsServerSettings settings() const
    {
        TlsServerSettings tls;
        tls.certificate = m_server.certificate;
        tls.key = m_server.key;
        return tls;
    }
    static std::shared_ptr<const TlsContext> context(const TlsServerSettings &settings)
    {
        auto made = TlsContext::forServer(settings);
        if (!made)
            qFatal("%s", made.error().text.c_str());
        return *made;
    }
    std::unique_ptr<LayerStack> layers(const std::shared_ptr<const TlsContext> &tls)
    {
        auto stack = std::make_unique<LayerStack>();
        stack->push(std::make_unique<TlsLayer>(tls, *stack));
        stack->onFailed([this](const std::string &, const std::string &reason) {
            *m_failure.lock() = reason;
            ++m_failures;
        });
        return stack;
    }
    /// Has one end of a connection served behind TLS; answers with the other.
    Peer served(const std::shared_ptr<const TlsContext> &tls)
    {
        auto [peer, socket] = Peer::tcpPair();
        m_pool->runOn(0, [&, descriptor = socket] {
            m_pool->loop(0).adopt(
                descriptor, std::make_unique<ServedHandler>(m_served), {}, ticket(*m_pool), layers(tls));
        });
        return std::move(peer);
    }
    [[nodiscard]] TlsPeerWish trusting() const { return {.ca = m_root->file()}; }
    static bool answers(TlsPeer &peer) { return peer.send("ball") && peer.receive(4) == "ball"; }

private Q_SLOTS:
    void initTestCase()
    {
        m_root = std::make_unique<Authority>(m_folder.path().toStdString());
        m_server = m_root->issue("server", {});
    }
    void init()
    {
        m_failures = 0;
        m_failure.lock()->clear();
        m_served = echo();
        m_pool = std::make_unique<LoopPool>(2);
        m_pool->start();
    }
    void cleanup() { m_pool.reset(); }

    void bytesCrossBothWays_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<int>("size");
        for (const int size : {1, 100, 16384, 16385, 1'000'000}) {
            QTest::addRow("TLS 1.2, %d bytes", size) << TLS1_2_VERSION << size;
            QTest::addRow("TLS 1.3, %d bytes", size) << TLS1_3_VERSION << size;
        }
    }
    void bytesCrossBothWays()
    {
        QFETCH(int, version);
        QFETCH(int, size);
        TlsPeerWish wish = trusting();
        wish.maxVersion = version;
        TlsPeer peer(served(context(settings())), wish);
        QVERIFY(peer.shakeHands());
        QCOMPARE(peer.version(), version);
        QVERIFY(peer.securityBits() >= 128);
        const std::string sent = pattern(std::size_t(size));
        // In pieces, because this side cannot read while it writes.
        std::string got;
        for (std::size_t at = 0; at < sent.size(); at += 100'000) {
            const std::string piece = sent.substr(at, 100'000);
            QVERIFY(peer.send(piece));
            got += peer.receive(piece.size());
        }
        QVERIFY(got == sent);
    }

    void theHandlerIsOpenedAfterTheHandshake()
    {
        Peer socket = served(context(settings()));
        m_pool->runOn(0, [] {});
        QCOMPARE(m_served->opened.load(), 0);
        TlsPeer peer(std::move(socket), trusting());
        QVERIFY(peer.shakeHands());
        QVERIFY(answers(peer));
        QCOMPARE(m_served->opened.load(), 1);
        m_pool->runOn(0, [&] { QVERIFY(m_served->connection->isEncrypted()); });
    }

    void oldVersionsAndWeakCiphersAreRefused_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<QByteArray>("ciphers");
        QTest::newRow("TLS 1.0") << TLS1_VERSION << QByteArray("ALL:@SECLEVEL=0");
        QTest::newRow("TLS 1.1") << TLS1_1_VERSION << QByteArray("ALL:@SECLEVEL=0");
        QTest::newRow("no forward secrecy") << TLS1_2_VERSION << QByteArray("AES128-GCM-SHA256");
        QTest::newRow("CBC") << TLS1_2_VERSION << QByteArray("ECDHE-ECDSA-AES128-SHA");
        QTest::newRow("no authentication") << TLS1_2_VERSION << QByteArray("AECDH-AES128-SHA:@SECLEVEL=0");
        QTest::newRow("no encryption") << TLS1_2_VERSION << QByteArray("ECDHE-ECDSA-NULL-SHA:@SECLEVEL=0");
    }
    void oldVersionsAndWeakCiphersAreRefused()
    {
        QFETCH(int, version);
        QFETCH(QByteArray, ciphers);
        TlsPeerWish wish;
        wish.maxVersion = version;
        wish.ciphers = ciphers.constData();
        TlsPeer peer(served(context(settings())), wish);
        QVERIFY(!peer.shakeHands());
        QVERIFY(eventually([&] { return m_failures == 1; }));
        QVERIFY2(m_failure.lock()->starts_with("the TLS handshake failed: "), m_failure.lock()->c_str());
        QCOMPARE(m_served->opened.load(), 0);
        QVERIFY(eventually([&] { return m_pool->budget().used() == 0; }));
    }

    void onlyTls13WhenAskedFor()
    {
        TlsServerSettings only = settings();
        only.onlyTls13 = true;
        TlsPeerWish wish = trusting();
        wish.maxVersion = TLS1_2_VERSION;
        TlsPeer old(served(context(only)), wish);
        QVERIFY(!old.shakeHands());
        TlsPeer fresh(served(context(only)), trusting());
        QVERIFY(fresh.shakeHands());
        QVERIFY(answers(fresh));
    }

    void whoDoesNotSpeakTlsIsToldApart_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("MQTT") << QByteArray("\x10\x0f\x00\x04MQTT\x04\x02\x00\x3c\x00\x03one", 17);
        QTest::newRow("HTTP") << QByteArray("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTest::newRow("noise") << QByteArray(200, '\xa5');
    }
    void whoDoesNotSpeakTlsIsToldApart()
    {
        QFETCH(QByteArray, bytes);
        Peer peer = served(context(settings()));
        QVERIFY(peer.send({bytes.constData(), std::size_t(bytes.size())}));
        (void)peer.receiveToEnd(); // perhaps an alert
        QVERIFY(eventually([&] { return m_failures == 1; }));
        QVERIFY2(m_failure.lock()->find("does not speak TLS") != std::string::npos, m_failure.lock()->c_str());
        QCOMPARE(m_served->opened.load(), 0);
    }

    void aPeerThatLeavesDuringTheHandshakeIsNoted()
    {
        Peer peer = served(context(settings()));
        peer.close();
        QVERIFY(eventually([&] { return m_failures == 1; }));
        QCOMPARE(*m_failure.lock(), std::string("the peer closed before the TLS handshake was over"));
    }

    void aPeerThatIsSilentIsGivenUpAfterFiveSeconds()
    {
        Peer peer = served(context(settings()));
        QCOMPARE(peer.receiveToEnd(), std::string());
        QVERIFY(eventually([&] { return m_failures == 1; }));
        QCOMPARE(*m_failure.lock(), std::string("no TLS handshake within 5 s"));
        QVERIFY(eventually([&] { return m_pool->budget().used() == 0; }));
    }

    void whatThePeerSaysBeforeItsGoodbyeIsServed()
    {
        m_served->onReceived = nullptr;
        TlsPeer peer(served(context(settings())), trusting());
        QVERIFY(peer.shakeHands());
        QVERIFY(peer.send("last words"));
        peer.finish();
        QVERIFY(eventually([&] { return m_served->closed == 1; }));
        QCOMPARE(*m_served->bytes.lock(), std::string("last words"));
        QCOMPARE(m_served->reason.load(), CloseReason::ByPeer);
    }

    void aGoodbyeDuringAPauseWaitsForTheHandler()
    {
        std::atomic<bool> busy{true};
        m_served->onReceived = [&](Connection &connection, std::string_view bytes) -> std::size_t {
            if (busy) {
                connection.pauseReading();
                return 0;
            }
            m_served->use(bytes);
            return bytes.size();
        };
        TlsPeer peer(served(context(settings())), trusting());
        QVERIFY(peer.shakeHands());
        QVERIFY(peer.send("kept"));
        peer.finish();
        QVERIFY(eventually([&] { return m_served->calls >= 1; }));
        m_pool->runOn(0, [&] { QVERIFY(m_served->connection); });
        busy = false;
        m_pool->runOn(0, [&] { m_served->connection->resumeReading(); });
        QVERIFY(eventually([&] { return m_served->closed == 1; }));
        QCOMPARE(*m_served->bytes.lock(), std::string("kept"));
    }

    void theHandlersLastWordsAndAGoodbyeReachThePeer()
    {
        m_served->onReceived = [](Connection &connection, std::string_view bytes) {
            connection.send("so long");
            connection.close();
            return bytes.size();
        };
        TlsPeer peer(served(context(settings())), trusting());
        QVERIFY(peer.shakeHands());
        QVERIFY(peer.send("x"));
        bool orderly = false;
        QCOMPARE(peer.receiveToEnd(&orderly), std::string("so long"));
        QVERIFY(orderly);
    }

    void aDamagedRecordEndsTheConnection()
    {
        TlsPeer peer(served(context(settings())), trusting());
        QVERIFY(peer.shakeHands());
        QVERIFY(answers(peer));
        QVERIFY(peer.socket().send(std::string("\x17\x03\x03\x00\x20", 5) + std::string(32, 'x')));
        QVERIFY(eventually([&] { return m_served->closed == 1; }));
        QCOMPARE(m_served->reason.load(), CloseReason::Failed);
    }

    void aReaderThatDoesNotReadMakesNoMemoryGrow()
    {
        static constexpr std::size_t Total = 40u * 1024 * 1024;
        static constexpr std::size_t Piece = 256u * 1024;
        static const std::string Block = pattern(Piece);
        std::size_t given = 0; // the loop's thread
        std::atomic<std::uint64_t> most{0};
        const auto pump = [&](Connection &connection) {
            while (given < Total && connection.outputBytes() < Connection::OutputHigh) {
                connection.output().reference(Block, nullptr, [](const void *) {});
                given += Piece;
            }
            most = std::max(most.load(), connection.unsentBytes());
        };
        m_served->onReceived = [&](Connection &connection, std::string_view bytes) {
            pump(connection);
            return bytes.size();
        };
        m_served->onDrained = pump;
        TlsPeer peer(served(context(settings())), trusting());
        QVERIFY(peer.shakeHands());
        QVERIFY(peer.send("go"));
        QVERIFY(eventually([&] { return most > 0; }));
        std::size_t wrong = 0;
        for (std::size_t got = 0; got < Total; got += Piece)
            wrong += peer.receive(Piece) != Block;
        QCOMPARE(wrong, std::size_t(0));
        QVERIFY2(most < Connection::OutputHigh + Piece + 2 * Layer::OutputHigh, std::to_string(most.load()).c_str());
    }

    void aConnectionMovesToAnotherLoopWithItsLayers()
    {
        const auto second = echo();
        m_served->onReceived = [&](Connection &connection, std::string_view bytes) {
            connection.moveTo(m_pool->loop(1), std::make_unique<ServedHandler>(second), bytes);
            return bytes.size();
        };
        for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
            TlsPeerWish wish = trusting();
            wish.maxVersion = version;
            TlsPeer peer(served(context(settings())), wish);
            QVERIFY(peer.shakeHands());
            for (int i = 0; i < 20; ++i)
                QVERIFY(answers(peer));
            m_pool->runOn(1, [&] {
                QVERIFY(second->connection->isEncrypted());
                QCOMPARE(second->connection->loop().index(), 1);
            });
            // Also what TLS had to say when the connection moved (the ticket) has left.
            SSL_SESSION *const session = peer.takeSession();
            QVERIFY(session);
            SSL_SESSION_free(session);
        }
    }

    void aTicketSparesTheSecondHandshake_data()
    {
        QTest::addColumn<int>("version");
        QTest::newRow("TLS 1.2") << TLS1_2_VERSION;
        QTest::newRow("TLS 1.3") << TLS1_3_VERSION;
    }
    void aTicketSparesTheSecondHandshake()
    {
        QFETCH(int, version);
        const auto tls = context(settings());
        TlsPeerWish wish = trusting();
        wish.maxVersion = version;
        TlsPeer first(served(tls), wish);
        QVERIFY(first.shakeHands());
        QVERIFY(answers(first));
        QVERIFY(!first.isResumed());
        wish.session = first.takeSession();
        QVERIFY(wish.session);
        TlsPeer second(served(tls), wish);
        QVERIFY(second.shakeHands());
        QVERIFY(answers(second));
        QVERIFY(second.isResumed());
        TlsPeer afterReload(served(context(settings())), wish); // who was revoked meanwhile stays out
        QVERIFY(afterReload.shakeHands());
        QVERIFY(answers(afterReload));
        QVERIFY(!afterReload.isResumed());
        SSL_SESSION_free(wish.session);
    }

    void theApplicationProtocolIsAgreedOn()
    {
        TlsServerSettings named = settings();
        named.protocols = {"mqtt"};
        const auto tls = context(named);
        TlsPeerWish wish = trusting();
        wish.protocols = "\x02h2\x04mqtt";
        TlsPeer both(served(tls), wish);
        QVERIFY(both.shakeHands());
        QCOMPARE(both.protocol(), std::string("mqtt"));
        TlsPeer none(served(tls), trusting());
        QVERIFY(none.shakeHands());
        QVERIFY(answers(none));
        wish.protocols = "\x02h2\x08http/1.1";
        TlsPeer other(served(tls), wish);
        QVERIFY(!other.shakeHands());
    }

    void manyHandshakesAtOnceAllSucceed()
    {
        const auto tls = context(settings());
        std::vector<Peer> sockets;
        for (int i = 0; i < 60; ++i)
            sockets.push_back(served(tls));
        std::atomic<int> good{0};
        std::vector<std::thread> threads;
        for (Peer &socket : sockets) {
            threads.emplace_back([&] {
                TlsPeer peer(std::move(socket), trusting());
                good += peer.shakeHands() && answers(peer);
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(good.load(), 60);
    }

    void aNewCertificateIsForNewConnectionsOnly()
    {
        Listener listener(*m_pool, [this](Loop &) { return std::make_unique<ServedHandler>(m_served); });
        Transport transport;
        transport.tls = context(settings());
        listener.setTransport(transport);
        QVERIFY(listener.start(QStringLiteral("127.0.0.1"), 0));
        std::unique_ptr<TlsPeer> old;
        bool good = false;
        // The listener accepts in this thread, so the blocking client has one of its own.
        const auto inThread = [](const auto &act) {
            std::atomic<bool> done{false};
            std::thread thread([&] {
                act();
                done = true;
            });
            const bool ended = eventually([&] { return done.load(); });
            thread.join();
            return ended;
        };
        QVERIFY(inThread([&] {
            old = std::make_unique<TlsPeer>(Peer::connectTo(listener.serverPort()), trusting());
            good = old->shakeHands() && answers(*old);
        }));
        QVERIFY(good);
        Authority other(m_folder.path().toStdString(), "Other Root");
        const CertificateFiles files = other.issue("renewed", {});
        TlsServerSettings renewed;
        renewed.certificate = files.certificate;
        renewed.key = files.key;
        transport.tls = context(renewed);
        listener.setTransport(transport);
        QVERIFY(answers(*old));
        bool oldRootGood = true;
        QVERIFY(inThread([&] {
            TlsPeer fresh(Peer::connectTo(listener.serverPort()), {.ca = other.file()});
            good = fresh.shakeHands() && answers(fresh);
            TlsPeer stale(Peer::connectTo(listener.serverPort()), trusting());
            oldRootGood = stale.shakeHands();
        }));
        QVERIFY(good);
        QVERIFY(!oldRootGood);
        QVERIFY(eventually([&] { return listener.failedHandshakes() == 1; }));
        QVERIFY(answers(*old));
    }
};

QTEST_GUILESS_MAIN(TlsLayerTest)
#include "tlslayertest.moc"
