// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace topiq::mqtt {

/// How a bridge proves who it is and checks who answers, for mqtts addresses. Names of PEM files.
struct BridgeTls {
    std::string ca; ///< who may have signed the other broker's certificate; empty: whom the system trusts
    std::string certificate; ///< our own; empty: none
    std::string key;

    friend bool operator==(const BridgeTls &, const BridgeTls &) = default;
};

} // namespace topiq::mqtt
