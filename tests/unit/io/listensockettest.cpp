// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/listensocket.h"
#include "io/listener.h"
#include "peer.h"
#include "servedhandler.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <cstring>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace topiq;
using namespace topiq::testing;

namespace {

sockaddr_un addressOf(const std::string &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    return address;
}

Peer connectToFile(const std::string &path)
{
    const sockaddr_un address = addressOf(path);
    const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        ::close(socket);
        return {};
    }
    return Peer(socket);
}

} // namespace

class ListenSocketTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::string m_path;
    [[nodiscard]] bool exists() const { return QFileInfo::exists(QString::fromStdString(m_path)); }
    [[nodiscard]] mode_t mode() const
    {
        struct stat found = {};
        return lstat(m_path.c_str(), &found) == 0 ? found.st_mode & 0777 : 0;
    }
    static bool hasV6() { return ListenSocket::tcp("::1", 0).ok(); }

private Q_SLOTS:
    void init() { m_path = m_folder.filePath(QStringLiteral("mqtt.sock")).toStdString(); }
    void cleanup() { ::unlink(m_path.c_str()); }

    void aSocketFileComesWithItsPermissionsAndGoes()
    {
        for (const mode_t wanted : {mode_t(0600), mode_t(0660), mode_t(0666)}) {
            auto socket = ListenSocket::local(m_path, wanted);
            QVERIFY2(socket, socket ? "" : socket.error().text.c_str());
            QCOMPARE(mode(), wanted);
            QVERIFY(connectToFile(m_path).descriptor() >= 0);
            socket->close();
            QVERIFY(!exists());
        }
    }

    void whatADeadBrokerLeftIsReplaced()
    {
        const sockaddr_un address = addressOf(m_path);
        const int dead = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        QCOMPARE(::bind(dead, reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        ::close(dead);
        QVERIFY(exists());
        const auto socket = ListenSocket::local(m_path, 0600);
        QVERIFY2(socket, socket ? "" : socket.error().text.c_str());
        QVERIFY(connectToFile(m_path).descriptor() >= 0);
    }

    void aSocketThatIsServedIsLeftAlone()
    {
        const auto first = ListenSocket::local(m_path, 0600);
        QVERIFY(first);
        const auto second = ListenSocket::local(m_path, 0600);
        QVERIFY(!second);
        QCOMPARE(second.error().code, ErrorCode::CannotCreate);
        QVERIFY(second.error().text.find("another program serves this socket") != std::string::npos);
        QVERIFY(connectToFile(m_path).descriptor() >= 0);
    }

    void otherFilesAreLeftAlone()
    {
        QFile file(QString::fromStdString(m_path));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("precious") == 8);
        file.close();
        const auto socket = ListenSocket::local(m_path, 0600);
        QVERIFY(!socket);
        QVERIFY2(socket.error().text.find("no socket has this name") != std::string::npos, socket.error().text.c_str());
        QCOMPARE(file.size(), qint64(8));
        // A link is not followed either.
        const std::string link = m_path + ".link";
        QCOMPARE(::symlink(m_path.c_str(), link.c_str()), 0);
        QVERIFY(!ListenSocket::local(link, 0600));
        ::unlink(link.c_str());
        QCOMPARE(file.size(), qint64(8));
    }

    void aBrokerThatEndsLeavesTheFileOfItsSuccessor()
    {
        auto first = ListenSocket::local(m_path, 0600);
        QVERIFY(first);
        QCOMPARE(::unlink(m_path.c_str()), 0);
        const auto second = ListenSocket::local(m_path, 0600);
        QVERIFY(second);
        first->close();
        QVERIFY(exists());
        QVERIFY(connectToFile(m_path).descriptor() >= 0);
    }

    void pathsThatCannotBeAreRefusedWithASentence()
    {
        const auto tooLong = ListenSocket::local("/" + std::string(108, 'x'), 0600);
        QVERIFY(!tooLong);
        QVERIFY(tooLong.error().text.find("1 to 107 bytes") != std::string::npos);
        QVERIFY(!ListenSocket::local("", 0600));
        const auto noFolder = ListenSocket::local(m_path + "/none/x.sock", 0600);
        QVERIFY(!noFolder);
        QVERIFY2(noFolder.error().text.find("No such file") != std::string::npos, noFolder.error().text.c_str());
    }

    void sixTakesFourUnlessItIsToldNotTo()
    {
        if (!hasV6())
            QVERIFY(!ListenSocket::tcp("::", 0)); // a machine without IPv6 says so
        for (const char *address : {"::", "*"}) {
            const auto both = ListenSocket::tcp(address, 0);
            if (!both)
                continue;
            Peer four = Peer::connectTo(both->port());
            QVERIFY(four.descriptor() >= 0);
            QVERIFY(!ListenSocket::tcp("127.0.0.1", both->port()) || !hasV6());
        }
        const auto only = ListenSocket::tcp("::", 0, true);
        if (only)
            QVERIFY(ListenSocket::tcp("0.0.0.0", only->port())); // the port is free for IPv4
    }

    void aListenerServesASocketFile()
    {
        LoopPool pool(1);
        pool.start();
        Guarded<std::string> name;
        Listener listener(pool, [&](Loop &) {
            const auto served = echo();
            served->onOpened = [&](Connection &connection) { *name.lock() = connection.peer(); };
            return std::make_unique<ServedHandler>(served);
        });
        QVERIFY(listener.startLocal(QString::fromStdString(m_path), 0600));
        QCOMPARE(listener.serverPort(), quint16(0));
        Peer peer = connectToFile(m_path);
        QVERIFY(peer.send("ball"));
        std::string got;
        QVERIFY(eventually([&] { return (got += peer.receiveSome()) == "ball"; }));
        QCOMPARE(*name.lock(), "unix:uid=" + std::to_string(getuid()));
        listener.stop();
        QVERIFY(!exists());
    }

    void aListenerKeepsToItsOwnLimitAndToItsProxies()
    {
        LoopPool pool(1);
        pool.start();
        Listener listener(pool, [&](Loop &) { return std::make_unique<ServedHandler>(echo()); });
        Transport transport;
        transport.maxConnections = 1;
        listener.setTransport(transport);
        QVERIFY(listener.start(QStringLiteral("127.0.0.1"), 0));
        Peer first = Peer::connectTo(listener.serverPort());
        Peer second = Peer::connectTo(listener.serverPort());
        QVERIFY(eventually([&] { return second.isClosed(); }));
        QVERIFY(!first.isClosed());
        QCOMPARE(listener.refused(), quint64(1));
        transport.maxConnections = 0;
        transport.proxies.emplace();
        QVERIFY(transport.proxies->add("10.0.0.0/8"));
        listener.setTransport(transport);
        Peer stranger = Peer::connectTo(listener.serverPort());
        QVERIFY(eventually([&] { return stranger.isClosed(); }));
        QCOMPARE(listener.refused(), quint64(2));
        transport.proxies = AddressRanges::loopback();
        listener.setTransport(transport);
        Peer proxy = Peer::connectTo(listener.serverPort());
        QVERIFY(proxy.send("PROXY UNKNOWN\r\nball"));
        std::string got;
        QVERIFY(eventually([&] { return (got += proxy.receiveSome()) == "ball"; }));
    }
};

QTEST_GUILESS_MAIN(ListenSocketTest)
#include "listensockettest.moc"
