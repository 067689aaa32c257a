// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/connector.h"
#include "io/listener.h"
#include "peer.h"
#include "servedhandler.h"

#include <QTest>

#include <optional>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace topiq;
using namespace topiq::testing;
using namespace std::chrono_literals;

namespace {

/// A port of this machine that nobody listens on, kept so for the life of the object.
class DeadPort {
public:
    DeadPort() : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        bind(m_socket, reinterpret_cast<sockaddr *>(&address), length);
        getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &length);
        m_port = ntohs(address.sin_port);
    }
    ~DeadPort() { ::close(m_socket); }
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    /// Takes connections into a queue that is full after the first ones and that nobody empties.
    void listenWithoutAccepting() { listen(m_socket, 0); }

private:
    int m_socket;
    std::uint16_t m_port = 0;
};

} // namespace

class ConnectorTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<LoopPool> m_pool;
    std::optional<Connector> m_connector; // loop 0's
    std::unique_ptr<Listener> m_listener;
    std::shared_ptr<Served> m_client;
    Guarded<std::string> m_error;
    std::atomic<int> m_errors{0};

    void connectTo(Connector::Target target)
    {
        m_pool->runOn(0, [&] {
            m_connector->connect(
                std::move(target), [this] { return std::make_unique<ServedHandler>(m_client); },
                [this](const std::string &reason) {
                    *m_error.lock() = reason;
                    ++m_errors;
                });
        });
    }

private Q_SLOTS:
    void init()
    {
        m_errors = 0;
        m_client = std::make_shared<Served>();
        m_pool = std::make_unique<LoopPool>(2);
        m_pool->start();
        m_pool->runOn(0, [&] { m_connector.emplace(m_pool->loop(0)); });
        m_listener
            = std::make_unique<Listener>(*m_pool, [](Loop &) { return std::make_unique<ServedHandler>(echo()); });
        QVERIFY(m_listener->start(QStringLiteral("127.0.0.1"), 0));
    }
    void cleanup()
    {
        m_listener.reset();
        m_pool->runOn(0, [&] { m_connector.reset(); });
        m_pool.reset();
    }

    void anAddressOrANameIsConnectedAndServed_data()
    {
        QTest::addColumn<QString>("host");
        QTest::newRow("address") << QStringLiteral("127.0.0.1");
        QTest::newRow("name") << QStringLiteral("localhost");
    }
    void anAddressOrANameIsConnectedAndServed()
    {
        QFETCH(QString, host);
        m_client->onOpened = [](Connection &connection) { connection.send("ball"); };
        connectTo({host.toStdString(), m_listener->serverPort()});
        QVERIFY(eventually([&] { return m_client->byteCount() == 4; }));
        QCOMPARE(*m_client->bytes.lock(), std::string("ball"));
        QCOMPARE(m_errors.load(), 0);
        m_pool->runOn(0, [&] { QVERIFY(!m_connector->isConnecting()); });
    }

    void aPortThatNobodyListensOnIsRefusedWithASentence()
    {
        const DeadPort dead;
        connectTo({"127.0.0.1", dead.port()});
        QVERIFY(eventually([&] { return m_errors == 1; }));
        QCOMPARE(
            *m_error.lock(), "cannot connect to 127.0.0.1:" + std::to_string(dead.port()) + ": Connection refused");
        QCOMPARE(m_client->opened.load(), 0);
        QCOMPARE(m_client->closed.load(), 0);
    }

    void aNameThatDoesNotExistIsRefusedWithASentence()
    {
        connectTo({"no-such-host.invalid", 1883});
        QVERIFY(eventually([&] { return m_errors == 1; }));
        QVERIFY2(m_error.lock()->find("no-such-host.invalid:1883: the name cannot be resolved") != std::string::npos,
            m_error.lock()->c_str());
    }

    void aPeerThatDoesNotAnswerIsGivenUpAfterTheTimeLimit()
    {
        DeadPort deaf;
        deaf.listenWithoutAccepting();
        std::vector<Peer> crowd; // fills the queue, so that the next one gets no answer
        for (int i = 0; i < 4; ++i) {
            crowd.emplace_back(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
            sockaddr_in address{};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            address.sin_port = htons(deaf.port());
            (void)::connect(crowd.back().descriptor(), reinterpret_cast<sockaddr *>(&address), sizeof address);
        }
        connectTo({"127.0.0.1", deaf.port(), 1000ms});
        QVERIFY(eventually([&] { return m_errors == 1; }));
        QVERIFY2(m_error.lock()->ends_with(": no answer within 1 s"), m_error.lock()->c_str());
    }

    void aCancelledAttemptCallsNobody()
    {
        connectTo({"localhost", m_listener->serverPort()});
        m_pool->runOn(0, [&] { m_connector->cancel(); });
        connectTo({"127.0.0.1", m_listener->serverPort()}); // what comes after it shows that nothing came of it
        QVERIFY(eventually([&] { return m_client->opened > 0; }));
        QCOMPARE(m_client->opened.load(), 1);
        QCOMPARE(m_errors.load(), 0);
    }

    void aNewAttemptReplacesTheOneUnderWay()
    {
        const DeadPort dead;
        m_pool->runOn(0, [&] {
            const auto factory = [this] { return std::make_unique<ServedHandler>(m_client); };
            const auto onError = [this](const std::string &) { ++m_errors; };
            m_connector->connect({"127.0.0.1", dead.port()}, factory, onError);
            m_connector->connect({"127.0.0.1", m_listener->serverPort()}, factory, onError);
        });
        QVERIFY(eventually([&] { return m_client->opened == 1; }));
        QCOMPARE(m_errors.load(), 0);
    }

    void aConnectorMayBeDestroyedByWhatItCalls()
    {
        const DeadPort dead;
        m_pool->runOn(0, [&] {
            m_connector->connect(
                {"127.0.0.1", dead.port()}, [this] { return std::make_unique<ServedHandler>(m_client); },
                [this](const std::string &) {
                    m_connector.reset();
                    ++m_errors;
                });
        });
        QVERIFY(eventually([&] { return m_errors == 1; }));
        m_client->onOpened = [this](Connection &) { m_connector.reset(); };
        m_pool->runOn(0, [&] { m_connector.emplace(m_pool->loop(0)); });
        connectTo({"127.0.0.1", m_listener->serverPort()});
        QVERIFY(eventually([&] { return m_client->opened == 1; }));
    }
};

QTEST_GUILESS_MAIN(ConnectorTest)
#include "connectortest.moc"
