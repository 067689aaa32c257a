// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QPluginLoader>
#include <QString>
#include <QStringList>

namespace topiq {

class GuiPlugin;

/// Finds and loads the window's plugin. Works without an application object, since the plugin is what makes it. The
/// plugin lives as long as the process: unloading Qt Quick is not safe.
class GuiLoader {
public:
    /// Failure: a sentence that says which places were tried or what the loader complains about.
    [[nodiscard]] Result<GuiPlugin *> load();

    /// Beside the program (topiq-gui/), then where the installation puts it.
    [[nodiscard]] static QStringList candidates();

private:
    QPluginLoader m_loader;
};

} // namespace topiq
