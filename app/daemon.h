// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "broker.h"
#include "config/settingsloader.h"
#include "signals.h"

#include <QCoreApplication>
#include <QObject>

#include <memory>

namespace topiq {

class GuiPlugin;

/// The life of the process from the first listener to the last connection: starts the broker, opens the window if there
/// is one, answers signals, and ends in order. Thread: the main thread, whose application object must exist.
class Daemon : public QObject {
    Q_OBJECT

public:
    /// `gui` may be null (headless); it and `application` must outlive the daemon.
    Daemon(QCoreApplication &application, SettingsLoader loader, LoadedSettings loaded, GuiPlugin *gui);
    ~Daemon() override;

    /// Runs until the program is told to stop or its window is closed. Returns the exit status.
    [[nodiscard]] int run();

private:
    void openWindow();
    void terminate();
    void reload();
    void logStatus() const;
    void drainAfterWindow();

    QCoreApplication &m_application;
    SettingsLoader m_loader;
    Settings m_settings;
    GuiPlugin *m_gui;
    Signals m_signals;
    std::unique_ptr<Broker> m_broker;
    bool m_drained = false;
};

} // namespace topiq
