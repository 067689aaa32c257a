// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include <QDir>
#include <QTest>

namespace topiq {

namespace {

QStringList &caught()
{
    static QStringList list;
    return list;
}

void note(QtMsgType type, const QMessageLogContext &, const QString &text)
{
    // The offscreen platform says this of itself at every start; it is not about the window.
    if (type == QtDebugMsg || type == QtInfoMsg || text.contains(QLatin1StringView("propagateSizeHints")))
        return;
    if (!caught().contains(text))
        caught().append(text);
}

} // namespace

WarningCatcher::WarningCatcher()
{
    caught().clear();
    m_previous = qInstallMessageHandler(note);
}

WarningCatcher::~WarningCatcher()
{
    qInstallMessageHandler(m_previous);
}

QStringList WarningCatcher::warnings()
{
    return caught();
}

WindowFixture::WindowFixture(AdminService &service, const GuiOptions &options)
{
    const Result<void> opened = m_gui.open(service, options);
    if (!opened) {
        m_error = QString::fromStdString(opened.error().message());
        return;
    }
    window()->requestActivate();
    (void)QTest::qWaitForWindowExposed(window());
    (void)QTest::qWaitFor([this] { return backend().overview()->loaded(); });
}

void WindowFixture::show(const QString &page)
{
    backend().setPage(page);
    (void)QTest::qWaitFor([&] {
        if (page == QLatin1StringView("overview"))
            return backend().traffic()->loaded() && backend().busiest()->loaded();
        if (page == QLatin1StringView("topics"))
            return backend().topics()->loaded();
        return page != QLatin1StringView("clients") || backend().clients()->loaded();
    });
}

void WindowFixture::type(const QString &text) const
{
    for (const QChar c : text)
        QTest::sendKeyEvent(QTest::Click, window(), Qt::Key_unknown, c, Qt::NoModifier);
}

void WindowFixture::key(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    QTest::keyClick(window(), key, modifiers);
}

QImage WindowFixture::grab(const QString &folder, const QString &name) const
{
    const QImage image = window()->grabWindow();
    QDir().mkpath(folder);
    return image.save(folder + u'/' + name + QStringLiteral(".png")) ? image : QImage();
}

} // namespace topiq
