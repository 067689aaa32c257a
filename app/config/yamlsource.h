// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "config/settingkeys.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace topiq {

/// One value of a configuration file, not yet checked against what its key allows.
struct SourceValue {
    const SettingKey *key = nullptr;
    QString text; ///< a list's items joined by commas
    QString origin; ///< file:line
};

/// Reads the configuration file: YAML, one document, known keys only, none twice. Failure: MissingInput or NoPermission
/// when there is nothing to read, Configuration with file and line (and column for what is no YAML at all) else.
[[nodiscard]] Result<QList<SourceValue>> readYamlFile(const QString &fileName);

/// The same for text in memory; `fileName` is for messages only.
[[nodiscard]] Result<QList<SourceValue>> readYaml(const QByteArray &text, const QString &fileName);

} // namespace topiq
