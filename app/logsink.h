// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/settings.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>
#include <QtGlobal>

namespace topiq {

/// Where log lines go: stderr, one line per message in one format, `2026-11-21T02:00:00.123Z info mqtt: text`. When
/// stderr is the journal the time is left to it and the priority stands in front as `<N>`. Text is made harmless
/// (control characters visible), so one message is always one line. Thread: any; a line is written by one call.
class LogSink {
public:
    /// Takes over Qt's messages. Call once, first thing in main().
    static void install();
    /// Which lines of our categories pass.
    static void setLevel(LogLevel level);
    /// A line that is written at every level: what a person or a script waits for at start.
    static void notice(const QString &text);

    /// One line with its end. `category` as Qt knows it ("topiq.mqtt").
    [[nodiscard]] static QByteArray formatLine(
        QtMsgType type, const char *category, const QString &text, const QDateTime &time, bool journal);
    /// Whether JOURNAL_STREAM ("device:inode") is that of stderr.
    [[nodiscard]] static bool stderrIsJournal(const QByteArray &journalStream);
};

} // namespace topiq
