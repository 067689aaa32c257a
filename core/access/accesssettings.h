// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace topiq {

/// Who may come in without a proof of who he is.
enum class AnonymousAccess {
    Loopback, ///< clients on this machine
    Everywhere,
    None,
};

/// Which name in a client certificate is the user; None: certificates say nothing about users.
enum class CertificateUser { None, CommonName, AlternativeName };

/// How access is controlled, as configured. The members' initial values are the defaults. Paths: relative ones are
/// those of the working folder.
struct AccessSettings {
    AnonymousAccess anonymous = AnonymousAccess::Loopback;
    std::string users; ///< empty: users.yaml in the data folder, if that exists
    std::string rules; ///< empty: none
    std::string passwordFile; ///< mosquitto's; empty: none
    std::string aclFile; ///< mosquitto's; empty: none
    CertificateUser certificateUser = CertificateUser::None;
    std::string jwtKeyFile; ///< empty: no tokens
    std::string jwtIssuer; ///< empty: any
    std::string jwtAudience; ///< empty: any
    std::string jwtUserClaim = "sub";

    friend bool operator==(const AccessSettings &, const AccessSettings &) = default;
};

} // namespace topiq
