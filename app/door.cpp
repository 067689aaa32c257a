// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "door.h"

#include "base/clock.h"
#include "base/logging.h"
#include "config/listenurl.h"

namespace topiq {

namespace {

constexpr qint64 DaySeconds = 24 * 3600;
constexpr qint64 EarlyDays = 14;

TlsServerSettings tlsSettings(const ListenerSettings &settings)
{
    TlsServerSettings tls;
    tls.certificate = settings.certificate.toStdString();
    tls.key = settings.key.toStdString();
    tls.ca = settings.ca.toStdString();
    tls.crl = settings.crl.toStdString();
    tls.clientCertificates = settings.clientCertificates == QLatin1String("required") ? ClientCertificates::Required
        : settings.clientCertificates == QLatin1String("optional")                    ? ClientCertificates::Optional
                                                                                      : ClientCertificates::None;
    tls.onlyTls13 = settings.minVersion == QLatin1String("1.3");
    tls.ciphers = settings.ciphers.toStdString();
    tls.protocols = {settings.isWebSocket() ? "http/1.1" : "mqtt"};
    return tls;
}

std::shared_ptr<const WebSocketSettings> webSocketSettings(const ListenerSettings &settings, const Limits &limits)
{
    auto webSocket = std::make_shared<WebSocketSettings>();
    webSocket->path = settings.path.toStdString();
    webSocket->protocols = {"mqtt", "mqttv3.1"};
    for (const QString &origin : settings.origins)
        webSocket->origins.push_back(origin.toStdString());
    webSocket->frames.maxMessageBytes = limits.maxPacketBytes;
    return webSocket;
}

} // namespace

Result<Transport> Door::makeTransport(const ListenerSettings &settings, const Limits &limits)
{
    Transport transport;
    transport.maxConnections = settings.maxConnections;
    if (settings.proxyProtocol) {
        transport.proxies = settings.proxyFrom.isEmpty() ? AddressRanges::loopback() : AddressRanges();
        for (const QString &network : settings.proxyFrom)
            (void)transport.proxies->add(network.toStdString()); // checked when the settings were read
    }
    if (settings.usesTls()) {
        auto tls = TlsContext::forServer(tlsSettings(settings));
        if (!tls) {
            return Error{tls.error().code,
                "listener " + listenPlace(settings, settings.port).toStdString() + ": " + tls.error().text, {}};
        }
        transport.tls = *tls;
    }
    if (settings.isWebSocket())
        transport.webSocket = webSocketSettings(settings, limits);
    return transport;
}

Door::Door(LoopPool &loops, Listener::HandlerFactory factory, ListenerSettings settings)
    : m_settings(std::move(settings)),
      m_listener(loops, std::move(factory))
{}

Result<std::unique_ptr<Door>> Door::open(
    LoopPool &loops, Listener::HandlerFactory factory, const ListenerSettings &settings, Transport transport)
{
    std::unique_ptr<Door> door(new Door(loops, std::move(factory), settings));
    door->become(settings, std::move(transport));
    const auto started = settings.isLocal() ? door->m_listener.startLocal(settings.address, mode_t(settings.mode))
                                            : door->m_listener.start(settings.address, settings.port, settings.v6Only);
    if (!started)
        return started.error();
    return door;
}

bool Door::canBecome(const ListenerSettings &settings) const
{
    // Of several with "any free port" only the scheme says which one is meant.
    return m_settings.isSamePlace(settings) && (settings.port != 0 || m_settings.scheme == settings.scheme);
}

void Door::become(const ListenerSettings &settings, Transport transport)
{
    m_settings = settings;
    m_listener.setTransport(std::move(transport));
    warnOfEndingCertificate();
}

void Door::warnOfEndingCertificate() const
{
    const auto &tls = m_listener.transport().tls;
    if (!tls)
        return;
    const qint64 left = tls->certificateEnds() - wallMs() / 1000;
    if (left >= EarlyDays * DaySeconds)
        return;
    qCWarning(logApp).noquote() << (left < 0
            ? QStringLiteral("the certificate \"%1\" has expired: clients will refuse it; renew it and send HUP")
                  .arg(m_settings.certificate)
            : QStringLiteral("the certificate \"%1\" expires in %2 days; renew it and send HUP")
                  .arg(m_settings.certificate)
                  .arg(left / DaySeconds));
}

QString Door::listenPlaceOf(quint16 port) const { return listenPlace(m_settings, port); }

ListenerRow Door::row() const
{
    const QString place = url();
    ListenerRow row;
    row.scheme = m_settings.scheme;
    row.address = place.sliced(place.indexOf(QLatin1String("://")) + 3);
    row.connections = m_listener.open();
    row.tls = m_settings.usesTls();
    row.refused = m_listener.refused();
    row.failedHandshakes = m_listener.failedHandshakes();
    if (const auto &tls = m_listener.transport().tls)
        row.certificateEndsMs = tls->certificateEnds() * 1000;
    return row;
}

} // namespace topiq
