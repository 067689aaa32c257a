// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "uisettings.h"

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QPalette>
#include <QQmlEngine>

#include <algorithm>

namespace topiq {

UiSettings::UiSettings(QObject *parent)
    : QObject(parent),
      m_store(QCoreApplication::organizationName().isEmpty() ? QStringLiteral("topiq")
                                                             : QCoreApplication::organizationName(),
          QStringLiteral("topiq-window"))
{
    m_theme = m_store.value(QStringLiteral("theme"), QStringLiteral("system")).toString();
    m_zoom = std::clamp(m_store.value(QStringLiteral("zoom"), 1.0).toDouble(), 0.8, 2.0);
    m_railWide = m_store.value(QStringLiteral("railWide"), false).toBool();
    qGuiApp->installEventFilter(this);
}

UiSettings *UiSettings::create(QQmlEngine *engine, QJSEngine *)
{
    auto *settings = engine->property("topiqSettings").value<UiSettings *>();
    QJSEngine::setObjectOwnership(settings, QJSEngine::CppOwnership);
    return settings;
}

void UiSettings::setTheme(const QString &theme)
{
    m_store.setValue(QStringLiteral("theme"), theme);
    overrideTheme(theme);
}

void UiSettings::overrideTheme(const QString &theme)
{
    if (theme == m_theme)
        return;
    m_theme = theme;
    Q_EMIT themeChanged();
}

bool UiSettings::dark() const
{
    if (m_theme == QLatin1StringView("dark"))
        return true;
    if (m_theme == QLatin1StringView("light"))
        return false;
    const QPalette palette = QGuiApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

void UiSettings::setZoom(double zoom)
{
    zoom = std::clamp(zoom, 0.8, 2.0);
    if (qFuzzyCompare(zoom, m_zoom))
        return;
    m_zoom = zoom;
    m_store.setValue(QStringLiteral("zoom"), zoom);
    Q_EMIT zoomChanged();
}

void UiSettings::setRailWide(bool wide)
{
    if (wide == m_railWide)
        return;
    m_railWide = wide;
    m_store.setValue(QStringLiteral("railWide"), wide);
    Q_EMIT railWideChanged();
}

QString UiSettings::fixedFamily() const { return QFontDatabase::systemFont(QFontDatabase::FixedFont).family(); }

QSize UiSettings::windowSize() const
{
    return m_store.value(QStringLiteral("size"), QSize(1440, 900)).toSize().expandedTo(QSize(480, 320));
}

void UiSettings::rememberSize(int width, int height) { m_store.setValue(QStringLiteral("size"), QSize(width, height)); }

void UiSettings::copy(const QString &text) const { QGuiApplication::clipboard()->setText(text); }

bool UiSettings::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange && m_theme == QLatin1StringView("system"))
        Q_EMIT themeChanged();
    return QObject::eventFilter(watched, event);
}

} // namespace topiq
