// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon.h"

#include "base/logging.h"
#include "cli/exitcode.h"
#include "config/settingkeys.h"
#include "datadir.h"
#include "gui/guiplugin.h"
#include "logsink.h"

#include <QEventLoop>
#include <QTimer>

#include <chrono>

namespace topiq {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto DrainLimit = 10s;
/// The broker keeps the limit itself; this ends the process should it not.
constexpr auto LastResort = DrainLimit + 1s;

} // namespace

Daemon::Daemon(QCoreApplication &application, SettingsLoader loader, LoadedSettings loaded, GuiPlugin *gui)
    : m_application(application),
      m_loader(std::move(loader)),
      m_settings(std::move(loaded.settings)),
      m_gui(gui)
{
    connect(&m_signals, &Signals::terminateRequested, this, &Daemon::terminate);
    connect(&m_signals, &Signals::reloadRequested, this, &Daemon::reload);
    connect(&m_signals, &Signals::statusRequested, this, &Daemon::logStatus);
}

Daemon::~Daemon()
{
    if (m_gui != nullptr) {
        m_gui->stop(); // before the broker, whose service the window calls
    }
}

int Daemon::run()
{
    if (!m_settings.dataDir.isEmpty()) {
        if (auto done = prepareDataDir(m_settings.dataDir); !done) {
            qCCritical(logApp).noquote() << errorText(done.error());
            return exitStatus(done.error());
        }
    }
    m_broker = std::make_unique<Broker>(m_settings);
    connect(m_broker.get(), &Broker::drained, this, [this] {
        m_drained = true;
        m_application.exit(0);
    });
    if (auto started = m_broker->start(); !started) {
        qCCritical(logApp).noquote() << errorText(started.error());
        return exitStatus(started.error());
    }
    for (const QString &address : m_broker->boundAddresses()) {
        LogSink::notice(u"listening on %1"_s.arg(address));
    }
    LogSink::notice(u"topiq %1 is ready"_s.arg(m_application.applicationVersion()));
    openWindow();

    const int status = m_application.exec();
    if (!m_drained) {
        drainAfterWindow();
    }
    qCInfo(logApp) << "stopped";
    return status;
}

void Daemon::openWindow()
{
    if (m_gui == nullptr) {
        return;
    }
    GuiOptions options;
    options.kiosk = m_settings.kiosk;
    if (auto opened = m_gui->start(m_broker->admin(), options); !opened) {
        LogSink::notice(u"serving without a window: %1"_s.arg(errorText(opened.error())));
        m_gui = nullptr;
    }
}

void Daemon::terminate()
{
    LogSink::notice(u"stopping: connections are closed within %1 s"_s.arg(DrainLimit.count()));
    QTimer::singleShot(LastResort, &m_application, [this] { m_application.exit(0); });
    m_broker->drain(DrainLimit);
}

/// The window was closed, or the session manager ended the program: the event loop is gone, the clients are not.
void Daemon::drainAfterWindow()
{
    if (m_gui != nullptr) {
        m_gui->stop();
    }
    QEventLoop loop;
    connect(m_broker.get(), &Broker::drained, &loop, &QEventLoop::quit);
    QTimer::singleShot(LastResort, &loop, &QEventLoop::quit);
    m_broker->drain(DrainLimit);
    if (!m_drained) {
        loop.exec();
    }
}

void Daemon::reload()
{
    auto loaded = m_loader.load();
    if (!loaded) {
        qCWarning(logApp).noquote() << "configuration stays as it was:" << errorText(loaded.error());
        return;
    }
    Settings fresh = loaded->settings;
    fresh.noGui = m_settings.noGui;
    fresh.kiosk = m_settings.kiosk;
    if (auto done = m_broker->reload(fresh); !done) {
        qCWarning(logApp).noquote() << "configuration stays as it was:" << errorText(done.error());
        return;
    }
    LogSink::setLevel(fresh.logLevel);
    QStringList now;
    QStringList later;
    for (const QString &name : changedKeys(m_settings, fresh)) {
        (findSettingKey(name)->effect == SettingKey::Effect::Reload ? now : later) += name;
    }
    m_settings = fresh;
    if (now.isEmpty() && later.isEmpty()) {
        qCInfo(logApp) << "configuration read again: nothing has changed";
    }
    if (!now.isEmpty()) {
        qCInfo(logApp).noquote() << "configuration read again, changed:" << now.join(", "_L1);
    }
    if (!later.isEmpty()) {
        qCWarning(logApp).noquote() << "these changes need a restart:" << later.join(", "_L1);
    }
}

void Daemon::logStatus() const { LogSink::notice(m_broker->statusLine()); }

} // namespace topiq
