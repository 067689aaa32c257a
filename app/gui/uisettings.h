// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSettings>
#include <QSize>
#include <QtQml/qqmlregistration.h>

class QJSEngine;
class QQmlEngine;

namespace topiq {

/// What the window itself remembers (never settings of the broker): theme, zoom, width of the rail, size. The theme is
/// the system's, by the lightness of its palette, until the user chooses. Window's thread only.
class UiSettings : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged FINAL)
    Q_PROPERTY(bool dark READ dark NOTIFY themeChanged FINAL)
    Q_PROPERTY(double zoom READ zoom WRITE setZoom NOTIFY zoomChanged FINAL)
    Q_PROPERTY(bool railWide READ railWide WRITE setRailWide NOTIFY railWideChanged FINAL)
    Q_PROPERTY(QString fixedFamily READ fixedFamily CONSTANT FINAL)
    Q_PROPERTY(QSize windowSize READ windowSize CONSTANT FINAL)
public:
    /// No default argument on purpose: QML makes a singleton that it can construct itself, and would not ask create().
    explicit UiSettings(QObject *parent);
    static UiSettings *create(QQmlEngine *engine, QJSEngine *);

    [[nodiscard]] QString theme() const { return m_theme; }
    void setTheme(const QString &theme); ///< "system", "dark" or "light"; remembered
    void overrideTheme(const QString &theme); ///< for this run only
    [[nodiscard]] bool dark() const;
    [[nodiscard]] double zoom() const { return m_zoom; }
    void setZoom(double zoom); ///< 0.8 to 2
    [[nodiscard]] bool railWide() const { return m_railWide; }
    void setRailWide(bool wide);
    [[nodiscard]] QString fixedFamily() const;
    [[nodiscard]] QSize windowSize() const;
    Q_INVOKABLE void rememberSize(int width, int height);
    /// Puts a text on the clipboard.
    Q_INVOKABLE void copy(const QString &text) const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    void themeChanged();
    void zoomChanged();
    void railWideChanged();

private:
    QSettings m_store;
    QString m_theme;
    double m_zoom = 1;
    bool m_railWide = false;
};

} // namespace topiq
