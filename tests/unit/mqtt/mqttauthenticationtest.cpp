// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client5.h"

#include <QTest>

#include <atomic>
#include <mutex>
#include <vector>

using namespace topiq;
using namespace topiq::testing;

namespace {

/// May publish on "free/...", and nothing else.
class FreeOnly final : public Permissions {
public:
    bool mayPublish(std::string_view topic) const override { return topic.starts_with("free/"); }
    bool mayReceive(std::string_view topic) const override { return topic.starts_with("free/"); }
    bool maySubscribe(std::string_view filter) const override { return filter.starts_with("free/"); }
};

/// Asks "who?" and is content with the name that the client began with.
class NameExchange final : public AuthExchange {
public:
    Answer next(std::string_view message) override
    {
        Answer answer;
        if (m_name.empty()) {
            m_name = message;
            answer.step = m_name.empty() ? Step::Failed : Step::Continue;
            answer.data = "who?";
            return answer;
        }
        answer.outcome.user = m_name;
        if (message == m_name) {
            answer.step = Step::Accepted;
            answer.data = "welcome";
            answer.outcome.status = AuthStatus::Accepted;
        }
        return answer;
    }

private:
    std::string m_name;
};

/// Decides by the password: the name of a status, or "later" for an answer from another thread, which answer() gives.
class FakeAuthenticator final : public Authenticator {
public:
    void authenticate(Credentials credentials, Done done) override
    {
        const std::string &password = credentials.password;
        AuthOutcome outcome;
        outcome.status = AuthStatus::Accepted;
        outcome.user = credentials.user;
        outcome.text = "a secret reason";
        if (password == "bad")
            outcome.status = AuthStatus::BadCredentials;
        else if (password == "not here")
            outcome.status = AuthStatus::NotAuthorized;
        else if (password == "guesser")
            outcome.status = AuthStatus::TryLater;
        else if (password == "busy")
            outcome.status = AuthStatus::Unavailable;
        else if (password == "restricted")
            outcome.permissions = Ref<const Permissions>(new FreeOnly);
        const std::lock_guard lock(m_lock);
        last = credentials;
        if (password.starts_with("later")) {
            if (password == "later bad")
                outcome.status = AuthStatus::BadCredentials;
            m_waiting.emplace_back([done = std::move(done), outcome] { done(outcome); });
            ++waiting;
        } else {
            done(outcome);
        }
    }
    std::unique_ptr<AuthExchange> exchange(std::string_view method, Credentials) override
    {
        return method == "NAME" ? std::make_unique<NameExchange>() : nullptr;
    }
    std::string_view exchangeMethods() const override { return "NAME"; }

    /// Gives the answers that are due, on this thread.
    void answer()
    {
        std::vector<std::function<void()>> due;
        {
            const std::lock_guard lock(m_lock);
            due.swap(m_waiting);
        }
        for (const auto &one : due)
            one();
    }
    Credentials seen()
    {
        const std::lock_guard lock(m_lock);
        return last;
    }

    std::atomic<int> waiting{0};

private:
    std::mutex m_lock;
    Credentials last; // guarded by m_lock
    std::vector<std::function<void()>> m_waiting; // guarded by m_lock
};

std::string login5(std::string_view id, std::string_view password)
{
    return packet(0x10, connectHead5(0xC2) + field(id) + field("user") + field(password));
}
std::string login(std::string_view id, std::string_view password)
{
    return packet(0x10, connectHead(0xC2) + field(id) + field("user") + field(password));
}
std::string method(std::string_view name, std::string_view data = {})
{
    return textProperty(0x15, name) + (data.empty() ? "" : textProperty(0x16, data));
}

} // namespace

class MqttAuthenticationTest : public QObject {
    Q_OBJECT

private:
    FakeAuthenticator m_authenticator;
    mqtt::MqttServer m_server;

    static int refusalOf(MqttBroker &broker, const std::string &connect)
    {
        Peer peer = broker.connect();
        (void)peer.send(connect);
        const std::string answer = peer.receiveToEnd();
        return answer.size() < 4 || answer[0] != '\x20' ? -1 : int(static_cast<unsigned char>(answer[3]));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server.authenticator = &m_authenticator;
        m_server.listener = "mqtt://test:1";
    }

    void theAuthenticatorSeesWhoAsks()
    {
        MqttBroker broker(2, {}, m_server);
        Peer peer = broker.connect();
        QVERIFY(peer.send(login("some id", "secret")));
        QCOMPARE(hex(peer.receive(4)), std::string("20 02 00 00 "));
        const Credentials seen = m_authenticator.seen();
        QVERIFY(seen.clientId == "some id" && seen.hasUser && seen.user == "user" && seen.hasPassword);
        QVERIFY(seen.protocol == "MQTT 3.1.1" && seen.listener == "mqtt://test:1");
        Client5 other(broker, "");
        const Credentials nobody = m_authenticator.seen();
        QVERIFY(!nobody.hasUser && !nobody.hasPassword && nobody.clientId.starts_with("auto-"));
        QVERIFY(nobody.protocol == "MQTT 5");
    }
    void everyRefusalHasItsCode_data()
    {
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<int>("plain");
        QTest::addColumn<int>("five");
        QTest::newRow("wrong password") << QByteArray("bad") << 4 << 0x86;
        QTest::newRow("not authorized") << QByteArray("not here") << 5 << 0x87;
        QTest::newRow("too many guesses") << QByteArray("guesser") << 5 << 0x8A;
        QTest::newRow("too busy") << QByteArray("busy") << 3 << 0x89;
        QTest::newRow("wrong password, after a while") << QByteArray("later bad") << 4 << 0x86;
    }
    void everyRefusalHasItsCode()
    {
        QFETCH(QByteArray, password);
        QFETCH(int, plain);
        QFETCH(int, five);
        MqttBroker broker(2, {}, m_server);
        std::atomic<bool> over{false};
        std::thread answers([&] {
            while (!over) {
                m_authenticator.answer();
                std::this_thread::yield();
            }
        });
        QCOMPARE(refusalOf(broker, login("a", password.toStdString())), plain);
        QCOMPARE(refusalOf(broker, login5("a", password.toStdString())), five);
        over = true;
        answers.join();
        QCOMPARE(broker.engine().sum(&ShardCounters::sessions), 0u);
    }
    void theReasonIsNotToldToThePeer()
    {
        MqttBroker broker(1, {}, m_server);
        Peer peer = broker.connect();
        QVERIFY(peer.send(login5("a", "bad")));
        QVERIFY(peer.receiveToEnd().find("secret") == std::string::npos);
    }
    void whatFollowsTheConnectWaitsForTheAnswer()
    {
        MqttBroker broker(2, {}, m_server);
        for (const bool together : {true, false}) {
            const int before = m_authenticator.waiting;
            Peer peer = broker.connect();
            const std::string connect = login("waits", "later");
            const std::string rest = subscribePacket(1, {{"t", 0}}) + publishPacket("t", "x") + pingPacket();
            QVERIFY(peer.send(together ? connect + rest : connect));
            QVERIFY(eventually([&] { return m_authenticator.waiting == before + 1; }));
            if (!together)
                QVERIFY(peer.send(rest));
            QVERIFY(peer.receiveSome().empty());
            m_authenticator.answer();
            const std::string expected
                = std::string("\x20\x02\0\0\x90\x03\0\x01\0", 9) + publishPacket("t", "x") + std::string("\xd0\0", 2);
            QCOMPARE(hex(peer.receive(expected.size())), hex(expected));
        }
    }
    void anAnswerForAConnectionThatIsGoneIsIgnored()
    {
        MqttBroker broker(2, {}, m_server);
        const int before = m_authenticator.waiting;
        for (int i = 0; i < 20; ++i) {
            Peer peer = broker.connect();
            QVERIFY(peer.send(login("gone-" + std::to_string(i), "later")));
            QVERIFY(eventually([&] { return m_authenticator.waiting == before + i + 1; }));
        }
        QVERIFY(eventually([&] {
            return broker.pool().loop(0).counters().connections.value()
                + broker.pool().loop(1).counters().connections.value()
                == 0;
        }));
        m_authenticator.answer();
        QCOMPARE(Client5(broker, "later on").connAck.substr(0, 2), std::string("20"));
        QCOMPARE(broker.engine().sum(&ShardCounters::sessions), 1u);
    }
    void whoIsNotAuthenticatedInTimeIsClosed()
    {
        Limits limits;
        limits.connectTimeoutSeconds = 1;
        MqttBroker broker(1, limits, m_server);
        Peer slow = broker.connect();
        QVERIFY(slow.send(login("slow", "later")));
        Peer silent = broker.connect();
        QVERIFY(silent.send(connectPacket5("silent", method("NAME", "n"))));
        QCOMPARE(slow.receiveToEnd(), std::string());
        QVERIFY(silent.receiveToEnd().starts_with("\xf0"));
        m_authenticator.answer();
        QCOMPARE(broker.engine().sum(&ShardCounters::sessions), 0u);
    }
    void anAnswerAfterTheLoopsHaveStoppedIsIgnored()
    {
        MqttBroker broker(1, {}, m_server);
        const int before = m_authenticator.waiting;
        Peer peer = broker.connect();
        QVERIFY(peer.send(login("late", "later")));
        QVERIFY(eventually([&] { return m_authenticator.waiting == before + 1; }));
        broker.stop();
        m_authenticator.answer();
        QCOMPARE(peer.receiveToEnd(), std::string());
    }

    void whatIsNotAllowedIsRefused()
    {
        MqttBroker broker(1, {}, m_server);
        Peer peer = broker.connect();
        QVERIFY(peer.send(login5("r", "restricted")));
        const std::string head = peer.receive(2);
        QCOMPARE(head.size(), std::size_t(2));
        (void)peer.receive(std::size_t(static_cast<unsigned char>(head[1])));
        const auto codeOf = [&](const std::string &bytes, std::size_t at) {
            if (!peer.send(bytes))
                return -1;
            const std::string start = peer.receive(2);
            const std::string rest = peer.receive(std::size_t(static_cast<unsigned char>(start[1])));
            return int(static_cast<unsigned char>(rest.at(at)));
        };
        QCOMPARE(codeOf(publishPacket5("other", "x", 1, 1), 2), 0x87);
        QCOMPARE(codeOf(publishPacket5("other", "x", 2, 2), 2), 0x87);
        QCOMPARE(codeOf(ackPacket(0x62, 2), 2), 0x92); // a refusal has released the id
        QCOMPARE(codeOf(publishPacket5("free/x", "x", 1, 3), 2), 0x10);
        QCOMPARE(codeOf(subscribePacket5(4, {{"other", 0}}), 3), 0x87);
        QCOMPARE(codeOf(subscribePacket5(5, {{"free/#", 1}}), 3), 0x01);
        // MQTT 3.1.1 cannot say so: acknowledged, dropped and counted.
        Peer old = broker.connect();
        QVERIFY(old.send(
            login("old", "restricted") + publishPacket("other", "x", 1, 7) + subscribePacket(8, {{"other", 0}})));
        QCOMPARE(hex(old.receive(13)), std::string("20 02 00 00 40 02 00 07 90 03 00 08 80 "));
        QCOMPARE(broker.engine().dropped(DropReason::NotAuthorized), 3u);
    }

    void anExchangeLetsAClientIn()
    {
        MqttBroker broker(2, {}, m_server);
        Client5 client(broker, "x", method("NAME", "anna"));
        QCOMPARE(client.connAck, hex(authPacket(0x18, method("NAME", "who?"))));
        const std::string accepted = client.exchange(authPacket(0x18, method("NAME", "anna")));
        QVERIFY(accepted.starts_with("20 "));
        QCOMPARE(accepted.substr(9, 3), std::string("00 "));
        QVERIFY(accepted.find(hex(method("NAME", "welcome"))) != std::string::npos);
        QVERIFY(client.hasNothing());
    }
    void aFailedExchangeIsRefused()
    {
        MqttBroker broker(2, {}, m_server);
        Client5 client(broker, "x", method("NAME", "anna"));
        const std::string refused = client.exchange(authPacket(0x18, method("NAME", "berta")));
        QCOMPARE(refused.substr(9, 3), std::string("86 "));
        QCOMPARE(client.read(), std::string("closed"));
        QCOMPARE(refusalOf(broker, connectPacket5("y", method("NAME"))), 0x86); // no name at all
        QCOMPARE(refusalOf(broker, connectPacket5("y", method("OTHER", "x"))), 0x8C);
    }
    void onlyAuthAndDisconnectMayComeInAnExchange()
    {
        MqttBroker broker(2, {}, m_server);
        const auto answer = [&](const std::string &bytes) {
            Client5 client(broker, "x", method("NAME", "anna"));
            const std::string got = client.exchange(bytes);
            return got == "closed" ? got : got.substr(0, 3) + got.substr(9, 3);
        };
        QCOMPARE(answer(pingPacket()), std::string("20 82 "));
        QCOMPARE(answer(publishPacket5("t", "x")), std::string("20 82 "));
        QCOMPARE(answer(authPacket(0x18, method("OTHER", "anna"))), std::string("20 8c "));
        QCOMPARE(answer(authPacket(0x19, method("NAME", "anna"))), std::string("20 82 "));
        QCOMPARE(answer(authPacket(0x18, "")), std::string("20 82 "));
        QCOMPARE(answer(packet(0xF1, "")), std::string("20 81 "));
        QCOMPARE(answer(disconnectPacket5(0)), std::string("closed"));
    }
    void aClientMayProveAgainWhoItIs()
    {
        MqttBroker broker(2, {}, m_server);
        Client5 client(broker, "x", method("NAME", "anna"));
        (void)client.exchange(authPacket(0x18, method("NAME", "anna")));
        client.subscribe("t", 0);
        QCOMPARE(
            client.exchange(authPacket(0x19, method("NAME", "anna"))), hex(authPacket(0x18, method("NAME", "who?"))));
        QCOMPARE(client.exchange(publishPacket5("t", "meanwhile")), hex(publishPacket5("t", "meanwhile")));
        QCOMPARE(client.exchange(authPacket(0x18, method("NAME", "anna"))),
            hex(authPacket(0x00, method("NAME", "welcome"))));
        QVERIFY(client.hasNothing());
    }
    void whoProvesToBeAnotherIsSentAway()
    {
        MqttBroker broker(2, {}, m_server);
        const auto again = [&](const std::string &first, const std::string &second) {
            Client5 client(broker, "x", method("NAME", "anna"));
            (void)client.exchange(authPacket(0x18, method("NAME", "anna")));
            if (second.empty())
                return client.faultOf(first);
            (void)client.exchange(first);
            return client.faultOf(second);
        };
        const std::string anna = authPacket(0x19, method("NAME", "anna"));
        QCOMPARE(again(authPacket(0x19, method("NAME", "berta")), authPacket(0x18, method("NAME", "berta"))), 0x87);
        QCOMPARE(again(anna, authPacket(0x18, method("NAME", "wrong"))), 0x87);
        QCOMPARE(again(authPacket(0x19, method("OTHER", "anna")), ""), 0x82);
        QCOMPARE(again(authPacket(0x18, method("NAME", "anna")), ""), 0x82);
        QCOMPARE(again(anna, anna), 0x82);
    }
};

QTEST_GUILESS_MAIN(MqttAuthenticationTest)
#include "mqttauthenticationtest.moc"
