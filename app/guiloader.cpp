// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "guiloader.h"

#include "cli/exitcode.h"
#include "gui/guiplugin.h"

#include <QDir>
#include <QFileInfo>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr auto FileName = "libtopiq_gui.so"_L1;

} // namespace

Result<GuiPlugin *> GuiLoader::load()
{
    for (const QString &candidate : candidates()) {
        if (!QFileInfo::exists(candidate)) {
            continue;
        }
        m_loader.setFileName(candidate);
        auto *plugin = qobject_cast<GuiPlugin *>(m_loader.instance());
        if (plugin == nullptr) {
            return makeError(ExitCode::Failure,
                u"the window's plugin cannot be loaded: %1"_s.arg(
                    m_loader.isLoaded() ? u"it belongs to another version of topiq"_s : m_loader.errorString()),
                candidate);
        }
        return plugin;
    }
    return makeError(ExitCode::Failure, u"the window's plugin is not installed"_s);
}

QStringList GuiLoader::candidates()
{
    const QDir programDir = QFileInfo(QFileInfo(u"/proc/self/exe"_s).symLinkTarget()).dir();
    return {QDir::cleanPath(programDir.filePath("topiq-gui/"_L1 + FileName)),
        QDir::cleanPath(programDir.filePath(QLatin1StringView(TOPIQ_GUI_INSTALL_DIR) + u'/' + FileName))};
}

} // namespace topiq
