// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logsink.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QLoggingCategory>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

class LogSinkTest : public QObject {
    Q_OBJECT

private:
    const QDateTime m_time = QDateTime::fromMSecsSinceEpoch(1'795'226'400'123, Qt::UTC);

private Q_SLOTS:
    void lineHasTimeLevelPartAndText()
    {
        QCOMPARE(LogSink::formatLine(QtInfoMsg, "topiq.mqtt", u"text"_s, m_time, false),
            QByteArray("2026-11-21T02:00:00.123Z info mqtt: text\n"));
        QVERIFY(LogSink::formatLine(QtCriticalMsg, "qml", u"x"_s, m_time, false).endsWith(" error qml: x\n"));
        QVERIFY(LogSink::formatLine(QtWarningMsg, "topiq.io", u"x"_s, m_time, false).endsWith(" warning io: x\n"));
    }

    void journalGetsPriorityInsteadOfTime()
    {
        QCOMPARE(LogSink::formatLine(QtDebugMsg, "topiq.io", u"x"_s, m_time, true), QByteArray("<7>debug io: x\n"));
        QCOMPARE(LogSink::formatLine(QtCriticalMsg, "topiq.io", u"x"_s, m_time, true), QByteArray("<3>error io: x\n"));
    }

    void messageIsAlwaysOneLine()
    {
        const QByteArray line = LogSink::formatLine(QtInfoMsg, "topiq.mqtt", u"a\nforged\x1b[2J"_s, m_time, false);
        QCOMPARE(line.count('\n'), 1);
        QVERIFY(line.endsWith(": a\\nforged\\x1b[2J\n"));
    }

    void levelDecidesWhichLinesPass()
    {
        const QLoggingCategory category("topiq.test", QtInfoMsg);
        LogSink::setLevel(LogLevel::Debug);
        QVERIFY(category.isDebugEnabled());
        LogSink::setLevel(LogLevel::Info);
        QVERIFY(!category.isDebugEnabled() && category.isInfoEnabled());
        LogSink::setLevel(LogLevel::Warning);
        QVERIFY(!category.isInfoEnabled() && category.isWarningEnabled());
        LogSink::setLevel(LogLevel::Error);
        QVERIFY(!category.isWarningEnabled() && category.isCriticalEnabled());
    }

    void journalIsRecognisedByItsStream()
    {
        struct stat status {};
        QCOMPARE(fstat(STDERR_FILENO, &status), 0);
        const QByteArray own
            = QByteArray::number(quint64(status.st_dev)) + ':' + QByteArray::number(quint64(status.st_ino));
        QVERIFY(LogSink::stderrIsJournal(own));
        QVERIFY(!LogSink::stderrIsJournal("1:2"));
        QVERIFY(!LogSink::stderrIsJournal({}));
    }
};

QTEST_GUILESS_MAIN(LogSinkTest)
#include "logsinktest.moc"
