// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exitcode.h"
#include "commandline.h"
#include "config/configtext.h"
#include "config/settingsloader.h"
#include "daemon.h"
#include "descriptorlimit.h"
#include "display.h"
#include "gui/guiplugin.h"
#include "guiloader.h"
#include "logsink.h"

#include <QCoreApplication>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;
using namespace topiq;

namespace {

QStringList argumentsOf(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments += QString::fromLocal8Bit(argv[i]);
    }
    return arguments;
}

int print(const QString &text)
{
    const QByteArray bytes = text.toLocal8Bit();
    const bool written = std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stdout)
            == static_cast<size_t>(bytes.size())
        && std::fflush(stdout) == 0;
    return exitStatus(written ? ExitCode::Ok : ExitCode::InputOutput);
}

int fail(const Error &error)
{
    const QByteArray text = errorText(error).toLocal8Bit();
    std::fprintf(stderr, "topiq: %s\n", text.constData());
    return exitStatus(error);
}

/// The window's plugin, or null with a line that says why there is no window.
GuiPlugin *loadGui(GuiLoader &loader, const SettingsSources &sources)
{
    if (const QString problem = displayProblem(sources.environment); !problem.isEmpty()) {
        LogSink::notice(u"serving without a window: %1 (--no-gui silences this line)"_s.arg(problem));
        return nullptr;
    }
    auto plugin = loader.load();
    if (!plugin) {
        LogSink::notice(u"serving without a window: %1 (--no-gui silences this line)"_s.arg(errorText(plugin.error())));
        return nullptr;
    }
    return *plugin;
}

} // namespace

int main(int argc, char **argv)
{
    LogSink::install();
    const auto commandLine = parseCommandLine(argumentsOf(argc, argv));
    if (!commandLine) {
        return fail(commandLine.error());
    }
    if (commandLine->action == CommandLine::Action::Help) {
        return print(commandLineHelp());
    }
    if (commandLine->action == CommandLine::Action::Version) {
        return print(u"topiq " TOPIQ_VERSION "\n"_s);
    }

    const SettingsSources sources{commandLine->configFile, SettingsSources::processEnvironment(), commandLine->values};
    const SettingsLoader loader(sources);
    auto loaded = loader.load();
    if (!loaded) {
        return fail(loaded.error());
    }
    if (commandLine->action == CommandLine::Action::PrintConfig) {
        return print(configText(*loaded));
    }
    if (commandLine->action == CommandLine::Action::TestConfig) {
        return print(u"The configuration is valid.\n"_s);
    }
    loaded->settings.noGui = commandLine->noGui;
    loaded->settings.kiosk = commandLine->kiosk;
    LogSink::setLevel(loaded->settings.logLevel);
    raiseDescriptorLimit();

    // Which application object there is must be decided before anything of Qt's loop exists; only the plugin can make
    // the one that a window needs.
    GuiLoader guiLoader;
    GuiPlugin *gui = commandLine->noGui ? nullptr : loadGui(guiLoader, sources);
    const std::unique_ptr<QCoreApplication> application(
        gui != nullptr ? gui->makeApplication(argc, argv) : new QCoreApplication(argc, argv));
    QCoreApplication::setOrganizationName(u"Topiq"_s);
    QCoreApplication::setApplicationName(u"topiq"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(TOPIQ_VERSION));

    return Daemon(*application, loader, std::move(*loaded), gui).run();
}
