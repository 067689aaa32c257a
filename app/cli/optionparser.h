// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace topiq {

/// One option of a command line: the table of these drives parsing, help and suggestions.
struct Option {
    QString name; ///< without dashes
    QString value; ///< placeholder of the value ("FILE"); empty: a switch
    QString help; ///< begins with a capital, wrapped by the help
    QChar letter = {}; ///< short form, if any
    bool repeatable = false; ///< may be given more than once
};

struct ParsedOptions {
    QHash<QString, QStringList> values; ///< by option name, in the order given; a switch has one empty value
    QStringList positional;

    [[nodiscard]] bool has(const QString &name) const { return values.contains(name); }
    /// The only (or last) value, or `fallback`.
    [[nodiscard]] QString value(const QString &name, const QString &fallback = {}) const;
};

/// Reads `arguments` (without the program's name) against the table: --name VALUE, --name=VALUE, -n VALUE, -nVALUE,
/// `--` ends the options. Needs no application object, because the command line decides which one there shall be.
/// Failure: ErrorCode::Usage with a sentence that names the argument and the nearest valid option.
[[nodiscard]] Result<ParsedOptions> parseOptions(const QList<Option> &table, const QStringList &arguments);

/// The table as help text, at most 80 columns wide.
[[nodiscard]] QString optionHelp(const QList<Option> &table);

} // namespace topiq
