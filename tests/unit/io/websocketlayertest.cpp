// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/websocketlayer.h"
#include "authority.h"
#include "io/listener.h"
#include "io/proxylayer.h"
#include "io/tlslayer.h"
#include "peer.h"
#include "servedhandler.h"
#include "tlspeer.h"
#include "webclient.h"

#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace topiq;
using namespace topiq::testing;

namespace {

/// What a server's frames hold, one after the other, up to `size` bytes of payload.
std::string receivePayload(Peer &peer, std::size_t size, int *frames = nullptr)
{
    std::string got;
    while (got.size() < size) {
        const std::string head = peer.receive(2);
        if (head.size() < 2)
            break;
        std::uint64_t length = std::uint8_t(head[1]);
        if (length >= 126) {
            const std::string more = peer.receive(length == 126 ? 2 : 8);
            length = 0;
            for (const char c : more)
                length = length << 8 | std::uint8_t(c);
        }
        got += peer.receive(std::size_t(length));
        if (frames)
            ++*frames;
    }
    return got;
}

const std::string CloseProtocolError("\x88\x02\x03\xea", 4);

} // namespace

class WebSocketLayerTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LoopPool> m_pool;
    std::shared_ptr<Served> m_served;
    std::shared_ptr<WebSocketSettings> m_settings;
    Guarded<std::string> m_failure;
    std::atomic<int> m_failures{0};
    std::string m_said;
    std::pair<Peer, int> (*m_makePair)() = nullptr;

    Peer servedThrough(const std::function<void(LayerStack &)> &fill)
    {
        auto [peer, socket] = m_makePair();
        m_pool->runOn(0, [&, descriptor = socket] {
            auto stack = std::make_unique<LayerStack>();
            fill(*stack);
            stack->onFailed([this](const std::string &from, const std::string &reason) {
                *m_failure.lock() = from + ": " + reason;
                ++m_failures;
            });
            m_pool->loop(0).adopt(
                descriptor, std::make_unique<ServedHandler>(m_served), {}, ticket(*m_pool), std::move(stack));
        });
        return std::move(peer);
    }
    Peer served()
    {
        return servedThrough([this](LayerStack &stack) { stack.push(std::make_unique<WebSocketLayer>(m_settings)); });
    }
    /// The same after its opening handshake.
    Peer opened()
    {
        Peer peer = served();
        if (!peer.send(webRequest()) || peer.receive(webAnswer().size()) != webAnswer())
            qFatal("the handshake failed");
        return peer;
    }

private Q_SLOTS:
    void init()
    {
        m_makePair = &Peer::tcpPair;
        m_failures = 0;
        m_failure.lock()->clear();
        m_served = echo();
        m_settings = std::make_shared<WebSocketSettings>();
        m_settings->protocols = {"mqtt"};
        m_pool = std::make_unique<LoopPool>(2);
        m_pool->start();
    }
    void cleanup() { m_pool.reset(); }

    void theStreamIsTheSameWhereverItIsCut()
    {
        m_served->onReceived = nullptr;
        std::string bytes = webRequest() + webFrame(2, "one ") + webFrame(2, "two ", false) + webFrame(9, "")
            + webFrame(0, "three ") + webFrame(2, std::string(200, 'x'));
        const std::string expected = "one two three " + std::string(200, 'x');
        const auto taken = [&] { return m_pool->loop(0).counters().bytesIn.value(); };
        for (std::size_t cut = 1; cut < bytes.size(); cut += 3) {
            m_served->bytes.lock()->clear();
            const std::uint64_t before = taken();
            Peer peer = served();
            QVERIFY(peer.send(bytes.substr(0, cut)));
            QVERIFY(eventually([&] { return taken() == before + cut; })); // so that the rest is another read
            QVERIFY(peer.send(bytes.substr(cut)));
            QVERIFY(eventually([&] { return m_served->byteCount() == expected.size(); }));
            QCOMPARE(*m_served->bytes.lock(), expected);
        }
    }

    void whatIsSaidInATurnIsOneMessage()
    {
        m_served->onReceived = [](Connection &connection, std::string_view bytes) {
            for (int i = 0; i < 10; ++i)
                connection.send("0123456789");
            return bytes.size();
        };
        Peer peer = opened();
        QVERIFY(peer.send(webFrame(2, "go")));
        std::string expected("\x82\x64", 2);
        for (int i = 0; i < 10; ++i)
            expected += "0123456789";
        QCOMPARE(peer.receive(expected.size()), expected);
    }

    void largeOutputArrivesWhole_data()
    {
        QTest::addColumn<int>("size");
        for (const int size : {125, 126, 1024, 1025, 65'535, 65'536, 3'000'000})
            QTest::addRow("%d bytes", size) << size;
    }
    void largeOutputArrivesWhole()
    {
        QFETCH(int, size);
        std::string &said = m_said; // outlives the connection, which refers to it
        said.assign(std::size_t(size), '\0');
        for (std::size_t i = 0; i < said.size(); ++i)
            said[i] = char(i * 31 >> 3);
        m_served->onReceived = [this](Connection &connection, std::string_view bytes) {
            connection.send("front");
            connection.output().reference(m_said, nullptr, [](const void *) {});
            connection.send("back");
            return bytes.size();
        };
        Peer peer = opened();
        QVERIFY(peer.send(webFrame(2, "go")));
        QVERIFY(receivePayload(peer, said.size() + 9) == "front" + said + "back");
        peer.close();
        QVERIFY(eventually([&] { return m_served->closed == 1; }));
    }

    void aPingIsAnsweredAndManyAreAnsweredOnce()
    {
        Peer peer = opened();
        QVERIFY(peer.send(webFrame(9, "are you there")));
        QCOMPARE(peer.receive(15), std::string("\x8a\x0d") + "are you there");
        std::string flood;
        for (int i = 0; i < 1000; ++i)
            flood += webFrame(9, "ping " + std::to_string(i));
        m_pool->runOn(0, [&] { QVERIFY(peer.send(flood + webFrame(2, "ball"))); }); // one read takes all of it
        QCOMPARE(peer.receive(10), std::string("\x8a\x08ping 999", 10));
        QCOMPARE(peer.receive(6), std::string("\x82\x04") + "ball");
    }

    void aPingFloodOfAReaderThatDoesNotReadMakesNoMemoryGrow()
    {
        m_makePair = &Peer::unixPair; // TCP is not done with its window before a timer has run
        Peer peer = opened();
        const std::string ping = webFrame(9, std::string(125, 'p'));
        const auto &taken = m_pool->loop(0).counters().bytesIn;
        // Until both socket buffers and ours are full: then nothing more is read from it, and nothing more can be sent.
        std::string_view rest;
        std::uint64_t unsent = 0;
        for (int quiet = 0; quiet < 200;) {
            if (rest.empty())
                rest = ping;
            const std::size_t now = peer.sendSome(rest);
            rest.remove_prefix(now);
            quiet = now ? 0 : quiet + 1;
            m_pool->runOn(0, [&] { unsent = m_served->connection->unsentBytes(); });
            QVERIFY(unsent < Connection::OutputHigh + 1000);
        }
        QVERIFY(unsent > Connection::OutputHigh / 2);
        const std::uint64_t before = taken.value();
        for (int i = 0; i < 100; ++i)
            m_pool->runOn(0, [] {});
        QCOMPARE(taken.value(), before);
    }

    void aCloseFrameIsAnsweredAndEndsTheConnection()
    {
        Peer peer = opened();
        QVERIFY(peer.send(webFrame(2, "last") + webFrame(8, std::string("\x03\xe8", 2))));
        QCOMPARE(peer.receiveToEnd(), std::string("\x82\x04last\x88\x02\x03\xe8", 10));
        QVERIFY(eventually([&] { return m_served->closed == 1; }));
        QCOMPARE(m_served->reason.load(), CloseReason::ByPeer);
    }

    void theHandlersEndAndTheBrokersEndAreSaid()
    {
        m_served->onReceived = [](Connection &connection, std::string_view bytes) {
            connection.send("so long");
            connection.close();
            return bytes.size();
        };
        Peer peer = opened();
        QVERIFY(peer.send(webFrame(2, "x")));
        QCOMPARE(peer.receiveToEnd(), std::string("\x82\x07so long\x88\x02\x03\xe8", 13));
        Peer other = opened();
        m_pool->stop();
        QCOMPARE(other.receiveToEnd(), std::string("\x88\x02\x03\xe9", 4));
    }

    void aFaultIsAnsweredAfterWhatCameBeforeItIsServed()
    {
        Peer peer = opened();
        QVERIFY(peer.send(webFrame(2, "good") + webFrame(2, "bad", true, false)));
        QVERIFY(eventually([&] { return m_served->closed == 1; }));
        QCOMPARE(m_served->reason.load(), CloseReason::Failed);
        QCOMPARE(m_served->calls.load(), 1);
        QCOMPARE(peer.receiveToEnd(), "\x82\x04good" + CloseProtocolError);
    }

    void aRefusedHandshakeIsAnsweredAndTheHandlerNeverOpened()
    {
        Peer peer = served();
        QVERIFY(peer.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        const std::string answer = peer.receiveToEnd();
        QVERIFY2(answer.starts_with("HTTP/1.1 426 Upgrade Required\r\n"), answer.c_str());
        QVERIFY(eventually([&] { return m_failures == 1; }));
        QVERIFY2(m_failure.lock()->ends_with(": the peer sent an HTTP request that asks for no WebSocket"),
            m_failure.lock()->c_str());
        QCOMPARE(m_served->opened.load() + m_served->closed.load(), 0);
        QVERIFY(eventually([&] { return m_pool->budget().used() == 0; }));
    }

    void whoDoesNotFinishItsHandshakeIsGivenUp()
    {
        Peer silent = served();
        Peer slow = served();
        QVERIFY(slow.send("GET / HTTP/1.1\r\n"));
        Peer proxy = servedThrough([](LayerStack &stack) { stack.push(std::make_unique<ProxyLayer>(stack)); });
        QVERIFY(proxy.send("PROXY TCP4 "));
        QCOMPARE(proxy.receiveToEnd(), std::string());
        QVERIFY(m_failure.lock()->ends_with(": no PROXY header within 5 s"));
        QCOMPARE(silent.receiveToEnd(), std::string());
        QCOMPARE(slow.receiveToEnd(), std::string());
        QVERIFY(eventually([&] { return m_failures == 3; }));
        QVERIFY(m_failure.lock()->ends_with(": no WebSocket handshake within 10 s"));
    }

    void aLargePacketIsGatheredAsItComes()
    {
        static constexpr std::size_t Size = 1'500'000;
        m_served->wanted = Size;
        m_served->onReceived = [this](Connection &, std::string_view bytes) -> std::size_t {
            if (bytes.size() < Size)
                return 0;
            m_served->use(bytes);
            m_served->wanted = 0;
            return bytes.size();
        };
        Peer peer = opened();
        std::string packet(Size, '\0');
        for (std::size_t i = 0; i < Size; ++i)
            packet[i] = char(i * 13 >> 2);
        QVERIFY(peer.send(webFrame(2, packet.substr(0, 700'000), false) + webFrame(0, packet.substr(700'000))));
        QVERIFY(eventually([&] { return m_served->byteCount() == Size; }));
        QVERIFY(*m_served->bytes.lock() == packet);
        QCOMPARE(m_served->calls.load(), 1);
    }

    void aConnectionMovesToAnotherLoopWithinAMessage()
    {
        const auto second = echo();
        m_served->onReceived = [&](Connection &connection, std::string_view bytes) {
            connection.moveTo(m_pool->loop(1), std::make_unique<ServedHandler>(second), bytes);
            return bytes.size();
        };
        Peer peer = opened();
        const std::string frame = webFrame(2, "first half, second half");
        QVERIFY(peer.send(frame.substr(0, 16)));
        QCOMPARE(receivePayload(peer, 10), std::string("first half"));
        QVERIFY(peer.send(frame.substr(16)));
        QCOMPARE(receivePayload(peer, 13), std::string(", second half"));
    }

    void layersLieOnEachOther()
    {
        QTemporaryDir folder;
        Authority root(folder.path().toStdString());
        const CertificateFiles files = root.issue("server", {});
        TlsServerSettings server;
        server.certificate = files.certificate;
        server.key = files.key;
        const auto tls = TlsContext::forServer(server);
        QVERIFY(tls);
        m_served->onOpened = [this](Connection &connection) { *m_served->bytes.lock() = connection.peer(); };
        Peer socket = servedThrough([&](LayerStack &stack) {
            stack.push(std::make_unique<ProxyLayer>(stack));
            stack.push(std::make_unique<TlsLayer>(*tls, stack));
            stack.push(std::make_unique<WebSocketLayer>(m_settings));
        });
        QVERIFY(socket.send("PROXY TCP4 10.0.0.7 192.0.2.1 51234 8884\r\n"));
        TlsPeer peer(std::move(socket), {.ca = root.file()});
        QVERIFY(peer.shakeHands());
        QVERIFY(peer.send(webRequest()));
        QCOMPARE(peer.receive(webAnswer().size()), webAnswer());
        QVERIFY(peer.send(webFrame(2, "ball")));
        QCOMPARE(peer.receive(6), std::string("\x82\x04") + "ball");
        QCOMPARE(*m_served->bytes.lock(), std::string("10.0.0.7:51234"));
        QVERIFY(peer.send(webFrame(8, "")));
        bool orderly = false;
        QCOMPARE(peer.receiveToEnd(&orderly), std::string("\x88\x00", 2));
        QVERIFY(orderly);
    }

    void aProxyHeaderNamesThePeerAndTheRestPassesThrough()
    {
        m_served->onOpened = [this](Connection &connection) { *m_served->bytes.lock() = connection.peer(); };
        Peer peer = servedThrough([](LayerStack &stack) { stack.push(std::make_unique<ProxyLayer>(stack)); });
        const std::string header = "PROXY TCP6 2001:db8::7 ::1 51234 1883\r\n";
        for (const char c : header)
            QVERIFY(peer.send({&c, 1}));
        QVERIFY(peer.send("ball"));
        QCOMPARE(peer.receive(4), std::string("ball"));
        QCOMPARE(*m_served->bytes.lock(), std::string("[2001:db8::7]:51234"));
        const std::string large(300'000, 'L');
        QVERIFY(peer.send(large));
        QVERIFY(peer.receive(large.size()) == large);
    }

    void aProxyThatNamesNobodyIsNotTakenForAClientOfThisMachine()
    {
        m_served->onOpened = [this](Connection &connection) { *m_served->bytes.lock() = connection.peer(); };
        Peer peer = servedThrough([](LayerStack &stack) { stack.push(std::make_unique<ProxyLayer>(stack)); });
        QVERIFY(peer.send("PROXY UNKNOWN\r\nball"));
        QCOMPARE(peer.receive(4), std::string("ball"));
        QVERIFY2(m_served->bytes.lock()->starts_with("proxy:127.0.0.1:"), m_served->bytes.lock()->c_str());
    }

    void whoSendsNoProxyHeaderIsRefused()
    {
        Peer peer = servedThrough([](LayerStack &stack) { stack.push(std::make_unique<ProxyLayer>(stack)); });
        QVERIFY(peer.send("hello"));
        QCOMPARE(peer.receiveToEnd(), std::string());
        QVERIFY(eventually([&] { return m_failures == 1; }));
        QVERIFY(m_failure.lock()->ends_with(": the peer began without a PROXY header"));
    }
};

QTEST_GUILESS_MAIN(WebSocketLayerTest)
#include "websocketlayertest.moc"
