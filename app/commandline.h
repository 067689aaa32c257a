// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "config/settingsloader.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace topiq {

/// What the command line of topiq asks for. Parsed before any application object exists, because it decides which one
/// is made.
struct CommandLine {
    enum class Action { Run, Help, Version, PrintConfig, TestConfig };

    Action action = Action::Run;
    QString configFile; ///< empty: none
    bool noGui = false;
    bool kiosk = false;
    QList<CommandLineValue> values; ///< what options say about keys of the configuration
};

/// `arguments` without the program's name. Failure: ErrorCode::Usage.
[[nodiscard]] Result<CommandLine> parseCommandLine(const QStringList &arguments);

[[nodiscard]] QString commandLineHelp();

} // namespace topiq
