// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFile>
#include <QTimer>

#include <atomic>

class QQuickWindow;

namespace topiq {

/// Measures how smooth the window is: keeps asking for frames at 60 Hz and writes one line per second to a file: time
/// in ms UTC, frames shown, and the longest time between two of them in ms. Work that blocks the window's thread shows
/// as missing frames. For measuring only; made and destroyed in the window's thread, counts in the rendering thread.
class FrameLog : public QObject {
    Q_OBJECT
public:
    FrameLog(QQuickWindow &window, const QString &path, QObject *parent = nullptr);
    [[nodiscard]] bool isOpen() const { return m_file.isOpen(); }

private:
    void countFrame();
    void writeLine();

    QFile m_file;
    QTimer m_ask;
    QTimer m_line;
    QElapsedTimer m_clock;
    std::atomic<int> m_frames = 0;
    std::atomic<qint64> m_lastNs = 0;
    std::atomic<qint64> m_longestNs = 0;
};

} // namespace topiq
