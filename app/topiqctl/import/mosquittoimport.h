// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "topiqctl/import/imported.h"

#include <QString>

namespace topiq {

/// Translates a mosquitto.conf, with what it includes, into a configuration of Topiq. Nothing is left out in silence:
/// what has no equivalent is listed, in the file and in the result. Passwords go into files in `secretsFolder` (empty:
/// without a folder), which the caller writes. Failure: see readMosquittoConf() and
/// MosquittoModel.
[[nodiscard]] Result<Imported> importMosquitto(const QString &fileName, const QString &secretsFolder);

} // namespace topiq
