// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/command.h"

#include "cli/exitcode.h"
#include "topiqctl/apiclient.h"
#include "topiqctl/listcommands.h"
#include "topiqctl/maycommand.h"
#include "topiqctl/pubcommand.h"
#include "topiqctl/subcommand.h"
#include "topiqctl/usercommand.h"
#include "topiqctl/versioncommand.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace topiq;

class TopiqctlCommandTest : public QObject {
    Q_OBJECT

private:
    const QList<Command> m_commands{
        pubCommand(), subCommand(), topicsCommand(), clientsCommand(), userCommand(), mayCommand(), versionCommand()};

    int run(const QStringList &arguments) { return runTopiqctl(m_commands, arguments); }

private Q_SLOTS:
    void wrongUseIsStatusTwo_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command") << QStringList{};
        QTest::newRow("unknown command") << QStringList{u"pubb"_s};
        QTest::newRow("unknown option") << QStringList{u"--verison"_s};
        QTest::newRow("unknown option of a command") << QStringList{u"pub"_s, u"--topci"_s, u"x"_s};
        QTest::newRow("help for an unknown command") << QStringList{u"help"_s, u"x"_s};
        QTest::newRow("positional") << QStringList{u"topics"_s, u"x"_s};
        QTest::newRow("no topic") << QStringList{u"pub"_s, u"-m"_s, u"x"_s};
        QTest::newRow("empty topic") << QStringList{u"pub"_s, u"-t"_s, QString(), u"-m"_s, u"x"_s};
        QTest::newRow("wildcard") << QStringList{u"pub"_s, u"-t"_s, u"a/+"_s, u"-m"_s, u"x"_s};
        QTest::newRow("no payload") << QStringList{u"pub"_s, u"-t"_s, u"a"_s};
        QTest::newRow("two payloads") << QStringList{u"pub"_s, u"-t"_s, u"a"_s, u"-m"_s, u"x"_s, u"--stdin"_s};
        QTest::newRow("QoS 3") << QStringList{u"pub"_s, u"-t"_s, u"a"_s, u"-m"_s, u"x"_s, u"-q"_s, u"3"_s};
        QTest::newRow("property without =")
            << QStringList{u"pub"_s, u"-t"_s, u"a"_s, u"-m"_s, u"x"_s, u"--property"_s, u"k"_s};
        QTest::newRow("property of MQTT 3.1.1") << QStringList{
            u"pub"_s, u"-t"_s, u"a"_s, u"-m"_s, u"x"_s, u"-V"_s, u"3.1.1"_s, u"--content-type"_s, u"text/plain"_s};
        QTest::newRow("version that is none") << QStringList{u"sub"_s, u"-t"_s, u"a"_s, u"-V"_s, u"4"_s};
        QTest::newRow("expiry of 0") << QStringList{u"pub"_s, u"-t"_s, u"a"_s, u"-m"_s, u"x"_s, u"--expiry"_s, u"0"_s};
        QTest::newRow("answer to a wildcard")
            << QStringList{u"pub"_s, u"-t"_s, u"a"_s, u"-m"_s, u"x"_s, u"--response-topic"_s, u"a/#"_s};
        QTest::newRow("wrong URL") << QStringList{u"sub"_s, u"-t"_s, u"a"_s, u"--url"_s, u"ftp://x"_s};
        QTest::newRow("wrong filter") << QStringList{u"sub"_s, u"-t"_s, u"a/#/b"_s};
        QTest::newRow("wrong format") << QStringList{u"sub"_s, u"-t"_s, u"a"_s, u"--format"_s, u"xml"_s};
        QTest::newRow("count 0") << QStringList{u"sub"_s, u"-t"_s, u"a"_s, u"--count"_s, u"0"_s};
        QTest::newRow("wrong sort") << QStringList{u"topics"_s, u"--sort"_s, u"size"_s};
        QTest::newRow("no verb") << QStringList{u"user"_s};
        QTest::newRow("unknown verb") << QStringList{u"user"_s, u"dell"_s, u"x"_s, u"--users"_s, u"/nonexistent/x"_s};
        QTest::newRow("no user") << QStringList{u"user"_s, u"add"_s, u"--users"_s, u"/nonexistent/x"_s};
        QTest::newRow("list with name") << QStringList{u"user"_s, u"list"_s, u"x"_s, u"--users"_s, u"/nonexistent/x"_s};
        QTest::newRow("no place for users") << QStringList{u"user"_s, u"list"_s};
        QTest::newRow("password as argument") << QStringList{u"user"_s, u"add"_s, u"x"_s, u"--password=secret"_s};
        QTest::newRow("may without topic") << QStringList{u"may"_s, u"anna"_s, u"publish"_s};
        QTest::newRow("may do something else") << QStringList{u"may"_s, QString(), u"read"_s, u"a"_s};
        QTest::newRow("may publish on a wildcard") << QStringList{u"may"_s, QString(), u"publish"_s, u"a/+"_s};
        QTest::newRow("may from nowhere")
            << QStringList{u"may"_s, QString(), u"publish"_s, u"a"_s, u"--address"_s, u"x"_s};
        QTest::newRow("wrong API") << QStringList{u"clients"_s, u"--api"_s, u"mqtt://x"_s};
    }
    void wrongUseIsStatusTwo()
    {
        QFETCH(QStringList, arguments);
        QCOMPARE(run(arguments), 2);
    }

    void missingFileIsMissingInput()
    {
        QCOMPARE(run({u"pub"_s, u"-t"_s, u"a"_s, u"--file"_s, u"/nonexistent/topiq"_s}), 66);
    }

    void unreachableServerIsUnavailable()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const QString address = u"127.0.0.1:%1"_s.arg(server.serverPort());
        server.close();
        QCOMPARE(run({u"pub"_s, u"-t"_s, u"a"_s, u"-m"_s, u"x"_s, u"--url"_s, u"mqtt://"_s + address}), 69);
        QCOMPARE(run({u"topics"_s, u"--api"_s, u"http://"_s + address}), 69);
        QCOMPARE(run({u"version"_s, u"--api"_s, u"http://"_s + address}), 0);
    }

    void filtersReachTheServerUnchanged()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        QByteArray request;
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [&request, socket] {
                request += socket->readAll();
                if (request.contains("\r\n\r\n")) {
                    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 46\r\nConnection: close\r\n\r\n"
                                  "{\"topics\":[],\"total\":0,\"matching\":0,\"next\":null}");
                    socket->disconnectFromHost();
                }
            });
        });
        ApiClient api(QUrl(u"http://127.0.0.1:%1"_s.arg(server.serverPort())));
        const auto answer = api.get(u"/api/v1/topics"_s, {{u"filter"_s, u"a b/+/#&x=%41"_s}});
        QVERIFY(request.startsWith("GET /api/v1/topics?filter=a%20b%2F%2B%2F%23%26x%3D%2541 HTTP/1.1"));
    }

    void helpFitsEightyColumns()
    {
        QStringList texts{topiqctlHelp(m_commands)};
        for (const Command &command : m_commands) {
            texts += commandHelp(command);
            QVERIFY(texts[0].contains(command.summary));
        }
        for (const QString &line : texts.join(u'\n').split(u'\n')) {
            QVERIFY2(line.size() <= 80, qPrintable(line));
        }
    }
};

QTEST_GUILESS_MAIN(TopiqctlCommandTest)
#include "topiqctlcommandtest.moc"
