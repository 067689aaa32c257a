// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/output.h"

#include "cli/exitcode.h"

#include <unistd.h>

#include <cstdio>

namespace topiq {

using namespace Qt::StringLiterals;

void Output::write(const QByteArray &bytes)
{
    const auto size = static_cast<size_t>(bytes.size());
    m_failed = std::fwrite(bytes.constData(), 1, size, stdout) != size || m_failed;
}

Result<void> Output::flush()
{
    m_failed = std::fflush(stdout) != 0 || m_failed;
    return m_failed ? Result<void>(makeError(ExitCode::InputOutput, u"the output cannot be written"_s))
                    : Result<void>();
}

bool Output::isTerminal() { return ::isatty(STDOUT_FILENO) == 1; }

} // namespace topiq
