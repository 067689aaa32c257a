// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "framelog.h"

#include <QDateTime>
#include <QQuickWindow>

namespace topiq {

FrameLog::FrameLog(QQuickWindow &window, const QString &path, QObject *parent) : QObject(parent), m_file(path)
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Text))
        return;
    m_clock.start();
    connect(&window, &QQuickWindow::frameSwapped, this, &FrameLog::countFrame, Qt::DirectConnection);
    m_ask.setTimerType(Qt::PreciseTimer);
    m_ask.setInterval(16);
    connect(&m_ask, &QTimer::timeout, &window, &QQuickWindow::update);
    m_ask.start();
    connect(&m_line, &QTimer::timeout, this, &FrameLog::writeLine);
    m_line.start(1000);
}

void FrameLog::countFrame()
{
    const qint64 now = m_clock.nsecsElapsed();
    const qint64 gap = now - m_lastNs.exchange(now);
    if (gap > m_longestNs.load())
        m_longestNs.store(gap);
    ++m_frames;
}

void FrameLog::writeLine()
{
    const QString line = QStringLiteral("%1,%2,%3\n")
                             .arg(QDateTime::currentMSecsSinceEpoch())
                             .arg(m_frames.exchange(0))
                             .arg(double(m_longestNs.exchange(0)) / 1e6, 0, 'f', 1);
    m_file.write(line.toLatin1());
    m_file.flush();
}

} // namespace topiq
