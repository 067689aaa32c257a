// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// MosquittoWriter: listeners.
#include "cli/exitcode.h"
#include "cli/visibletext.h"
#include "topiqctl/import/mosquittowriter.h"

#include <QHostAddress>

namespace topiq {

using namespace Qt::StringLiterals;

Result<void> MosquittoWriter::collectListeners()
{
    const Group &byDefault = m_model.defaultListener;
    if (m_model.listeners.isEmpty() && byDefault.lines.isEmpty()) {
        const QString note = u"mosquitto's default without a listener line: this machine only"_s;
        for (const QString &address : {u"127.0.0.1"_s, u"::1"_s})
            m_listeners.append({{{u"scheme"_s, u"mqtt"_s}, {u"address"_s, address}, {u"port"_s, u"1883"_s}}, note});
        return {};
    }
    if (!byDefault.lines.isEmpty()) {
        const QString place = byDefault.lines.begin()->place;
        const QString name = byDefault.has(u"port"_s) ? u"port"_s : byDefault.lines.begin()->name;
        const QString note = byDefault.place(name).isEmpty() ? place : byDefault.place(name);
        if (auto done = addListener(byDefault, note + u' ' + name, byDefault.value(u"port"_s, u"1883"_s),
                byDefault.value(u"bind_address"_s));
            !done)
            return done;
    }
    for (const Group &listener : m_model.listeners) {
        const QStringList words = listener.head.value.split(u' ', Qt::SkipEmptyParts);
        bool ok = false;
        const int port = words[0].toInt(&ok);
        const bool isSocket = ok && port == 0 && words.size() == 2;
        if (words.size() > 2 || !ok || port > 65535 || (port < 1 && !isSocket)) {
            return makeError(ExitCode::Configuration,
                u"listener \"%1\": a port from 1 to 65535 and at most one address are wanted, or 0 and the path of a "
                "Unix socket"_s.arg(visibleText(listener.head.value)),
                listener.head.place);
        }
        if (auto done = addListener(listener, listener.head.place + u" listener"_s, words[0], words.value(1)); !done)
            return done;
    }
    return {};
}

Result<void> MosquittoWriter::addListener(
    const Group &group, const QString &place, const QString &port, const QString &address)
{
    const QString protocol = group.value(u"protocol"_s, u"mqtt"_s);
    if (protocol != "mqtt"_L1 && protocol != "websockets"_L1) {
        return makeError(ExitCode::Configuration,
            u"protocol \"%1\" is none of mqtt and websockets"_s.arg(visibleText(protocol)), group.place(u"protocol"_s));
    }
    const bool tls = group.has(u"certfile"_s) && group.has(u"keyfile"_s);
    YamlText::Pairs common;
    if (tls)
        addTls(group, common);
    if (group.number(u"max_connections"_s, -1) > 0)
        common.append({u"max_connections"_s, group.value(u"max_connections"_s)});

    const bool isSocket = port == "0"_L1;
    const auto addresses = isSocket ? QStringList{address} : addressesOf(group, address, place);
    if (!addresses)
        return {};
    for (const QString &one : *addresses) {
        YamlText::Pairs pairs;
        if (isSocket) {
            pairs = {{u"scheme"_s, u"unix"_s}, {u"path"_s, one}};
        } else {
            const QString scheme = protocol == "mqtt"_L1 ? u"mqtt"_s : u"ws"_s;
            pairs = {{u"scheme"_s, tls ? scheme + u's' : scheme}, {u"address"_s, one}, {u"port"_s, port}};
        }
        m_listeners.append({pairs + common, place});
    }
    return {};
}

std::optional<QStringList> MosquittoWriter::addressesOf(
    const Group &group, const QString &address, const QString &place)
{
    const QString domain = group.value(u"socket_domain"_s);
    if (address.isEmpty() || address == "*"_L1) {
        if (domain == "ipv4"_L1)
            return QStringList{u"0.0.0.0"_s};
        return QStringList{u"::"_s}; // serves IPv4 too
    }
    if (address == "localhost"_L1) {
        QStringList both;
        if (domain != "ipv6"_L1)
            both += u"127.0.0.1"_s;
        if (domain != "ipv4"_L1)
            both += u"::1"_s;
        return both;
    }
    if (QHostAddress(address).isNull()) {
        leaveOut(place, u"\"%1\""_s.arg(visibleText(address)),
            u"Topiq listens on IP addresses, not on names; add the listener with the address that is meant"_s);
        return {};
    }
    return QStringList{address};
}

void MosquittoWriter::addTls(const Group &group, YamlText::Pairs &pairs)
{
    const auto take = [&](const QString &option, const QString &key) {
        if (group.has(option))
            pairs.append({key, group.value(option)});
    };
    take(u"certfile"_s, u"certificate"_s);
    take(u"keyfile"_s, u"key"_s);
    take(u"cafile"_s, u"ca"_s);
    take(u"crlfile"_s, u"crl"_s);
    take(u"ciphers"_s, u"ciphers"_s);
    if (group.flag(u"require_certificate"_s))
        pairs.append({u"client_certificates"_s, u"required"_s});
    const QString version = group.value(u"tls_version"_s);
    if (version == "tlsv1.3"_L1) {
        pairs.append({u"min_version"_s, u"1.3"_s});
    } else if (!version.isEmpty() && version != "tlsv1.2"_L1) {
        leaveOut(
            group.place(u"tls_version"_s), u"tls_version %1"_s.arg(version), u"TLS 1.2 is the oldest that is served"_s);
    }
}

} // namespace topiq
