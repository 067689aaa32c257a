// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include "cli/exitcode.h"
#include "config/listenurl.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace topiq;

namespace {

/// The settings that a command line alone leads to.
Settings settingsOf(const QStringList &arguments)
{
    const auto commandLine = parseCommandLine(arguments);
    if (!commandLine) {
        qFatal("%s", commandLine.error().message().c_str());
    }
    const auto loaded = SettingsLoader({{}, {}, commandLine->values}).load();
    if (!loaded) {
        qFatal("%s", loaded.error().message().c_str());
    }
    return loaded->settings;
}

} // namespace

class CommandLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noOptionsMeanRunningWithAWindow()
    {
        const auto commandLine = parseCommandLine({});
        QVERIFY(commandLine.ok());
        QCOMPARE(commandLine->action, CommandLine::Action::Run);
        QVERIFY(!commandLine->noGui && !commandLine->kiosk && commandLine->values.isEmpty());
        QCOMPARE(settingsOf({}).admin.port, 7272);
        QVERIFY(settingsOf({}).admin.enabled);
    }

    void actionsAreRecognised()
    {
        QCOMPARE(parseCommandLine({u"--help"_s})->action, CommandLine::Action::Help);
        QCOMPARE(parseCommandLine({u"-h"_s})->action, CommandLine::Action::Help);
        QCOMPARE(parseCommandLine({u"--version"_s})->action, CommandLine::Action::Version);
        QCOMPARE(parseCommandLine({u"--print-config"_s})->action, CommandLine::Action::PrintConfig);
        QCOMPARE(parseCommandLine({u"--test-config"_s})->action, CommandLine::Action::TestConfig);
    }

    void optionsSetTheirKeys()
    {
        const Settings settings = settingsOf({u"--data-dir"_s, u"/d"_s, u"--log-level"_s, u"error"_s});
        QCOMPARE(settings.dataDir, u"/d"_s);
        QCOMPARE(settings.logLevel, LogLevel::Error);
        QCOMPARE(parseCommandLine({u"--config=f.yaml"_s, u"--kiosk"_s})->configFile, u"f.yaml"_s);
    }

    void listenReplacesEveryListenerAlsoThatOfHttp()
    {
        const Settings settings
            = settingsOf({u"--listen"_s, u"mqtt://127.0.0.1:0"_s, u"--listen"_s, u"mqtt://[::1]:5"_s});
        QCOMPARE(settings.listeners.size(), 2);
        QCOMPARE(listenUrl(settings.listeners[1]), u"mqtt://[::1]:5"_s);
        QVERIFY(!settings.admin.enabled);
    }

    void listenWithHttpPlacesTheAdminListener()
    {
        const Settings settings = settingsOf({u"--listen"_s, u"http://[::1]:7373"_s});
        QVERIFY(settings.listeners.isEmpty());
        QVERIFY(settings.admin.enabled);
        QCOMPARE(settings.admin.address, u"::1"_s);
        QCOMPARE(settings.admin.port, 7373);
    }

    void faultsAreUsageErrors_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << QStringList{u"--no-gu"_s} << u"did you mean --no-gui?"_s;
        QTest::newRow("positional") << QStringList{u"topiq.yaml"_s} << u"unexpected argument \"topiq.yaml\""_s;
        QTest::newRow("contradiction") << QStringList{u"--no-gui"_s, u"--kiosk"_s} << u"contradict"_s;
        QTest::newRow("empty file name") << QStringList{u"--config="_s} << u"empty"_s;
        QTest::newRow("later scheme") << QStringList{u"--listen"_s, u"smq://127.0.0.1:1"_s}
                                      << u"--listen: scheme \"smq\" is not served"_s;
        QTest::newRow("two http") << QStringList{u"--listen=http://127.0.0.1:1"_s, u"--listen=http://127.0.0.1:2"_s}
                                  << u"second http"_s;
    }
    void faultsAreUsageErrors()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, text);
        const auto commandLine = parseCommandLine(arguments);
        QVERIFY(!commandLine.ok());
        QCOMPARE(exitStatus(commandLine.error()), 2);
        QVERIFY2(errorText(commandLine.error()).contains(text), qPrintable(errorText(commandLine.error())));
    }

    void helpFitsEightyColumns()
    {
        const QStringList lines = commandLineHelp().split(u'\n');
        QVERIFY(std::all_of(lines.begin(), lines.end(), [](const QString &line) { return line.size() <= 80; }));
        for (const char *option : {"--config FILE", "--no-gui", "--kiosk", "--data-dir DIR", "--listen URL",
                 "--print-config", "--test-config", "--log-level LEVEL", "--version", "--help"}) {
            QVERIFY2(commandLineHelp().contains(QLatin1StringView(option)), option);
        }
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "commandlinetest.moc"
