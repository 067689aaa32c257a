// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QString>

namespace topiq {

/// Exit codes of both programs: 0, 1, 2 as everywhere, the others as sysexits(3) has them. An ErrorCode below 64 that
/// is not a usage error has no meaning outside the process and ends as Failure.
enum class ExitCode {
    Ok = 0,
    Failure = 1,
    Usage = 2,
    MissingInput = 66,
    Unavailable = 69,
    CannotCreate = 73,
    InputOutput = 74,
    TryAgain = 75,
    Protocol = 76,
    NoPermission = 77,
    Configuration = 78,
};

[[nodiscard]] inline int exitStatus(ExitCode code) { return static_cast<int>(code); }

[[nodiscard]] inline int exitStatus(const Error &error)
{
    const int code = static_cast<int>(error.code);
    return code >= 64 || error.code == ErrorCode::Usage ? code : exitStatus(ExitCode::Failure);
}

[[nodiscard]] inline Error makeError(ExitCode code, const QString &text, const QString &where = {})
{
    return Error{static_cast<ErrorCode>(code), text.toStdString(), where.toStdString()};
}

[[nodiscard]] inline QString errorText(const Error &error) { return QString::fromStdString(error.message()); }

} // namespace topiq
