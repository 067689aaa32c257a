// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/ticketkeys.h"

#include <algorithm>

#include <openssl/crypto.h>
#include <openssl/rand.h>

namespace topiq {

TicketKeys::~TicketKeys()
{
    OPENSSL_cleanse(&m_current.key, sizeof m_current.key);
    OPENSSL_cleanse(&m_previous.key, sizeof m_previous.key);
}

bool TicketKeys::rotate(std::int64_t now)
{
    if (m_current.valid && now - m_current.since < LifeSeconds)
        return true;
    Slot fresh{{}, now, true};
    if (RAND_bytes(fresh.key.name.data(), int(fresh.key.name.size())) != 1
        || RAND_priv_bytes(fresh.key.cipher.data(), int(fresh.key.cipher.size())) != 1
        || RAND_priv_bytes(fresh.key.mac.data(), int(fresh.key.mac.size())) != 1)
        return false;
    // A key that rested longer than two lives opens nothing any more.
    m_previous = m_current;
    m_previous.valid = m_current.valid && now - m_current.since < 2 * LifeSeconds;
    m_current = fresh;
    OPENSSL_cleanse(&fresh.key, sizeof fresh.key);
    return true;
}

std::optional<TicketKeys::Key> TicketKeys::current(std::int64_t now)
{
    const std::lock_guard lock(m_lock);
    if (!rotate(now))
        return std::nullopt;
    return m_current.key;
}

std::optional<TicketKeys::Found> TicketKeys::find(std::span<const unsigned char, 16> name, std::int64_t now)
{
    const std::lock_guard lock(m_lock);
    if (!rotate(now))
        return std::nullopt;
    if (std::equal(name.begin(), name.end(), m_current.key.name.begin()))
        return Found{m_current.key, Age::Current};
    const bool opens = m_previous.valid && now - m_previous.since < 2 * LifeSeconds;
    if (opens && std::equal(name.begin(), name.end(), m_previous.key.name.begin()))
        return Found{m_previous.key, Age::Previous};
    return std::nullopt;
}

} // namespace topiq
