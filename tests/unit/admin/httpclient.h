// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QTcpSocket>

namespace topiq {

/// One answer as it came over the wire.
struct WireAnswer {
    int status = 0; ///< 0: no whole answer came
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QString code() const; ///< of a problem
};

/// A client that writes the bytes it is told and reads answers by their length; blocking, for a server in another
/// thread.
class HttpClient {
public:
    explicit HttpClient(quint16 port);

    void send(const QByteArray &bytes);
    /// The next answer. `toHead`: it has a length but no content.
    [[nodiscard]] WireAnswer read(bool toHead = false);
    /// Waits until the server has closed; false when it does not. Nothing may come before.
    [[nodiscard]] bool closed();
    [[nodiscard]] QByteArray unread() const { return m_buffer; }
    [[nodiscard]] QTcpSocket &socket() { return m_socket; }

private:
    bool readMore();

    QTcpSocket m_socket;
    QByteArray m_buffer;
};

/// One request on a connection of its own.
[[nodiscard]] WireAnswer askOnce(quint16 port, const QByteArray &bytes);
/// "GET <target>" with a Host header.
[[nodiscard]] QByteArray getRequest(const QByteArray &target, const QByteArray &moreHeaders = {});
[[nodiscard]] QByteArray postRequest(
    const QByteArray &target, const QByteArray &body, const QByteArray &moreHeaders = {});

} // namespace topiq
