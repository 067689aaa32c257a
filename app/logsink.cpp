// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "logsink.h"

#include "cli/visibletext.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QLoggingCategory>

#include <atomic>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr auto OurPrefix = "topiq."_L1;

std::atomic<bool> journalOutput = false;

struct LevelWords {
    const char *name;
    int priority; ///< as syslog(3)
};

LevelWords levelWords(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return {"debug", 7};
    case QtInfoMsg:
        return {"info", 6};
    case QtWarningMsg:
        return {"warning", 4};
    case QtCriticalMsg:
        return {"error", 3};
    case QtFatalMsg:
        return {"fatal", 2};
    }
    return {"info", 6};
}

void writeLine(const QByteArray &line)
{
    // A log that cannot be written must not stop the broker: what does not go through is lost.
    [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, line.constData(), static_cast<size_t>(line.size()));
}

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    writeLine(LogSink::formatLine(type, context.category, text, QDateTime::currentDateTimeUtc(), journalOutput));
}

} // namespace

void LogSink::install()
{
    journalOutput = stderrIsJournal(qgetenv("JOURNAL_STREAM"));
    qInstallMessageHandler(handleMessage);
}

void LogSink::setLevel(LogLevel level)
{
    const auto rule = [&](QLatin1StringView type, LogLevel needed) {
        return u"%1*.%2=%3\n"_s.arg(OurPrefix, type, level >= needed ? "true"_L1 : "false"_L1);
    };
    QLoggingCategory::setFilterRules(
        rule("debug"_L1, LogLevel::Debug) + rule("info"_L1, LogLevel::Info) + rule("warning"_L1, LogLevel::Warning));
}

void LogSink::notice(const QString &text)
{
    writeLine(formatLine(QtInfoMsg, "topiq.app", text, QDateTime::currentDateTimeUtc(), journalOutput));
}

QByteArray LogSink::formatLine(
    QtMsgType type, const char *category, const QString &text, const QDateTime &time, bool journal)
{
    QLatin1StringView part(category);
    if (part.startsWith(OurPrefix)) {
        part = part.sliced(OurPrefix.size());
    }
    const LevelWords level = levelWords(type);
    QByteArray line;
    if (journal) {
        line += '<' + QByteArray::number(level.priority) + '>';
    } else {
        line += time.toUTC().toString(Qt::ISODateWithMs).toLatin1() + ' ';
    }
    return line + level.name + ' ' + part.data() + ": " + visibleText(text).toUtf8() + '\n';
}

bool LogSink::stderrIsJournal(const QByteArray &journalStream)
{
    struct stat status {};
    if (journalStream.isEmpty() || fstat(STDERR_FILENO, &status) != 0) {
        return false;
    }
    return journalStream
        == QByteArray::number(quint64(status.st_dev)) + ':' + QByteArray::number(quint64(status.st_ino));
}

} // namespace topiq
