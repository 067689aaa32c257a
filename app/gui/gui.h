// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "guiplugin.h"

#include <QObject>
#include <QTranslator>

#include <memory>

class QQmlApplicationEngine;
class QQuickWindow;

namespace topiq {

class AdminService;
class Backend;
class FrameLog;
class UiSettings;

/// One open window over one AdminService: settings, backend, QML engine, translations. The plugin and the QML tests
/// both open the window through this class. Window's thread only; the service must outlive it.
class Gui : public QObject {
    Q_OBJECT
public:
    explicit Gui(QObject *parent = nullptr);
    ~Gui() override;

    /// Chooses how Qt Quick draws. Call once, before the first window of the process.
    static void chooseRenderer();

    [[nodiscard]] Result<void> open(AdminService &service, const GuiOptions &options);
    void close();

    [[nodiscard]] QQuickWindow *window() const { return m_window; }
    [[nodiscard]] Backend *backend() const { return m_backend.get(); }
    [[nodiscard]] UiSettings *settings() const { return m_settings.get(); }

protected:
    /// Sees every key and button of the window first, and lets them all pass: notes which of the two is in use.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void translate(const QString &language);
    [[nodiscard]] Result<void> startFrameLog(const GuiOptions &options);

    // Destroyed from the bottom up: first the pages, then what they show.
    QTranslator m_translator;
    std::unique_ptr<UiSettings> m_settings;
    std::unique_ptr<Backend> m_backend;
    std::unique_ptr<QQmlApplicationEngine> m_engine;
    QQuickWindow *m_window = nullptr;
    std::unique_ptr<FrameLog> m_frameLog;
};

} // namespace topiq
