// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace topiq {

/// Turns the process's signals into Qt signals: the handlers write one byte into a pipe that the event loop reads. A
/// second TERM or INT does not wait for the event loop: the process ends in the handler, with status 1.
/// Thread: the main thread. One object per process; its end restores the former handlers.
class Signals : public QObject {
    Q_OBJECT

public:
    explicit Signals(QObject *parent = nullptr);
    ~Signals() override;

Q_SIGNALS:
    void terminateRequested(); ///< TERM or INT, the first
    void reloadRequested(); ///< HUP
    void statusRequested(); ///< USR1

private:
    void readPipe();

    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace topiq
