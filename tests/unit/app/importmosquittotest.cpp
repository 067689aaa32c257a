// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/settingsloader.h"
#include "config/yamlsource.h"
#include "topiqctl/import/mosquittoimport.h"
#include "topiqctl/import/mosquittooptions.h"
#include "topiqctl/import/yamltext.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace topiq;
using namespace Qt::StringLiterals;

namespace {

/// Writes the text as a mosquitto.conf and imports it.
class Bed {
public:
    QString write(const QString &name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            qFatal("cannot write %s", qPrintable(path));
        }
        return path;
    }
    Result<Imported> import(const QByteArray &text) { return importMosquitto(write(u"mosquitto.conf"_s, text), {}); }
    /// The settings that our own loader makes of it; fails the test when it does not take them.
    Settings settings(const QByteArray &text)
    {
        const auto imported = import(text);
        if (!imported) {
            qFatal("%s", imported.error().message().c_str());
        }
        leftOut = imported->leftOut;
        const QString path = write(u"topiq.yaml"_s, imported->yaml);
        const auto loaded = SettingsLoader({path, {}, {}}).load();
        if (!loaded) {
            qFatal("%s\n%s", loaded.error().message().c_str(), imported->yaml.constData());
        }
        return loaded->settings;
    }
    QString errorOf(const QByteArray &text)
    {
        const auto imported = import(text);
        return imported ? QString() : QString::fromStdString(imported.error().message());
    }
    [[nodiscard]] QString path() const { return m_folder.path(); }

    QStringList leftOut;

private:
    QTemporaryDir m_folder;
};

QStringList places(const Settings &settings)
{
    QStringList all;
    for (const ListenerSettings &listener : settings.listeners) {
        all += u"%1 %2 %3"_s.arg(listener.scheme, listener.address).arg(listener.port);
    }
    return all;
}

} // namespace

class ImportMosquittoTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void withoutAListenerOnlyThisMachineIsServed()
    {
        Bed bed;
        QCOMPARE(places(bed.settings("# nothing\n")), (QStringList{u"mqtt 127.0.0.1 1883"_s, u"mqtt ::1 1883"_s}));
        QVERIFY(bed.leftOut.isEmpty());
    }

    void aListenerWithoutAddressServesEveryNetwork()
    {
        Bed bed;
        QCOMPARE(places(bed.settings("listener 1884\n")), QStringList{u"mqtt :: 1884"_s});
        QCOMPARE(places(bed.settings("listener 1884\nsocket_domain ipv4\n")), QStringList{u"mqtt 0.0.0.0 1884"_s});
        QCOMPARE(places(bed.settings("port 1885\nbind_address 10.1.2.3\n")), QStringList{u"mqtt 10.1.2.3 1885"_s});
        QCOMPARE(places(bed.settings("listener 1884 localhost\nlistener 1885 ::1\n")),
            (QStringList{u"mqtt 127.0.0.1 1884"_s, u"mqtt ::1 1884"_s, u"mqtt ::1 1885"_s}));
    }

    void aListenerOnANameIsListedBecauseTopiqListensOnAddresses()
    {
        Bed bed;
        QCOMPARE(places(bed.settings("listener 1884 broker.example\nlistener 1885 127.0.0.1\n")),
            QStringList{u"mqtt 127.0.0.1 1885"_s});
        QCOMPARE(bed.leftOut.size(), 1);
        QVERIFY(bed.leftOut[0].contains(u"mosquitto.conf:1"_s) && bed.leftOut[0].contains(u"broker.example"_s));
    }

    void limitsKeepTheirMeaningAlsoWhereZeroMeansNone()
    {
        Bed bed;
        Settings settings = bed.settings("max_inflight_messages 20\nmax_queued_messages 1000\nmax_queued_bytes 65536\n"
                                         "max_packet_size 1048576\nsys_interval 30\nretain_available false\n");
        QCOMPARE(settings.limits.inFlight, 20u);
        QCOMPARE(settings.limits.queueMessages, 1000u);
        QCOMPARE(settings.limits.queueBytes, 65536ull);
        QCOMPARE(settings.limits.maxPacketBytes, 1048576u);
        QCOMPARE(settings.limits.maxRetained, 0u);
        QCOMPARE(settings.sysIntervalSeconds, 30);
        settings = bed.settings("max_inflight_messages 0\nmax_queued_messages 0\nmax_queued_bytes 0\n"
                                "message_size_limit 1000000\n");
        QCOMPARE(settings.limits.inFlight, 65535u);
        QCOMPARE(settings.limits.queueMessages, 100'000'000u);
        QCOMPARE(settings.limits.queueBytes, 1ull << 40);
        QVERIFY(settings.limits.maxPacketBytes > 1'000'000 + 65'535);
    }

    void theMostDetailedLogTypeDecides()
    {
        Bed bed;
        QCOMPARE(bed.settings("log_type error\nlog_type warning\n").logLevel, LogLevel::Warning);
        QCOMPARE(bed.settings("log_type none\n").logLevel, LogLevel::Error);
        QCOMPARE(bed.settings("log_type all\n").logLevel, LogLevel::Debug);
    }

    void whatHasNoEquivalentIsListedWithItsLineAndWhatToDo()
    {
        Bed bed;
        const auto imported = bed.import("plugin /usr/lib/x.so\nmount_point a/\nbind_interface eth0\n");
        QVERIFY(imported.ok());
        QCOMPARE(imported->leftOut.size(), 3);
        for (int i = 0; i < 3; ++i) {
            QVERIFY(imported->leftOut[i].contains(u"mosquitto.conf:%1: "_s.arg(i + 1)));
            QVERIFY(imported->yaml.contains("# " + imported->leftOut[i].toUtf8()));
        }
        QVERIFY(imported->leftOut[0].contains(u"topiqctl user"_s));
    }

    void anOptionThatAsksForWhatIsSoAnywayIsNotListed()
    {
        Bed bed;
        (void)bed.settings("queue_qos0_messages false\nmax_qos 2\nlog_dest stderr\nset_tcp_nodelay true\nuser m\n");
        QVERIFY2(bed.leftOut.isEmpty(), qPrintable(bed.leftOut.join(u'\n')));
    }

    void includedFilesComeInTheirOrderAndWinByBeingLater()
    {
        Bed bed;
        bed.write(u"conf.d/b.conf"_s, "sys_interval 2\n");
        bed.write(u"conf.d/A.conf"_s, "sys_interval 1\n");
        bed.write(u"conf.d/c.txt"_s, "no_such_option 1\n");
        const QByteArray main = "sys_interval 9\ninclude_dir " + bed.path().toUtf8() + "/conf.d\n";
        QCOMPARE(bed.settings(main).sysIntervalSeconds, 2);
        bed.write(u"conf.d/B.conf"_s, "sys_intervall 3\n");
        const QString error = bed.errorOf(main);
        QVERIFY2(error.contains(u"B.conf:1"_s) && error.contains(u"did you mean sys_interval"_s), qPrintable(error));
        QVERIFY(bed.errorOf("include_dir /no/such/folder\n").contains(u"mosquitto.conf:1"_s));
    }

    void bridgesKeepTheirTopicsAndTheirPasswordGoesIntoAFile()
    {
        Bed bed;
        const QByteArray text = "connection up\naddress 10.0.0.1 [fe80::1]:1884\nremote_clientid me\n"
                                "remote_username u\nremote_password s3cret \"#\ntopic a/# both 1 l/ r/\n"
                                "topic \"\" out 2 x y\ntopic b\ncleansession true\nbridge_protocol_version mqttv50\n"
                                "restart_timeout 5 60\nnotifications_local_only true\n";
        const auto imported = bed.import(text);
        QVERIFY(imported.ok());
        QVERIFY(!imported->yaml.contains("s3cret"));
        QCOMPARE(imported->secrets.size(), 1);
        QCOMPARE(imported->secrets[0].fileName, u"bridge-up.password"_s);
        QCOMPARE(imported->secrets[0].content, QByteArray("s3cret \"#"));
        const Settings settings = bed.settings(text);
        QCOMPARE(settings.bridges.size(), 1ull);
        const mqtt::BridgeConfig &bridge = settings.bridges[0];
        QCOMPARE(bridge.name, "up");
        QCOMPARE(bridge.addresses.size(), 2ull);
        QCOMPARE(bridge.addresses[0].url(), "mqtt://10.0.0.1:1883");
        QCOMPARE(bridge.addresses[1].url(), "mqtt://[fe80::1]:1884");
        QCOMPARE(bridge.clientId, "me");
        QCOMPARE(bridge.user, "u");
        QVERIFY(bridge.v5 && bridge.cleanStart);
        QCOMPARE(bridge.reconnectMinSeconds, 5u);
        QCOMPARE(bridge.reconnectMaxSeconds, 60u);
        QCOMPARE(bridge.notifications, mqtt::BridgeConfig::Notifications::Local);
        using Topic = mqtt::BridgeTopic;
        const std::vector<Topic> topics{{"a/#", Topic::Direction::Both, Qos::AtLeastOnce, "l/", "r/"},
            {"", Topic::Direction::Out, Qos::ExactlyOnce, "x", "y"},
            {"b", Topic::Direction::Out, Qos::AtMostOnce, "", ""}};
        QCOMPARE(bridge.topics, topics);
    }

    void everyOptionIsKnownAndSaysWhatBecomesOfIt()
    {
        for (const QString &name : mosquittoOptionNames()) {
            const MosquittoOption *const option = findMosquittoOption(name);
            QVERIFY(option != nullptr);
            const bool translated = option->fate == MosquittoOption::Fate::Translated;
            QVERIFY2(translated || *option->advice != '\0', qPrintable(name));
        }
        QVERIFY(findMosquittoOption(u"auth_opt_anything"_s) != nullptr);
        QVERIFY(findMosquittoOption(u"sys"_s) == nullptr);
    }

    void wrongValuesAreRefusedWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("word");
        QTest::newRow("unknown") << QByteArray("foo 1\n") << u"foo"_s;
        QTest::newRow("no value") << QByteArray("port\n") << u"no value"_s;
        QTest::newRow("bool") << QByteArray("persistence maybe\n") << u"maybe"_s;
        QTest::newRow("number") << QByteArray("max_queued_messages many\n") << u"many"_s;
        QTest::newRow("negative") << QByteArray("max_queued_messages -1\n") << u"-1"_s;
        QTest::newRow("huge") << QByteArray("max_queued_messages 99999999999999999999\n") << u"9999"_s;
        QTest::newRow("port") << QByteArray("port 65536\n") << u"65536"_s;
        QTest::newRow("listener") << QByteArray("listener mqtt\n") << u"mqtt"_s;
        QTest::newRow("listener 0") << QByteArray("listener 0\n") << u"listener"_s;
        QTest::newRow("protocol") << QByteArray("listener 1883\nprotocol http\n") << u"http"_s;
        QTest::newRow("duration") << QByteArray("persistent_client_expiration 5x\n") << u"5x"_s;
        QTest::newRow("duration too long") << QByteArray("persistent_client_expiration 99999999y\n") << u"9999"_s;
        QTest::newRow("bridge option first") << QByteArray("address 1.2.3.4\n") << u"connection"_s;
        QTest::newRow("bridge without topic") << QByteArray("connection a\naddress 1.2.3.4\n") << u"topic"_s;
        QTest::newRow("bridge without address") << QByteArray("connection a\ntopic #\n") << u"address"_s;
        QTest::newRow("bridge twice") << QByteArray("connection a\nconnection a\n") << u"twice"_s;
        QTest::newRow("bridge port") << QByteArray("connection a\naddress h:0\ntopic #\n") << u"h:0"_s;
        QTest::newRow("direction") << QByteArray("connection a\naddress h\ntopic # up\n") << u"direction"_s;
        QTest::newRow("qos") << QByteArray("connection a\naddress h\ntopic # in 3\n") << u"QoS"_s;
        QTest::newRow("empty topic") << QByteArray("connection a\naddress h\ntopic \"\" in 0 x\n") << u"prefixes"_s;
        QTest::newRow("not text") << QByteArray("port \xff\xfe\n") << u"no text"_s;
        QTest::newRow("nul") << QByteArray("port 1\0\n", 8) << u"no text"_s;
        QTest::newRow("long") << QByteArray(2 * 1024 * 1024, '#') << u"1 MiB"_s;
    }
    void wrongValuesAreRefusedWithTheirLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, word);
        Bed bed;
        const QString error = bed.errorOf(text);
        QVERIFY2(error.contains(word), qPrintable(error));
        QVERIFY2(error.contains(u"mosquitto.conf"_s), qPrintable(error));
    }

    void textFromTheFileStaysText_data()
    {
        QTest::addColumn<QByteArray>("value");
        for (const char *value : {"a: b", "- x", "{a: 1}", "\"quoted\"", "back\\slash", "# not a comment", "null", "*a",
                 "&a", "!tag", "%x", "@x", "`x`", "a\tb", "1e3", "~", "'x'", "\xc2\x85next", "\xe2\x80\xa8line"}) {
            QTest::newRow(value) << QByteArray(value);
        }
    }
    void textFromTheFileStaysText()
    {
        QFETCH(QByteArray, value);
        Bed bed;
        const Settings settings = bed.settings(
            "connection b\naddress h\ntopic t\nremote_username " + value + "\nremote_clientid " + value + "\n");
        QCOMPARE(QByteArray::fromStdString(settings.bridges.at(0).user), value.trimmed());
        QCOMPARE(QByteArray::fromStdString(settings.bridges.at(0).clientId), value.trimmed());
        QCOMPARE(settings.bridges.size(), 1ull);
    }

    void aBridgesNameLeadsOutOfNoFolder()
    {
        Bed bed;
        const auto imported = bed.import("connection ../../etc/x\naddress h\ntopic t\nremote_password p\nconnection "
                                         ".._.._etc_x\naddress h\ntopic t\n"
                                         "remote_password q\n");
        QVERIFY(imported.ok());
        QCOMPARE(imported->secrets.size(), 2);
        QVERIFY(!imported->secrets[0].fileName.contains(u'/'));
        QVERIFY(imported->secrets[0].fileName != imported->secrets[1].fileName);
    }
};

QTEST_GUILESS_MAIN(ImportMosquittoTest)
#include "importmosquittotest.moc"
