// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
// The window as the program gets it: loaded at run time by a process that links neither Widgets nor Quick.
#include "fakeadmin.h"

#include "guiplugin.h"

#include <QCoreApplication>
#include <QPluginLoader>
#include <QTimer>

#include <cstdio>
#include <memory>

using namespace topiq;

int main(int argc, char **argv)
{
    QPluginLoader loader(QStringLiteral(TOPIQ_GUI_LIBRARY));
    auto *plugin = qobject_cast<GuiPlugin *>(loader.instance());
    if (!plugin) {
        std::fprintf(stderr, "the plugin does not load: %s\n", qPrintable(loader.errorString()));
        return 1;
    }
    const std::unique_ptr<QCoreApplication> application(plugin->makeApplication(argc, argv));
    QCoreApplication::setOrganizationName(QStringLiteral("topiq-test"));
    FakeAdmin plant;
    GuiOptions options;
    options.size = {800, 480};
    for (int round = 0; round < 2; ++round) { // it can be opened again
        const Result<void> started = plugin->start(plant, options);
        if (!started) {
            std::fprintf(stderr, "the window does not open: %s\n", started.error().message().c_str());
            return 1;
        }
        if (plugin->start(plant, options).ok()) {
            std::fprintf(stderr, "a second window opened\n");
            return 1;
        }
        QTimer asked;
        QObject::connect(&asked, &QTimer::timeout, application.get(), [&] {
            if (plant.calls() > 3)
                QCoreApplication::quit();
        });
        asked.start(20);
        QCoreApplication::exec();
        plugin->stop();
        const int calls = plant.calls();
        QCoreApplication::processEvents();
        if (plant.calls() != calls) {
            std::fprintf(stderr, "the service was called after stop()\n");
            return 1;
        }
    }
    return 0;
}
