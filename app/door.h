// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/listenersettings.h"
#include "engine/limits.h"
#include "io/listener.h"
#include "monitor/snapshot.h"

#include <QString>

#include <memory>

namespace topiq {

/// A listener of the data plane together with what was configured for it. Thread: main.
class Door {
public:
    /// Reads the files that the settings name. Failure: a sentence that names listener and file.
    [[nodiscard]] static Result<Transport> makeTransport(const ListenerSettings &settings, const Limits &limits);
    /// Binds and listens. Failure: a sentence that names the address.
    [[nodiscard]] static Result<std::unique_ptr<Door>> open(
        LoopPool &loops, Listener::HandlerFactory factory, const ListenerSettings &settings, Transport transport);

    /// Whether these settings can be taken over without letting the address go.
    [[nodiscard]] bool canBecome(const ListenerSettings &settings) const;
    /// Takes them over for new connections; those that are open stay as they are.
    void become(const ListenerSettings &settings, Transport transport);
    void stop() { m_listener.stop(); }
    [[nodiscard]] quint64 accepted() const { return m_listener.accepted(); }

    [[nodiscard]] const ListenerSettings &settings() const { return m_settings; }
    /// "mqtts://127.0.0.1:8883", with the port as bound.
    [[nodiscard]] QString url() const { return listenPlaceOf(m_listener.serverPort()); }
    [[nodiscard]] ListenerRow row() const;

private:
    Door(LoopPool &loops, Listener::HandlerFactory factory, ListenerSettings settings);
    [[nodiscard]] QString listenPlaceOf(quint16 port) const;
    void warnOfEndingCertificate() const;

    ListenerSettings m_settings;
    Listener m_listener;
};

} // namespace topiq
