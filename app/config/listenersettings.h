// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace topiq {

/// One address to listen on, with what is spoken there. The schemes: mqtt (plain TCP), mqtts (TLS), ws and wss
/// (WebSocket, without and with TLS), unix (plain, on a socket file). See listenerOptions() for what belongs to which.
struct ListenerSettings {
    QString scheme;
    QString address; ///< an IP address or "*", never a name; of scheme unix: the path of the socket
    quint16 port = 0; ///< 0: any free port

    QString certificate{}; ///< PEM files, for TLS
    QString key{};
    QString ca{};
    QString crl{};
    QString clientCertificates = QStringLiteral("none"); ///< none, optional or required
    QString minVersion = QStringLiteral("1.2"); ///< of TLS: 1.2 or 1.3
    QString ciphers{}; ///< of TLS 1.2; empty: ours
    QString path{}; ///< of WebSocket; empty: every path
    QStringList origins{}; ///< web pages that may open a WebSocket; empty: all
    bool proxyProtocol = false;
    QStringList proxyFrom{}; ///< who may speak the PROXY protocol; empty: this machine
    quint64 maxConnections = 0; ///< 0: no limit of its own
    bool v6Only = false;
    uint mode = 0660; ///< of the socket file

    [[nodiscard]] bool usesTls() const { return scheme == QLatin1String("mqtts") || scheme == QLatin1String("wss"); }
    [[nodiscard]] bool isWebSocket() const { return scheme == QLatin1String("ws") || scheme == QLatin1String("wss"); }
    [[nodiscard]] bool isLocal() const { return scheme == QLatin1String("unix"); }
    /// Whether both mean the same socket, whatever is spoken there.
    [[nodiscard]] bool isSamePlace(const ListenerSettings &other) const
    {
        return isLocal() == other.isLocal() && address == other.address && port == other.port;
    }

    friend bool operator==(const ListenerSettings &, const ListenerSettings &) = default;
};

} // namespace topiq
