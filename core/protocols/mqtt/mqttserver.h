// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <string>

namespace topiq {
class Authenticator;
}

namespace topiq::mqtt {

/// What all connections of one listener have in common. Ownership: the listener's owner; outlives the connections.
/// Thread: any; the members are set before the first connection comes.
class MqttServer {
public:
    Authenticator *authenticator = nullptr; ///< null: everybody is let in and may do everything
    std::string listener; ///< "mqtt://127.0.0.1:1883": for rules about listeners

    /// Where clients are to go when this broker stops (drain.server_reference); empty: nowhere.
    [[nodiscard]] std::string serverReference() const
    {
        const std::lock_guard lock(m_lock);
        return m_serverReference;
    }
    void setServerReference(std::string reference)
    {
        const std::lock_guard lock(m_lock);
        m_serverReference = std::move(reference);
    }

    /// One that lets everybody in.
    [[nodiscard]] static const MqttServer &open();

private:
    mutable std::mutex m_lock;
    std::string m_serverReference; // guarded by m_lock
};

} // namespace topiq::mqtt
