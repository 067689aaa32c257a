// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "config/settings.h"

#include <QList>
#include <QString>

#include <functional>

namespace topiq {

/// One key of the configuration. The list of these is the only place that knows the keys: the file, the environment,
/// the command line, --print-config and the check of docs/configuration.md are driven by it.
struct SettingKey {
    enum class Effect {
        Reload, ///< a changed value is taken at SIGHUP
        Restart ///< a changed value is taken at the next start
    };

    QString name; ///< "data_dir" or "section.key"
    QString help; ///< one line, for --print-config and the manual
    QString allowed; ///< "a whole number from 1 to 8", completes "use ..."
    Effect effect = Effect::Reload;
    bool list = false; ///< the value is a list; read() takes its items joined by commas

    /// Sets the value. Failure: a sentence that needs the key and the place put before it.
    std::function<Result<void>(Settings &, const QString &)> read;
    /// The value as it can be given to read().
    std::function<QString(const Settings &)> write;
    bool structured = false; ///< the value is a list of lists and keys; read() takes it, and write() gives it, as JSON

    [[nodiscard]] QString section() const;
    [[nodiscard]] QString lastPart() const;
    [[nodiscard]] QString environmentName() const; ///< TOPIQ_SECTION_KEY
};

/// Every key, in the order of the manual.
[[nodiscard]] const QList<SettingKey> &settingKeys();

[[nodiscard]] const SettingKey *findSettingKey(const QString &name);

/// The key most likely meant by an unknown name: also finds a key put into the wrong section. May be empty.
[[nodiscard]] QString nearestSettingKey(const QString &name);

[[nodiscard]] QString logLevelName(LogLevel level);

} // namespace topiq
