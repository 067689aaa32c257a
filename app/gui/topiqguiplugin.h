// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "guiplugin.h"

#include <QObject>

#include <memory>

namespace topiq {

class Gui;

/// The plugin's root object, see guiplugin.h.
class TopiqGuiPlugin : public QObject, public GuiPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TopiqGuiPluginIid)
    Q_INTERFACES(topiq::GuiPlugin)
public:
    TopiqGuiPlugin();
    ~TopiqGuiPlugin() override;

    QCoreApplication *makeApplication(int &argc, char **argv) override;
    Result<void> start(AdminService &service, const GuiOptions &options) override;
    void stop() override;

private:
    std::unique_ptr<Gui> m_gui;
};

} // namespace topiq
