// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QByteArray>

namespace topiq {

/// What topiqctl writes to stdout, gathered into few writes. flush() before the program waits or ends.
class Output {
public:
    void write(const QByteArray &bytes);
    /// Failure: ExitCode::InputOutput, also for writes that failed before.
    [[nodiscard]] Result<void> flush();
    /// Whether a person looks at it.
    [[nodiscard]] static bool isTerminal();

private:
    bool m_failed = false;
};

} // namespace topiq
