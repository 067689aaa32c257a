// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/listener.h"
#include "peer.h"
#include "servedhandler.h"

#include <QTest>

#include <thread>
#include <vector>

#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace topiq;
using namespace topiq::testing;

namespace {

/// Lowers the limit of descriptors so far that not one more can be had.
class NoMoreDescriptors {
public:
    NoMoreDescriptors()
    {
        getrlimit(RLIMIT_NOFILE, &m_before);
        const int next = dup(0);
        rlimit none = m_before;
        none.rlim_cur = rlim_t(next);
        setrlimit(RLIMIT_NOFILE, &none);
        ::close(next);
    }
    ~NoMoreDescriptors() { setrlimit(RLIMIT_NOFILE, &m_before); }

private:
    rlimit m_before{};
};

std::atomic<int> warnings{0};

quint16 portOf(const Peer &peer)
{
    sockaddr_in own{};
    socklen_t length = sizeof own;
    getsockname(peer.descriptor(), reinterpret_cast<sockaddr *>(&own), &length);
    return ntohs(own.sin_port);
}

} // namespace

class ListenerTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LoopPool> m_pool;
    std::unique_ptr<Listener> m_listener;
    Guarded<std::vector<std::string>> m_names;
    std::atomic<int> m_onLoop[3]{};

    /// Connections that echo; on opening, the peer's name is noted.
    Listener::HandlerFactory factory()
    {
        return [this](Loop &) {
            const auto served = echo();
            served->onOpened = [this](Connection &connection) {
                m_names.lock()->push_back(connection.peer());
                ++m_onLoop[connection.loop().index()];
            };
            return std::make_unique<ServedHandler>(served);
        };
    }
    static bool answers(Peer &peer)
    {
        std::string got;
        return peer.send("ball") && eventually([&] { return (got += peer.receiveSome()) == "ball" || peer.isClosed(); })
            && got == "ball";
    }

private Q_SLOTS:
    void init()
    {
        m_names.lock()->clear();
        for (auto &count : m_onLoop)
            count = 0;
        m_pool = std::make_unique<LoopPool>(3);
        m_pool->start();
        m_listener = std::make_unique<Listener>(*m_pool, factory());
    }
    void cleanup()
    {
        m_listener.reset();
        m_pool.reset();
    }

    void connectionsAreDealtToTheLoopsInTurn()
    {
        QVERIFY(m_listener->start(QStringLiteral("127.0.0.1"), 0));
        QVERIFY(m_listener->serverPort() != 0);
        std::vector<Peer> peers;
        for (int i = 0; i < 30; ++i)
            peers.push_back(Peer::connectTo(m_listener->serverPort()));
        for (Peer &peer : peers)
            QVERIFY(answers(peer));
        for (const auto &count : m_onLoop)
            QCOMPARE(count.load(), 10);
        QCOMPARE(m_listener->accepted(), quint64(30));
        QCOMPARE(m_pool->budget().used(), 30u);
        peers.clear();
        QVERIFY(eventually([&] { return m_pool->budget().used() == 0; }));
    }

    void peersAreNamedByAddressAndPort_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("v6");
        QTest::addColumn<QString>("name");
        QTest::newRow("IPv4") << QStringLiteral("127.0.0.1") << false << QStringLiteral("127.0.0.1:%1");
        QTest::newRow("localhost") << QStringLiteral("localhost") << false << QStringLiteral("127.0.0.1:%1");
        QTest::newRow("IPv4 on a socket for both") << QStringLiteral("*") << false << QStringLiteral("127.0.0.1:%1");
        if (hasV6()) {
            QTest::newRow("IPv6") << QStringLiteral("::1") << true << QStringLiteral("[::1]:%1");
            QTest::newRow("IPv6 on a socket for both") << QStringLiteral("*") << true << QStringLiteral("[::1]:%1");
        }
    }
    void peersAreNamedByAddressAndPort()
    {
        QFETCH(QString, address);
        QFETCH(bool, v6);
        QFETCH(QString, name);
        const Result<void> started = m_listener->start(address, 0);
        QVERIFY2(started, started.ok() ? "" : started.error().text.c_str());
        Peer peer = Peer::connectTo(m_listener->serverPort(), v6);
        QVERIFY(answers(peer));
        QCOMPARE(m_names.lock()->at(0), name.arg(portOf(peer)).toStdString());
    }

    void anAddressThatIsNoneIsRefusedWithASentence_data()
    {
        QTest::addColumn<QString>("address");
        for (const char *address : {"", "example", "300.1.1.1", "127.0.0.1:80", "::g"})
            QTest::newRow(*address ? address : "empty") << QString::fromLatin1(address);
    }
    void anAddressThatIsNoneIsRefusedWithASentence()
    {
        QFETCH(QString, address);
        const Result<void> started = m_listener->start(address, 0);
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::Configuration);
        QVERIFY(started.error().text.find('`' + address.toStdString() + '`') != std::string::npos);
    }

    void aPortInUseIsRefusedWithASentence()
    {
        QVERIFY(m_listener->start(QStringLiteral("127.0.0.1"), 0));
        Listener second(*m_pool, factory());
        const Result<void> started = second.start(QStringLiteral("127.0.0.1"), m_listener->serverPort());
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::CannotCreate);
        const std::string where = "127.0.0.1:" + std::to_string(m_listener->serverPort());
        QCOMPARE(started.error().text,
            "cannot listen on " + where + ": another program uses this port; stop it or choose another port");
    }

    void anAddressOfAnotherMachineIsRefusedWithASentence()
    {
        const Result<void> started = m_listener->start(QStringLiteral("192.0.2.1"), 0);
        QVERIFY(!started);
        QCOMPARE(started.error().code, ErrorCode::CannotCreate);
        QVERIFY(started.error().text.find("no such address") != std::string::npos);
    }

    void noMoreConnectionsThanTheBudgetAreServed()
    {
        m_pool->budget().setLimit(2);
        QVERIFY(m_listener->start(QStringLiteral("127.0.0.1"), 0));
        Peer first = Peer::connectTo(m_listener->serverPort());
        Peer second = Peer::connectTo(m_listener->serverPort());
        QVERIFY(answers(first) && answers(second));
        Peer third = Peer::connectTo(m_listener->serverPort());
        QVERIFY(eventually([&] { return third.isClosed(); }));
        QCOMPARE(m_listener->refused(), quint64(1));
        QCOMPARE(m_listener->accepted(), quint64(2));
        QVERIFY(answers(first)); // the others notice nothing
        second.close();
        QVERIFY(eventually([&] { return m_pool->budget().used() == 1; }));
        Peer fourth = Peer::connectTo(m_listener->serverPort());
        QVERIFY(answers(fourth));
    }

    void aBudgetIsNeverOverdrawnByManyThreads()
    {
        ConnectionBudget budget;
        budget.setLimit(100);
        std::atomic<int> taken{0};
        std::vector<std::thread> threads;
        for (int t = 0; t < 4; ++t) {
            threads.emplace_back([&] {
                for (int i = 0; i < 1000; ++i)
                    taken += budget.take();
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(taken.load(), 100);
        QCOMPARE(budget.used(), 100u);
    }

    void runningOutOfDescriptorsDelaysNewConnectionsAndDisturbsNoOldOne()
    {
        QVERIFY(m_listener->start(QStringLiteral("127.0.0.1"), 0));
        Peer old = Peer::connectTo(m_listener->serverPort());
        QVERIFY(answers(old));
        Peer late(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        warnings = 0;
        const QtMessageHandler before
            = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) {
                  warnings += text.startsWith(QStringLiteral("cannot accept connections on port"));
              });
        {
            const NoMoreDescriptors none;
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            address.sin_port = htons(m_listener->serverPort());
            QCOMPARE(::connect(late.descriptor(), reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
            QVERIFY(eventually([&] { return warnings > 0; }));
            for (int i = 0; i < 50; ++i)
                QVERIFY(answers(old));
            QVERIFY(warnings <= 3); // it waits a second each time, and does not ask again and again
            QCOMPARE(m_listener->accepted(), quint64(1));
        }
        qInstallMessageHandler(before);
        QVERIFY(answers(late)); // once there are descriptors again
        QCOMPARE(m_listener->accepted(), quint64(2));
    }

    void aListenerMayGoBeforeItsConnections()
    {
        QVERIFY(m_listener->start(QStringLiteral("127.0.0.1"), 0));
        Peer peer = Peer::connectTo(m_listener->serverPort());
        QVERIFY(answers(peer));
        m_listener.reset();
        QVERIFY(answers(peer));
    }

private:
    static bool hasV6() { return ListenSocket::tcp("::1", 0).ok(); }
};

QTEST_GUILESS_MAIN(ListenerTest)
#include "listenertest.moc"
