// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "config/settings.h"

#include <QHash>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

namespace topiq {

/// A value that the command line gives to a key.
struct CommandLineValue {
    QString key;
    QString text;
    QString option; ///< "--listen", for messages
};

/// Where settings come from, each beating those before it: defaults, file, environment, command line.
struct SettingsSources {
    QString file; ///< empty: none
    QMap<QString, QString> environment; ///< all variables; only those that begin with TOPIQ_ are looked at
    QList<CommandLineValue> commandLine;

    /// The variables of this process.
    [[nodiscard]] static QMap<QString, QString> processEnvironment();
};

struct LoadedSettings {
    Settings settings;
    QHash<QString, QString> origins; ///< by key; missing: default

    /// "default", "file.yaml:7", "environment TOPIQ_LOOPS", "command line --listen".
    [[nodiscard]] QString origin(const QString &key) const;
};

/// Merges the sources. May be asked again (SIGHUP): file and checks are done anew, and an error leaves the caller with
/// what it had. Thread: any. Failure: see readYamlFile(); a wrong environment is Configuration, a wrong option Usage;
/// the text names the key, the value and what is allowed, `where` the place.
class SettingsLoader {
public:
    explicit SettingsLoader(SettingsSources sources);

    [[nodiscard]] Result<LoadedSettings> load() const;

private:
    Result<void> applyFile(LoadedSettings &loaded) const;
    Result<void> applyEnvironment(LoadedSettings &loaded) const;
    Result<void> applyCommandLine(LoadedSettings &loaded) const;
    static Result<void> checkTogether(const LoadedSettings &loaded);

    SettingsSources m_sources;
};

/// The keys whose values differ, in the order of the table.
[[nodiscard]] QStringList changedKeys(const Settings &before, const Settings &after);

} // namespace topiq
