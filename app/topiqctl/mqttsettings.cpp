// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/mqttsettings.h"

#include "cli/exitcode.h"

#include <QRandomGenerator>
#include <QUrl>

namespace topiq::mqttclient {

using namespace Qt::StringLiterals;

QString MqttSettings::address() const { return (host.contains(u':') ? u"[%1]:%2"_s : u"%1:%2"_s).arg(host).arg(port); }

Result<MqttSettings> parseMqttUrl(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString shape = u"mqtt://HOST:PORT, such as mqtt://127.0.0.1:1883"_s;
    if (!url.isValid() || url.host().isEmpty()) {
        return makeError(ExitCode::Usage, u"the URL of the server is not of the form %1"_s.arg(shape));
    }
    if (url.scheme() != "mqtt"_L1) {
        return makeError(
            ExitCode::Usage, u"scheme \"%1\" is not spoken by this version; use %2"_s.arg(url.scheme(), shape));
    }
    const bool hasRest = (!url.path().isEmpty() && url.path() != "/"_L1) || url.hasQuery() || url.hasFragment();
    if (hasRest) {
        return makeError(ExitCode::Usage, u"the URL of the server has a path; the topic is given with --topic"_s);
    }
    MqttSettings settings;
    settings.host = url.host();
    settings.port = static_cast<quint16>(url.port(1883));
    settings.user = url.userName(QUrl::FullyDecoded);
    settings.password = url.password(QUrl::FullyDecoded);
    if (settings.user.isEmpty() && !settings.password.isEmpty()) {
        return makeError(ExitCode::Usage, u"the URL of the server has a password without a user"_s);
    }
    if (settings.user.toUtf8().size() > 65535 || settings.password.toUtf8().size() > 65535) {
        return makeError(ExitCode::Usage, u"user or password are longer than 65,535 bytes"_s);
    }
    settings.clientId = u"topiqctl-%1"_s.arg(QRandomGenerator::global()->generate(), 8, 16, '0'_L1);
    return settings;
}

} // namespace topiq::mqttclient
