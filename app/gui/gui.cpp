// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui.h"

#include "backend.h"
#include "framelog.h"
#include "iconprovider.h"
#include "uisettings.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>

// The QML module of the pages is linked statically; naming its registration keeps the linker from leaving it out.
extern void qml_register_types_Topiq();
extern void qml_register_types_Topiq_Backend();

namespace topiq {

namespace {

void keepModules()
{
    volatile auto pages = &qml_register_types_Topiq;
    volatile auto models = &qml_register_types_Topiq_Backend;
    Q_UNUSED(pages)
    Q_UNUSED(models)
}

bool hasGpu()
{
    return !QDir(QStringLiteral("/dev/dri")).entryList({QStringLiteral("renderD*")}, QDir::System).isEmpty();
}

} // namespace

Gui::Gui(QObject *parent) : QObject(parent) {}

Gui::~Gui() { close(); }

void Gui::chooseRenderer()
{
    // Without a GPU OpenGL means drawing in software through Mesa: three times the memory of Qt Quick's own software
    // renderer and slower. What the user has set by environment always wins.
    const bool chosen = qEnvironmentVariableIsSet("QT_QUICK_BACKEND") || qEnvironmentVariableIsSet("QMLSCENE_DEVICE")
        || qEnvironmentVariableIsSet("QSG_RHI_BACKEND");
    const QString platform = QGuiApplication::platformName();
    const bool plain = platform == QLatin1StringView("offscreen") || platform == QLatin1StringView("minimal")
        || platform == QLatin1StringView("linuxfb") || platform == QLatin1StringView("vnc");
    if (!chosen && (plain || !hasGpu()))
        QQuickWindow::setGraphicsApi(QSGRendererInterface::Software);
}

Result<void> Gui::open(AdminService &service, const GuiOptions &options)
{
    if (m_window)
        return Error{ErrorCode::Busy, "The window is open already.", {}};
    if (!qobject_cast<QApplication *>(QCoreApplication::instance()))
        return Error{ErrorCode::Failure, "The window cannot open: the program runs without a QApplication.", {}};

    keepModules();
    chooseRenderer();
    QQuickStyle::setStyle(QStringLiteral("Basic"));
    translate(options.language);

    m_settings = std::make_unique<UiSettings>(nullptr);
    if (!options.theme.isEmpty())
        m_settings->overrideTheme(options.theme);
    m_backend = std::make_unique<Backend>(service, options.kiosk);
    if (!options.page.isEmpty())
        m_backend->setPage(options.page);

    m_engine = std::make_unique<QQmlApplicationEngine>();
    m_engine->addImportPath(QStringLiteral("qrc:/qt/qml"));
    m_engine->addImageProvider(QStringLiteral("icon"), new IconProvider);
    m_engine->setProperty("topiqBackend", QVariant::fromValue(m_backend.get()));
    m_engine->setProperty("topiqSettings", QVariant::fromValue(m_settings.get()));
    QString faults;
    connect(m_engine.get(), &QQmlEngine::warnings, this, [&faults](const QList<QQmlError> &errors) {
        for (const QQmlError &error : errors)
            faults += error.toString() + u' ';
    });
    m_engine->setInitialProperties({{QStringLiteral("fixedSize"), options.size}});
    m_engine->load(QUrl(QStringLiteral("qrc:/qt/qml/Topiq/Main.qml")));
    m_engine->disconnect(this);
    m_window = m_engine->rootObjects().isEmpty() ? nullptr
                                                 : qobject_cast<QQuickWindow *>(m_engine->rootObjects().constFirst());
    if (!m_window) {
        close();
        return Error{ErrorCode::Failure,
            "The window cannot open (are the QML modules Qt Quick, Controls, Layouts and Qt Charts installed?): "
                + faults.toStdString(),
            {}};
    }
    const auto noteShown = [this](QWindow::Visibility visibility) {
        m_backend->setShown(visibility != QWindow::Hidden && visibility != QWindow::Minimized);
    };
    connect(m_window, &QWindow::visibilityChanged, m_backend.get(), noteShown);
    noteShown(m_window->visibility());
    m_window->installEventFilter(this);
    return startFrameLog(options);
}

Result<void> Gui::startFrameLog(const GuiOptions &options)
{
    const QString path = options.frameLog.isEmpty() ? qEnvironmentVariable("TOPIQ_GUI_FRAMELOG") : options.frameLog;
    if (path.isEmpty())
        return {};
    m_frameLog = std::make_unique<FrameLog>(*m_window, path);
    if (m_frameLog->isOpen())
        return {};
    close();
    return Error{ErrorCode::CannotCreate, "The frame log cannot be written. Name a file in a folder that exists.",
        path.toStdString()};
}

bool Gui::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        m_backend->setByKeyboard(true);
        break;
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
        m_backend->setByKeyboard(false);
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

void Gui::close()
{
    if (m_window)
        m_window->removeEventFilter(this);
    if (m_backend)
        m_backend->stop();
    m_frameLog.reset();
    m_window = nullptr;
    m_engine.reset();
    m_backend.reset();
    m_settings.reset();
    QCoreApplication::removeTranslator(&m_translator);
}

void Gui::translate(const QString &language)
{
    const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
    QLocale::setDefault(locale);
    if (m_translator.load(locale, QStringLiteral("topiq"), QStringLiteral("_"), QStringLiteral(":/i18n")))
        QCoreApplication::installTranslator(&m_translator);
}

} // namespace topiq
