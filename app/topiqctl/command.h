// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "cli/optionparser.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace topiq {

/// A sub-command of topiqctl.
struct Command {
    QString name;
    QString usage; ///< what stands behind "topiqctl NAME"
    QString summary; ///< one line
    QString details; ///< further help, whole lines; may be empty
    QList<Option> options;
    std::function<Result<void>(const ParsedOptions &)> run;
    qsizetype arguments = 0; ///< how many arguments without a name there may be; run() says which are missing
};

/// Does what the arguments (without the program's name) ask for and returns the exit status. Needs a QCoreApplication.
[[nodiscard]] int runTopiqctl(const QList<Command> &commands, const QStringList &arguments);

[[nodiscard]] QString topiqctlHelp(const QList<Command> &commands);
[[nodiscard]] QString commandHelp(const Command &command);

/// The option's value, else the variable's, else `byDefault`.
[[nodiscard]] QString optionOrVariable(
    const ParsedOptions &options, const QString &option, const char *variable, const QString &byDefault);

/// A whole number between the bounds from an option, `byDefault` without one. Failure: ErrorCode::Usage.
[[nodiscard]] Result<int> numberOption(
    const ParsedOptions &options, const QString &name, int byDefault, int least, int most);

/// One of the words from an option, the first without one. Failure: ErrorCode::Usage, with the nearest word.
[[nodiscard]] Result<QString> wordOption(const ParsedOptions &options, const QString &name, const QStringList &words);

} // namespace topiq
