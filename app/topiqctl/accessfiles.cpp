// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/accessfiles.h"

#include "access/accessstate.h"
#include "cli/exitcode.h"
#include "config/settingsloader.h"

namespace topiq {

using namespace Qt::StringLiterals;

Result<AccessFiles> AccessFiles::from(const ParsedOptions &options)
{
    const auto loaded = SettingsLoader({options.value(u"config"_s), SettingsSources::processEnvironment(), {}}).load();
    if (!loaded) {
        return loaded.error();
    }
    AccessFiles files;
    files.settings = loaded->settings.access;
    files.dataDir = options.value(u"data-dir"_s, loaded->settings.dataDir).toStdString();
    if (options.has(u"users"_s)) {
        files.settings.users = options.value(u"users"_s).toStdString();
    }
    return files;
}

Result<std::string> AccessFiles::userFile() const
{
    const std::string file = AccessState::userFileOf(settings, dataDir);
    if (file.empty()) {
        return makeError(ExitCode::Usage,
            u"it is not known where the users are kept: name the broker's --config FILE or --data-dir DIR, or the file "
            "itself with --users FILE"_s);
    }
    return file;
}

QList<Option> AccessFiles::options()
{
    return {
        {u"config"_s, u"FILE"_s, u"The broker's configuration; its environment variables count too"_s},
        {u"data-dir"_s, u"DIR"_s, u"The broker's data folder"_s},
        {u"users"_s, u"FILE"_s, u"The file of users"_s},
    };
}

} // namespace topiq
