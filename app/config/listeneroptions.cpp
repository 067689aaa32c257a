// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/listeneroptions.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"
#include "config/units.h"

#include <algorithm>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

const QStringList AnyScheme{u"mqtt"_s, u"mqtts"_s, u"ws"_s, u"wss"_s, u"unix"_s};
const QStringList IpSchemes{u"mqtt"_s, u"mqtts"_s, u"ws"_s, u"wss"_s};
const QStringList TlsSchemes{u"mqtts"_s, u"wss"_s};
const QStringList WebSchemes{u"ws"_s, u"wss"_s};

Error refused(const QString &text) { return makeError(ExitCode::Configuration, text); }

Error notAllowed(const QString &value, const QString &allowed)
{
    return refused(u"\"%1\" is not allowed; use %2"_s.arg(visibleText(value), allowed));
}

using Texts = QString ListenerSettings::*;

/// A text that must not be empty when it is given.
ListenerOption text(const QString &name, const QStringList &schemes, Texts member, const QString &allowed)
{
    return {name, schemes, false,
        [=](ListenerSettings &listener, const QStringList &values) -> Result<void> {
            if (values[0].isEmpty() || values[0].contains(QChar::Null)) {
                return notAllowed(values[0], allowed);
            }
            listener.*member = values[0];
            return {};
        },
        [=](const ListenerSettings &listener) {
            return listener.*member == ListenerSettings().*member ? QStringList() : QStringList{listener.*member};
        }};
}

ListenerOption choice(const QString &name, const QStringList &schemes, Texts member, const QStringList &words)
{
    ListenerOption option = text(name, schemes, member, words.join(" or "_L1));
    option.read = [=](ListenerSettings &listener, const QStringList &values) -> Result<void> {
        if (!words.contains(values[0])) {
            return notAllowed(values[0], words.join(" or "_L1));
        }
        listener.*member = values[0];
        return {};
    };
    return option;
}

ListenerOption flag(const QString &name, const QStringList &schemes, bool ListenerSettings::*member)
{
    return {name, schemes, false,
        [=](ListenerSettings &listener, const QStringList &values) -> Result<void> {
            if (values[0] != "true"_L1 && values[0] != "false"_L1) {
                return notAllowed(values[0], u"true or false"_s);
            }
            listener.*member = values[0] == "true"_L1;
            return {};
        },
        [=](const ListenerSettings &listener) { return listener.*member ? QStringList{u"true"_s} : QStringList(); }};
}

ListenerOption list(const QString &name, const QStringList &schemes, QStringList ListenerSettings::*member,
    bool (*isGood)(const QString &), const QString &allowed)
{
    return {name, schemes, true,
        [=](ListenerSettings &listener, const QStringList &values) -> Result<void> {
            const auto bad = std::find_if_not(values.begin(), values.end(), isGood);
            if (bad != values.end()) {
                return notAllowed(*bad, allowed);
            }
            listener.*member = values;
            return {};
        },
        [=](const ListenerSettings &listener) { return listener.*member; }};
}

bool isNetwork(const QString &text)
{
    const qsizetype slash = text.indexOf(u'/');
    const QByteArray host = (slash < 0 ? text : text.first(slash)).toLatin1();
    in6_addr binary{};
    const quint64 most = inet_pton(AF_INET, host.constData(), &binary) == 1 ? 32
        : inet_pton(AF_INET6, host.constData(), &binary) == 1               ? 128
                                                                            : 0;
    const auto bits = slash < 0 ? most : parseNumber(text.sliced(slash + 1)).value_or(999);
    return most != 0 && bits <= most;
}

/// What a browser sends: scheme, host, and the port when it is not the usual one.
bool isOrigin(const QString &text)
{
    const qsizetype slashes = text.indexOf("://"_L1);
    return slashes > 0 && text.size() > slashes + 3 && text.indexOf(u'/', slashes + 3) < 0 && !text.contains(u' ');
}

ListenerOption maxConnections()
{
    return {u"max_connections"_s, AnyScheme, false,
        [](ListenerSettings &listener, const QStringList &values) -> Result<void> {
            const auto number = parseNumber(values[0]);
            if (!number || *number > 10'000'000) {
                return notAllowed(values[0], u"a whole number from 0 (no limit of its own) to 10000000"_s);
            }
            listener.maxConnections = *number;
            return {};
        },
        [](const ListenerSettings &listener) {
            return listener.maxConnections ? QStringList{QString::number(listener.maxConnections)} : QStringList();
        }};
}

ListenerOption mode()
{
    return {u"mode"_s, {u"unix"_s}, false,
        [](ListenerSettings &listener, const QStringList &values) -> Result<void> {
            bool good = false;
            const uint bits = values[0].toUInt(&good, 8);
            if (!good || bits > 0777 || values[0].size() > 4) {
                return notAllowed(values[0], u"permissions as chmod takes them, such as 660"_s);
            }
            listener.mode = bits;
            return {};
        },
        [](const ListenerSettings &listener) {
            return listener.mode == ListenerSettings().mode ? QStringList()
                                                            : QStringList{QString::number(listener.mode, 8)};
        }};
}

QList<ListenerOption> makeOptions()
{
    using L = ListenerSettings;
    const QString file = u"the name of a file"_s;
    return {
        text(u"certificate"_s, TlsSchemes, &L::certificate, file),
        text(u"key"_s, TlsSchemes, &L::key, file),
        choice(u"client_certificates"_s, TlsSchemes, &L::clientCertificates, {u"none"_s, u"optional"_s, u"required"_s}),
        text(u"ca"_s, TlsSchemes, &L::ca, file),
        text(u"crl"_s, TlsSchemes, &L::crl, file),
        choice(u"min_version"_s, TlsSchemes, &L::minVersion, {u"1.2"_s, u"1.3"_s}),
        text(u"ciphers"_s, TlsSchemes, &L::ciphers, u"a list as `openssl ciphers` takes it"_s),
        list(u"origins"_s, WebSchemes, &L::origins, isOrigin, u"origins such as https://example.org"_s),
        flag(u"proxy_protocol"_s, AnyScheme, &L::proxyProtocol),
        list(u"proxy_from"_s, IpSchemes, &L::proxyFrom, isNetwork, u"addresses and networks such as 10.0.0.0/8"_s),
        maxConnections(),
        flag(u"v6_only"_s, IpSchemes, &L::v6Only),
        mode(),
    };
}

} // namespace

const QList<ListenerOption> &listenerOptions()
{
    static const QList<ListenerOption> options = makeOptions();
    return options;
}

Result<void> knowListenerOption(const QString &name)
{
    QStringList known{u"scheme"_s, u"address"_s, u"port"_s, u"path"_s};
    for (const ListenerOption &option : listenerOptions()) {
        known += option.name;
    }
    if (known.sliced(4).contains(name)) {
        return {};
    }
    const QString near = nearestWord(name, known);
    return refused(u"unknown key \"%1\"; %2"_s.arg(visibleText(name),
        near.isEmpty() ? u"a listener has %1"_s.arg(known.join(", "_L1)) : u"did you mean %1?"_s.arg(near)));
}

Result<void> readListenerOption(ListenerSettings &listener, const QString &name, const QStringList &values)
{
    for (const ListenerOption &option : listenerOptions()) {
        if (!option.schemes.contains(listener.scheme)) {
            if (option.name == name) {
                return refused(u"%1 has no meaning for %2; it is for %3"_s.arg(
                    name, listener.scheme, option.schemes.join(" and "_L1)));
            }
            continue;
        }
        if (option.name != name) {
            continue;
        }
        if (values.size() != 1 && !option.list) {
            return refused(u"%1 must be given once, with one value"_s.arg(name));
        }
        auto done = option.read(listener, values);
        return done ? done : refused(u"%1: %2"_s.arg(name, errorText(done.error())));
    }
    return knowListenerOption(name);
}

Result<void> checkListenerOptions(const ListenerSettings &listener)
{
    if (!listener.proxyFrom.isEmpty() && !listener.proxyProtocol) {
        return refused(u"proxy_from is of no use without proxy_protocol; add proxy_protocol=true"_s);
    }
    if (!listener.usesTls()) {
        return {};
    }
    if (listener.certificate.isEmpty() || listener.key.isEmpty()) {
        return refused(
            u"%1 needs a certificate and its key; give certificate and key, the names of two PEM files"_s.arg(
                listener.scheme));
    }
    const bool asksClients = listener.clientCertificates != "none"_L1;
    if (asksClients && listener.ca.isEmpty()) {
        return refused(u"client_certificates needs ca, the name of a PEM file with the roots they lead to"_s);
    }
    if (!asksClients && !(listener.ca.isEmpty() && listener.crl.isEmpty())) {
        return refused(
            u"ca and crl are of no use without client_certificates; add client_certificates=required or =optional"_s);
    }
    return {};
}

} // namespace topiq
