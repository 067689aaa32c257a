// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace topiq {

/// What becomes of one option of mosquitto 2.0.
struct MosquittoOption {
    enum class Scope { Global, Listener, Security, Bridge };
    enum class Fate {
        Translated,
        NotNeeded, ///< Topiq does so anyway, or something else takes care of it
        NoEquivalent, ///< and `advice` says what to do instead
    };
    enum class Type { Text, Boolean, Number, Duration, Words };

    const char *name; ///< a trailing * stands for any rest
    Scope scope; ///< Security: global, or per listener with per_listener_settings
    Type type;
    Fate fate;
    const char *advice = ""; ///< one clause, for everything that is not translated
    /// The value that asks for what Topiq does anyway: then there is nothing to say. Empty: none.
    const char *harmless = "";
};

/// The option of this name, nullptr when mosquitto has none such.
[[nodiscard]] const MosquittoOption *findMosquittoOption(const QString &name);

[[nodiscard]] QStringList mosquittoOptionNames();

} // namespace topiq
