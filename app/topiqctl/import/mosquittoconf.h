// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QList>
#include <QString>

namespace topiq {

/// One setting of a mosquitto.conf as it stands there.
struct ConfLine {
    QString place; ///< "file:line"
    QString folder; ///< of the file, for messages about relative names
    QString name;
    QString value; ///< the rest of the line, without spaces around it; may be empty
};

/// Reads a mosquitto.conf, with what its include_dir lines name, in the order in which mosquitto applies them. Knows
/// nothing of what the settings mean. Failure: MissingInput or NoPermission for a file that cannot be read,
/// Configuration for one that is no text or far too long, with the place.
[[nodiscard]] Result<QList<ConfLine>> readMosquittoConf(const QString &fileName);

} // namespace topiq
