// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backend.h"
#include "gui.h"
#include "uisettings.h"

#include <QQuickWindow>
#include <QStringList>

#include <memory>

namespace topiq {

/// Collects what Qt and QML complain about while it lives, and passes everything on. One at a time.
class WarningCatcher {
public:
    WarningCatcher();
    ~WarningCatcher();
    WarningCatcher(const WarningCatcher &) = delete;
    WarningCatcher &operator=(const WarningCatcher &) = delete;
    [[nodiscard]] static QStringList warnings();
};

/// The whole window, offscreen, over any AdminService: the model of a plant here, a real broker elsewhere.
class WindowFixture {
public:
    explicit WindowFixture(AdminService &service, const GuiOptions &options = {});

    [[nodiscard]] QString openError() const { return m_error; }
    [[nodiscard]] QQuickWindow *window() const { return m_gui.window(); }
    [[nodiscard]] Backend &backend() const { return *m_gui.backend(); }
    [[nodiscard]] QStringList warnings() const { return m_catcher.warnings(); }

    /// Shows a page and waits until its lists have been answered and drawn.
    void show(const QString &page);
    void type(const QString &text) const;
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    /// The first visible item of that accessible name or object name, breadth first; null when there is none.
    [[nodiscard]] QQuickItem *item(const QString &name, const QQuickItem *under = nullptr) const;
    void click(const QQuickItem &item) const;
    /// Returns when the window has been drawn as it now is, layouts included.
    void settle() const;
    /// Draws the window and writes it as <name>.png to the folder of screenshots; the picture, null when that failed.
    QImage grab(const QString &name) const;

private:
    WarningCatcher m_catcher;
    Gui m_gui;
    QString m_error;
};

} // namespace topiq
