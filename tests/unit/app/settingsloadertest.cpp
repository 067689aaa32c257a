// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/settingsloader.h"

#include "cli/exitcode.h"
#include "config/configtext.h"
#include "config/listenurl.h"
#include "config/settingkeys.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

class SettingsLoaderTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

    QString write(const QByteArray &text)
    {
        const QString name = m_dir.filePath(u"topiq.yaml"_s);
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) {
            qFatal("cannot write the file of the test");
        }
        return name;
    }

    Result<LoadedSettings> loadText(const QByteArray &text) { return SettingsLoader({write(text), {}, {}}).load(); }

private Q_SLOTS:
    void nothingGivenMeansDefaults()
    {
        const auto loaded = SettingsLoader({}).load();
        QVERIFY(loaded.ok());
        QVERIFY(changedKeys(Settings(), loaded->settings).isEmpty());
        QCOMPARE(loaded->origin(u"loops"_s), u"default"_s);
        QCOMPARE(listenUrl(loaded->settings.listeners.value(0)), u"mqtt://127.0.0.1:1883"_s);
    }

    void effectiveLoopsAreAlwaysOneToEight()
    {
        Settings settings;
        QVERIFY(settings.effectiveLoops() >= 1 && settings.effectiveLoops() <= 8);
        settings.loops = 3;
        QCOMPARE(settings.effectiveLoops(), 3);
    }

    void laterSourcesBeatEarlierOnes()
    {
        const QString file = write("loops: 1\nlimits: {in_flight: 11, queue_messages: 12}\nlog: {level: error}\n");
        const auto loaded = SettingsLoader({file,
                                               {{u"TOPIQ_LIMITS_IN_FLIGHT"_s, u"22"_s},
                                                   {u"TOPIQ_LOG_LEVEL"_s, u"debug"_s}, {u"TOPIQ_LOOPS"_s, QString()}},
                                               {{u"log.level"_s, u"warning"_s, u"--log-level"_s}}})
                                .load();
        QVERIFY2(loaded.ok(), loaded.ok() ? "" : qPrintable(errorText(loaded.error())));
        QCOMPARE(loaded->settings.loops, 1);
        QCOMPARE(loaded->origin(u"loops"_s), file + u":1"_s);
        QCOMPARE(loaded->settings.limits.queueMessages, 12u);
        QCOMPARE(loaded->origin(u"limits.queue_messages"_s), file + u":2"_s);
        QCOMPARE(loaded->settings.limits.inFlight, 22u);
        QCOMPARE(loaded->origin(u"limits.in_flight"_s), u"environment TOPIQ_LIMITS_IN_FLIGHT"_s);
        QCOMPARE(loaded->settings.logLevel, LogLevel::Warning);
        QCOMPARE(loaded->origin(u"log.level"_s), u"command line --log-level"_s);
    }

    void everyKeyCanBeSetByFileEnvironmentAndCommandLine()
    {
        const LoadedSettings defaults;
        for (const SettingKey &key : settingKeys()) {
            const QString value = key.list ? u"mqtt://[::1]:0"_s : key.write(defaults.settings);
            const auto byEnvironment = SettingsLoader({{}, {{key.environmentName(), value}}, {}}).load();
            QVERIFY2(byEnvironment.ok(), qPrintable(key.name));
            QCOMPARE(byEnvironment->origins.size(), value.isEmpty() ? 0 : 1);
            const auto byCommandLine = SettingsLoader({{}, {}, {{key.name, value, u"--x"_s}}}).load();
            QVERIFY2(byCommandLine.ok(), qPrintable(key.name));
            QCOMPARE(byCommandLine->origin(key.name), u"command line --x"_s);
        }
        const auto byFile = loadText(configText(defaults).toUtf8());
        QVERIFY(byFile.ok());
        QCOMPARE(byFile->origins.size(), settingKeys().size());
    }

    void listenersAreTextOrParts()
    {
        const auto loaded
            = loadText("listeners:\n  - mqtt://127.0.0.1:1\n  - {scheme: mqtt, address: \"::1\", port: 2}\n");
        QVERIFY(loaded.ok());
        QCOMPARE(loaded->settings.listeners.size(), 2);
        QCOMPARE(listenUrl(loaded->settings.listeners[1]), u"mqtt://[::1]:2"_s);
        const auto none = loadText("listeners: []\n");
        QVERIFY(none.ok());
        QVERIFY(none->settings.listeners.isEmpty());
    }

    void printedConfigurationGivesTheSameValuesBack()
    {
        const QList<CommandLineValue> odd{
            {u"data_dir"_s, u"/tmp/a b#c: \"\\x\u00e9\n\t'{}[]&*!|>%@`"_s, u"--data-dir"_s},
            {u"loops"_s, u"7"_s, u"-"_s}, {u"listeners"_s, u"mqtt://[::]:1,mqtt://0.0.0.0:2"_s, u"-"_s},
            {u"admin.enabled"_s, u"false"_s, u"-"_s}, {u"admin.address"_s, u"::1"_s, u"-"_s},
            {u"limits.queue_bytes"_s, u"65537"_s, u"-"_s}, {u"log.level"_s, u"debug"_s, u"-"_s}};
        for (const auto &values :
            {odd, QList<CommandLineValue>{{u"data_dir"_s, u"null"_s, u"-"_s}, {u"listeners"_s, {}, u"-"_s}}}) {
            const auto first = SettingsLoader({{}, {}, values}).load();
            QVERIFY(first.ok());
            const auto second = loadText(configText(*first).toUtf8());
            QVERIFY2(second.ok(), second.ok() ? "" : qPrintable(errorText(second.error())));
            QCOMPARE(changedKeys(first->settings, second->settings), QStringList());
        }
    }

    void printedConfigurationNamesTheOriginOfEachValue()
    {
        const auto loaded = SettingsLoader({write("loops: 2\n"), {{u"TOPIQ_LOG_LEVEL"_s, u"info"_s}}, {}}).load();
        QVERIFY(loaded.ok());
        const QStringList lines = configText(*loaded).split(u'\n', Qt::SkipEmptyParts);
        QVERIFY(!lines.filter(u"loops: 2"_s).filter(u"# "_s + m_dir.filePath(u"topiq.yaml:1"_s)).isEmpty());
        QVERIFY(!lines.filter(u"level: info"_s).filter(u"# environment TOPIQ_LOG_LEVEL"_s).isEmpty());
        for (const QString &line : lines) {
            QVERIFY2(line.contains(u"# "_s) || line == "admin:"_L1 || line == "access:"_L1 || line == "limits:"_L1
                    || line == "drain:"_L1 || line == "log:"_L1,
                qPrintable(line));
        }
    }

    void wrongFilesAreRefusedWithPlaceAndAdvice_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("place");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *yaml, const char *place, const char *text) {
            QTest::newRow(name) << QByteArray(yaml) << QString::fromLatin1(place) << QString::fromLatin1(text);
        };
        row("unknown key", "loops: 2\nlimits:\n  queue_mesages: 3\n",
            ":3: ", "unknown key limits.queue_mesages; did you mean limits.queue_messages?");
        row("unknown top key", "lops: 2\n", ":1: ", "unknown key lops; did you mean loops?");
        row("unknown section", "limts: {in_flight: 3}\n", ":1: ", "did you mean limits?");
        row("wrong section", "admin: {in_flight: 3}\n", ":1: ", "did you mean limits.in_flight?");
        row("section left out", "in_flight: 3\n", ":1: ", "did you mean limits.in_flight?");
        row("dotted key", "limits.in_flight: 3\n", ":1: ", "must be written as a section");
        row("nothing near", "wibble: 3\n", ":1: ", "topiq --print-config lists the keys");
        row("key twice", "loops: 2\n\nloops: 3\n", ":3: ", "key loops is given twice, first in line 1");
        row("section key twice", "limits:\n  in_flight: 2\n  in_flight: 2\n",
            ":3: ", "limits.in_flight is given twice");
        row("section twice", "log: {}\nlog: {}\n", ":2: ", "key log is given twice");
        row("out of range", "\nloops: 9\n", ":2: ", "loops: \"9\" is not allowed; use a whole number from 0 to 8");
        row("negative", "loops: -1\n", ":1: ", "\"-1\" is not allowed");
        row("no number", "loops: many\n", ":1: ", "\"many\" is not allowed");
        row("no value", "loops:\n", ":1: ", "loops has no value");
        row("list for a value", "loops: [1]\n", ":1: ", "must be a single value");
        row("value for a section", "limits: 3\n", ":1: ", "limits is a section");
        row("value for a list", "listeners: mqtt://127.0.0.1:1\n", ":1: ", "listeners must be a list");
        row("wrong size", "limits: {queue_bytes: 64KB}\n", ":1: ", "from 1KiB to 1TiB, in bytes or with KiB, MiB, GiB");
        row("wrong word", "log: {level: inf}\n", ":1: ", "error, warning, info or debug (did you mean info?)");
        row("wrong truth", "admin: {enabled: yes}\n", ":1: ", "use true or false");
        row("wrong address", "admin: {address: here}\n", ":1: ", "\"here\" is not an IP address");
        row("wrong listener", "listeners:\n  - mqtt://127.0.0.1:1\n  - mqtt://x:1\n",
            ":3: ", "listeners: \"x\" is not");
        row("listener without port", "listeners:\n  - {scheme: mqtt, address: ::1}\n", ":2: ", "without port");
        row("listener key", "listeners:\n  - {scheme: mqtt, adress: ::1, port: 1}\n", ":2: ", "did you mean address?");
        row("listener key twice", "listeners:\n  - {scheme: mqtt, scheme: mqtt, port: 1}\n", ":2: ", "given once");
        row("nested listener", "listeners: [[]]\n", ":1: ", "neither text nor");
        row("http listener", "listeners: [\"http://127.0.0.1:1\"]\n", ":1: ", "set admin.address and admin.port");
        row("later scheme", "listeners: [\"smq://127.0.0.1:1\"]\n", ":1: ", "not served by this version");
        row("listener twice", "listeners: [\"mqtt://[::1]:1\", \"mqtt://[::1]:1\"]\n", ":1: ", "is listed twice");
        row("admin on a listener", "admin: {port: 1883}\n", "", "name the same address, 127.0.0.1:1883");
        row("no YAML", "loops: 2\nlimits: [\n", ":3:1: ", "not valid YAML");
        row("tab", "limits:\n\tin_flight: 2\n", ":2:", "not valid YAML");
        row("two documents", "loops: 2\n---\nloops: 3\n", ":2: ", "more than one YAML document");
        row("what yaml-cpp does not get past", ", 2]\n", ":1: ", "more than one YAML document");
        row("list at the top", "- loops\n", ":1: ", "must hold keys with values");
        row("key that is no word", "? [a]\n: b\n", ":1: ", "a key must be a word");
        row("control characters", "\"a\\nb\": 1\n", ":1: ", "unknown key a\\nb");
    }
    void wrongFilesAreRefusedWithPlaceAndAdvice()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, place);
        QFETCH(QString, text);
        const auto loaded = loadText(yaml);
        QVERIFY(!loaded.ok());
        QCOMPARE(exitStatus(loaded.error()), 78);
        const QString message = errorText(loaded.error());
        QVERIFY2(message.contains(text), qPrintable(message));
        QVERIFY2(place.isEmpty() || message.startsWith(m_dir.filePath(u"topiq.yaml"_s) + place), qPrintable(message));
    }

    void deepNestingIsRefused()
    {
        const auto loaded = loadText("loops: " + QByteArray(100'000, '['));
        QVERIFY(!loaded.ok());
        QCOMPARE(exitStatus(loaded.error()), 78);
    }

    void emptyFilesAndEmptySectionsAreAllowed()
    {
        QVERIFY(loadText("").ok());
        QVERIFY(loadText("# nothing\n").ok());
        QVERIFY(loadText("limits:\n# in_flight: 3\nlog: {}\n").ok());
    }

    void missingFileIsMissingInput()
    {
        for (const QString &name : {m_dir.filePath(u"absent.yaml"_s), m_dir.path()}) {
            const auto loaded = SettingsLoader({name, {}, {}}).load();
            QVERIFY(!loaded.ok());
            QCOMPARE(exitStatus(loaded.error()), 66);
            QVERIFY(errorText(loaded.error()).contains(name));
        }
    }

    void overlongFileIsRefused()
    {
        const auto loaded = loadText("# " + QByteArray(2 * 1024 * 1024, 'x') + "\n");
        QVERIFY(!loaded.ok());
        QVERIFY(errorText(loaded.error()).contains(u"longer than 1 MiB"_s));
    }

    void wrongVariablesAreRefusedByName_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::newRow("value") << u"TOPIQ_LOOPS"_s << u"environment TOPIQ_LOOPS: loops: \"x\" is not allowed"_s;
        QTest::newRow("unknown in a section")
            << u"TOPIQ_LIMITS_QUEUE_MESAGES"_s << u"did you mean TOPIQ_LIMITS_QUEUE_MESSAGES?"_s;
        QTest::newRow("unknown and far") << u"TOPIQ_LOG_WIBBLEWOBBLEWIBBLE"_s << u"no key has this name"_s;
        QTest::newRow("near miss") << u"TOPIQ_DATADIR"_s << u"did you mean TOPIQ_DATA_DIR?"_s;
    }
    void wrongVariablesAreRefusedByName()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        const auto loaded = SettingsLoader({{}, {{name, u"x"_s}}, {}}).load();
        QVERIFY(!loaded.ok());
        QCOMPARE(exitStatus(loaded.error()), 78);
        QVERIFY2(errorText(loaded.error()).contains(text), qPrintable(errorText(loaded.error())));
    }

    void variablesOfOthersAreIgnored()
    {
        for (const QString &name :
            {u"TOPIQ_URL"_s, u"TOPIQ_API"_s, u"TOPIQ_SERVICE_HOST"_s, u"TOPIQ_PORT_1883_TCP"_s, u"LOOPS"_s}) {
            QVERIFY2(SettingsLoader({{}, {{name, u"x"_s}}, {}}).load().ok(), qPrintable(name));
        }
    }

    void wrongOptionIsAUsageError()
    {
        const auto loaded = SettingsLoader({{}, {}, {{u"log.level"_s, u"loud"_s, u"--log-level"_s}}}).load();
        QVERIFY(!loaded.ok());
        QCOMPARE(exitStatus(loaded.error()), 2);
        QVERIFY(errorText(loaded.error()).startsWith(u"--log-level: \"loud\" is not allowed"_s));
    }

    void loadingAgainReadsTheFileAgain()
    {
        const SettingsLoader loader({write("loops: 2\n"), {}, {}});
        QCOMPARE(loader.load()->settings.loops, 2);
        write("loops: 3\n");
        QCOMPARE(loader.load()->settings.loops, 3);
        write("loops: x\n");
        QVERIFY(!loader.load().ok());
    }

    void changedKeysAreNamed()
    {
        Settings after;
        after.limits.inFlight = 1;
        after.listeners.clear();
        QCOMPARE(changedKeys(Settings(), after), QStringList({u"listeners"_s, u"limits.in_flight"_s}));
    }
};

QTEST_GUILESS_MAIN(SettingsLoaderTest)
#include "settingsloadertest.moc"
