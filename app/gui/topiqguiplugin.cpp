// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqguiplugin.h"

#include "gui.h"

#include <QApplication>

namespace topiq {

TopiqGuiPlugin::TopiqGuiPlugin() = default;
TopiqGuiPlugin::~TopiqGuiPlugin() = default;

QCoreApplication *TopiqGuiPlugin::makeApplication(int &argc, char **argv) { return new QApplication(argc, argv); }

Result<void> TopiqGuiPlugin::start(AdminService &service, const GuiOptions &options)
{
    if (m_gui)
        return Error{ErrorCode::Busy, "The window is open already.", {}};
    m_gui = std::make_unique<Gui>();
    Result<void> opened = m_gui->open(service, options);
    if (!opened)
        m_gui.reset();
    return opened;
}

void TopiqGuiPlugin::stop() { m_gui.reset(); }

} // namespace topiq
