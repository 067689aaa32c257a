// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ref.h"

#include <cstdint>
#include <vector>

namespace topiq {

class SharedMember;

/// What a delivery has to remember about the subscriptions it comes by, beyond QoS and retain flag. Most deliveries
/// have none: it is there only for subscriptions with an identifier and for shared ones. Immutable, any thread.
class Grant : public RefCounted<Grant> {
public:
    explicit Grant(std::vector<std::uint32_t> ids, SharedMember *sharedMember = nullptr)
        : subscriptionIds(std::move(ids)),
          shared(sharedMember)
    {}
    virtual ~Grant() = default;

    const std::vector<std::uint32_t> subscriptionIds; ///< of all subscriptions that match
    SharedMember *const shared; ///< this very object when the subscription is a shared one
};

} // namespace topiq
