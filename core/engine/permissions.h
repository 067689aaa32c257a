// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ref.h"

#include <string_view>

namespace topiq {

/// What one client may do. A null Ref means: everything. Made by core/access when the client is known, with its name
/// and its rules filled in, so that a question is a few comparisons. Immutable; any thread; it never fails: what cannot
/// be decided is refused.
class Permissions : public RefCounted<Permissions> {
public:
    virtual ~Permissions() = default;

    /// Whether the client may publish on this valid topic; also asked for its will, when that is published.
    [[nodiscard]] virtual bool mayPublish(std::string_view topic) const = 0;
    /// Whether messages of this valid topic may reach the client, live, queued or retained.
    [[nodiscard]] virtual bool mayReceive(std::string_view topic) const = 0;
    /// Whether a subscription could bring the client anything: false when it may receive nothing that this valid filter
    /// (without $share/<group>/ in front) matches.
    [[nodiscard]] virtual bool maySubscribe(std::string_view filter) const = 0;
};

} // namespace topiq
