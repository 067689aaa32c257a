// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QSize>
#include <QString>
#include <QtPlugin>

class QCoreApplication;

namespace topiq {

class AdminService;

/// How the window shall open. Plain values, given once to GuiPlugin::start().
struct GuiOptions {
    bool kiosk = false; ///< full screen, no frame, nothing that edits (no Publish page)
    QString page; ///< first page: "overview", "topics", "clients", "publish"; empty: overview
    QString theme; ///< "dark", "light"; empty: what the window remembers, else the system's palette
    QString language; ///< "en", "zh_CN", ...; empty: the system's
    QSize size; ///< fixed size of the window (800x480 gives the touch layout); invalid: remembered or default
    QString frameLog; ///< file that gets one line "time,frames" per second; empty: TOPIQ_GUI_FRAMELOG, else none
};

/// The window, as a plugin: the program links nothing of Qt Quick and loads libtopiq_gui.so only when there is a
/// window.
///
/// Use: (1) load with QPluginLoader (an absolute path works before any application object exists) and
/// `qobject_cast<GuiPlugin *>(loader.instance())`, (2) makeApplication() instead of constructing a QCoreApplication:
/// Qt Charts needs a QApplication, and only the plugin links Qt Widgets, so that headless runs stay small; set the
/// organisation and application name, (3) start(), (4) run the event loop, (5) stop(), (6) end the application object
/// and the AdminService after that. A program that links Qt Widgets itself may construct the QApplication itself.
/// Never unload the library while the application object lives.
///
/// Thread: every call from the thread of the QApplication. Ownership: the service must outlive stop(); the plugin owns
/// its window and a worker thread in which alone it calls the service. Failure: start() answers with a sentence that
/// can be printed, and the program may go on without a window. When the last window is closed QApplication quits by
/// itself (quitOnLastWindowClosed), so a program that shall go on serving sets that property to false.
class GuiPlugin {
public:
    virtual ~GuiPlugin() = default;

    /// A new QApplication (Qt Charts needs it; QGuiApplication is not enough), owned by the caller: the program links
    /// no Widgets and so cannot make it. Must be the first application object of the process; argc and argv outlive it.
    /// Qt aborts the process when no platform plugin works: look for DISPLAY, WAYLAND_DISPLAY or QT_QPA_PLATFORM
    /// before.
    [[nodiscard]] virtual QCoreApplication *makeApplication(int &argc, char **argv) = 0;
    /// Opens the window. May be called again after stop().
    [[nodiscard]] virtual Result<void> start(AdminService &service, const GuiOptions &options) = 0;
    /// Closes the window and joins the worker thread; the service is not called afterwards. Harmless when not started.
    virtual void stop() = 0;
};

} // namespace topiq

#define TopiqGuiPluginIid "io.topiq.GuiPlugin/1"
Q_DECLARE_INTERFACE(topiq::GuiPlugin, TopiqGuiPluginIid)
