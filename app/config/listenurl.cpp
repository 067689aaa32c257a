// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/listenurl.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"
#include "config/units.h"

#include <QStringList>

#include <arpa/inet.h>

#include <array>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

const QStringList &servedSchemes()
{
    static const QStringList schemes{u"mqtt"_s, u"http"_s};
    return schemes;
}

/// Schemes of the plan that a later version will serve: known, so that the answer is not "did you mean mqtt?".
const QStringList &plannedSchemes()
{
    static const QStringList schemes{
        u"mqtts"_s, u"ws"_s, u"wss"_s, u"https"_s, u"micromq"_s, u"kapokmq"_s, u"gomq"_s, u"smq"_s};
    return schemes;
}

Error refused(const QString &text) { return makeError(ExitCode::Configuration, text); }

} // namespace

Result<QString> checkAddress(const QString &address)
{
    if (address == "localhost"_L1) {
        return u"127.0.0.1"_s;
    }
    const qsizetype scope = address.indexOf(u'%');
    const QByteArray plain = (scope < 0 ? address : address.first(scope)).toLatin1();
    std::array<unsigned char, sizeof(in6_addr)> binary{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    for (const int family : {AF_INET, AF_INET6}) {
        if (inet_pton(family, plain.constData(), binary.data()) == 1 && (scope < 0 || family == AF_INET6)) {
            inet_ntop(family, binary.data(), text.data(), text.size());
            return QString::fromLatin1(text.data()) + (scope < 0 ? QString() : address.sliced(scope));
        }
    }
    return refused(u"\"%1\" is not an IP address; give one such as 127.0.0.1, 0.0.0.0 (all of IPv4) or :: (all)"_s.arg(
        visibleText(address)));
}

Result<ListenerSettings> checkListener(const QString &scheme, const QString &address, const QString &port)
{
    if (!servedSchemes().contains(scheme)) {
        const QString shown = visibleText(scheme);
        const QString served = servedSchemes().join(" and "_L1);
        if (plannedSchemes().contains(scheme)) {
            return refused(u"scheme \"%1\" is not served by this version, which serves %2"_s.arg(shown, served));
        }
        const QString near = nearestWord(scheme, servedSchemes() + plannedSchemes());
        const QString hint = near.isEmpty() ? QString() : u"; did you mean %1?"_s.arg(near);
        return refused(u"unknown scheme \"%1\": this version serves %2%3"_s.arg(shown, served, hint));
    }
    auto checked = checkAddress(address);
    if (!checked) {
        return checked.error();
    }
    const auto number = parseNumber(port);
    if (!number || *number > 65535) {
        return refused(u"port \"%1\" is not a whole number from 0 (any free port) to 65535"_s.arg(visibleText(port)));
    }
    return ListenerSettings{scheme, *checked, static_cast<quint16>(*number)};
}

Result<ListenerSettings> parseListenUrl(const QString &url)
{
    const QString shape = u"\"%1\" is not of the form SCHEME://ADDR:PORT, such as mqtt://127.0.0.1:1883 or "
                          "mqtt://[::1]:1883"_s.arg(visibleText(url));
    const qsizetype slashes = url.indexOf("://"_L1);
    if (slashes <= 0) {
        return refused(shape);
    }
    const QString rest = url.sliced(slashes + 3);
    const qsizetype colon = rest.lastIndexOf(u':');
    if (colon <= 0 || rest.endsWith(u']')) {
        return refused(shape + u"; the port is missing"_s);
    }
    QString address = rest.first(colon);
    if (address.startsWith(u'[') && address.endsWith(u']')) {
        address = address.sliced(1, address.size() - 2);
    } else if (address.contains(u':')) {
        return refused(shape + u"; an IPv6 address stands in brackets"_s);
    }
    return checkListener(url.first(slashes), address, rest.sliced(colon + 1));
}

QString listenUrl(const ListenerSettings &listener)
{
    const QString host = listener.address.contains(u':') ? u'[' + listener.address + u']' : listener.address;
    return u"%1://%2:%3"_s.arg(listener.scheme, host).arg(listener.port);
}

} // namespace topiq
