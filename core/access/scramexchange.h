// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/access.h"
#include "access/scram.h"

namespace topiq {

/// One login by SCRAM-SHA-256: joins the bare exchange to users, guessing guard and rules. Made by Access, which must
/// outlive it. Thread: one at a time.
class ScramExchange final : public AuthExchange {
public:
    ScramExchange(Access &access, Credentials credentials);

    [[nodiscard]] Answer next(std::string_view message) override;

private:
    [[nodiscard]] Answer failed(AuthOutcome outcome);

    Access &m_access;
    const std::shared_ptr<const AccessState> m_state; // the same from the first to the last message
    Credentials m_credentials;
    ScramServer m_server;
    int m_messages = 0;
};

} // namespace topiq
