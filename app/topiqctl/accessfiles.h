// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/accesssettings.h"
#include "base/result.h"
#include "cli/optionparser.h"

#include <QList>

#include <string>

namespace topiq {

/// Where a broker's files of access control are: what --config, --data-dir and --users of a command say, and the
/// environment, read as the broker reads them.
struct AccessFiles {
    AccessSettings settings;
    std::string dataDir;

    /// Failure: as the broker's, for a wrong configuration.
    [[nodiscard]] static Result<AccessFiles> from(const ParsedOptions &options);
    /// The file of users. Failure: Usage, when nothing says where it is.
    [[nodiscard]] Result<std::string> userFile() const;
    /// The options that from() reads.
    [[nodiscard]] static QList<Option> options();
};

} // namespace topiq
