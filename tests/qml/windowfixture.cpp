// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowfixture.h"

#include <QAccessible>
#include <QDir>
#include <QQuickItem>
#include <QSignalSpy>
#include <QTest>

namespace topiq {

namespace {

QStringList &caught()
{
    static QStringList list;
    return list;
}

QtMessageHandler &previous()
{
    static QtMessageHandler handler = nullptr;
    return handler;
}

void note(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    // The offscreen platform says this of itself at every start; it is not about the window.
    if (text.contains(QLatin1StringView("propagateSizeHints")))
        return;
    if (type != QtDebugMsg && type != QtInfoMsg && !caught().contains(text))
        caught().append(text);
    if (previous())
        previous()(type, context, text);
}

} // namespace

WarningCatcher::WarningCatcher()
{
    caught().clear();
    previous() = qInstallMessageHandler(note);
}

WarningCatcher::~WarningCatcher() { qInstallMessageHandler(previous()); }

QStringList WarningCatcher::warnings() { return caught(); }

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

void WindowFixture::settle() const
{
    // A layout that changes while a frame is made asks for the next one; the third frame is at rest.
    for (int i = 0; i < 3; ++i) {
        QSignalSpy drawn(window(), &QQuickWindow::frameSwapped);
        window()->update();
        (void)QTest::qWaitFor([&drawn] { return drawn.count() > 0; });
    }
}

QImage WindowFixture::grab(const QString &name) const
{
    settle();
    const QImage image = window()->grabWindow();
    const QString chosen = qEnvironmentVariable("TOPIQ_SCREENSHOT_DIR");
    const QString folder = chosen.isEmpty() ? QStringLiteral(TOPIQ_SCREENSHOT_DIR) : chosen;
    QDir().mkpath(folder);
    return image.save(folder + u'/' + name + QStringLiteral(".png")) ? image : QImage();
}

QQuickItem *WindowFixture::item(const QString &name, const QQuickItem *under) const
{
    QList<QQuickItem *> pending{under ? const_cast<QQuickItem *>(under) : window()->contentItem()};
    while (!pending.isEmpty()) {
        QQuickItem *candidate = pending.takeFirst();
        if (!candidate->isVisible())
            continue;
        QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(candidate);
        if (candidate->objectName() == name || (accessible && accessible->text(QAccessible::Name) == name))
            return candidate;
        pending.append(candidate->childItems());
    }
    return nullptr;
}

void WindowFixture::click(const QQuickItem &item) const
{
    const QPointF middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2));
    QTest::mouseClick(window(), Qt::LeftButton, {}, middle.toPoint());
}

} // namespace topiq
