// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/listenurl.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"
#include "config/listeneroptions.h"
#include "config/units.h"

#include <QStringList>
#include <QUrl>

#include <arpa/inet.h>

#include <array>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

const QStringList &servedSchemes()
{
    static const QStringList schemes{u"mqtt"_s, u"mqtts"_s, u"ws"_s, u"wss"_s, u"unix"_s, u"http"_s};
    return schemes;
}

/// Schemes of the plan that a later version will serve: known, so that the answer is not "did you mean mqtt?".
const QStringList &plannedSchemes()
{
    static const QStringList schemes{u"https"_s, u"micromq"_s, u"kapokmq"_s, u"gomq"_s, u"smq"_s};
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

namespace {

Result<void> checkScheme(const QString &scheme)
{
    if (servedSchemes().contains(scheme)) {
        return {};
    }
    const QString shown = visibleText(scheme);
    const QString served = servedSchemes().join(", "_L1);
    if (plannedSchemes().contains(scheme)) {
        return refused(u"scheme \"%1\" is not served by this version, which serves %2"_s.arg(shown, served));
    }
    const QString near = nearestWord(scheme, servedSchemes() + plannedSchemes());
    const QString hint = near.isEmpty() ? QString() : u"; did you mean %1?"_s.arg(near);
    return refused(u"unknown scheme \"%1\": this version serves %2%3"_s.arg(shown, served, hint));
}

/// Address, port and path of a listener whose scheme is known.
Result<void> setPlace(ListenerSettings &listener, const QString &address, const QString &port, const QString &path)
{
    if (!path.isEmpty() && !listener.isWebSocket()) {
        return refused(u"a path is for ws and wss; leave \"%1\" away"_s.arg(visibleText(path)));
    }
    if (!path.isEmpty()
        && (!path.startsWith(u'/') || path.contains(u' ') || path.contains(u'#') || path.contains(u','))) {
        return refused(u"path \"%1\" is none; give one such as /mqtt"_s.arg(visibleText(path)));
    }
    const bool every = address == "*"_L1 && listener.scheme != "http"_L1;
    auto checked = every ? Result<QString>(address) : checkAddress(address);
    if (!checked) {
        return checked.error();
    }
    const auto number = parseNumber(port);
    if (!number || *number > 65535) {
        return refused(u"port \"%1\" is not a whole number from 0 (any free port) to 65535"_s.arg(visibleText(port)));
    }
    listener.address = *checked;
    listener.port = static_cast<quint16>(*number);
    listener.path = path;
    return {};
}

Result<void> setSocketFile(ListenerSettings &listener, const QString &path)
{
    if (!path.startsWith(u'/') || path.endsWith(u'/') || path.contains(QChar::Null)) {
        return refused(u"\"%1\" is not the path of a socket; give one such as unix:///run/topiq/mqtt.sock"_s.arg(
            visibleText(path)));
    }
    listener.address = path;
    return {};
}

Result<void> readOptions(ListenerSettings &listener, const QMap<QString, QStringList> &options)
{
    for (auto it = options.cbegin(); it != options.cend(); ++it) {
        if (auto done = readListenerOption(listener, it.key(), it.value()); !done) {
            return done;
        }
    }
    return checkListenerOptions(listener);
}

/// The options behind the question mark: every value of every name.
QMap<QString, QStringList> splitOptions(const QString &text)
{
    QMap<QString, QStringList> options;
    for (const QString &pair : text.split(u'&', Qt::SkipEmptyParts)) {
        const qsizetype equals = pair.indexOf(u'=');
        const QString value = equals < 0 ? QString() : pair.sliced(equals + 1);
        options[equals < 0 ? pair : pair.first(equals)] += QUrl::fromPercentEncoding(value.toUtf8());
    }
    return options;
}

/// Splits ADDR:PORT.
Result<std::pair<QString, QString>> splitPlace(const QString &text, const QString &shape)
{
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon <= 0 || text.endsWith(u']')) {
        return refused(shape + u"; the port is missing"_s);
    }
    QString address = text.first(colon);
    if (address.startsWith(u'[') && address.endsWith(u']')) {
        address = address.sliced(1, address.size() - 2);
    } else if (address.contains(u':')) {
        return refused(shape + u"; an IPv6 address stands in brackets"_s);
    }
    return std::pair(address, text.sliced(colon + 1));
}

} // namespace

Result<ListenerSettings> makeListener(const QMap<QString, QStringList> &parts)
{
    const auto one = [&](const QString &name) { return parts.value(name).value(0); };
    ListenerSettings listener;
    listener.scheme = one(u"scheme"_s);
    QStringList needed{u"scheme"_s, u"address"_s, u"port"_s};
    if (listener.isLocal()) {
        needed = QStringList{u"scheme"_s, u"path"_s};
    }
    const QStringList placed{u"scheme"_s, u"address"_s, u"port"_s, u"path"_s};
    for (auto it = parts.cbegin(); it != parts.cend(); ++it) {
        if (auto known = knowListenerOption(it.key()); !placed.contains(it.key()) && !known) {
            return known.error(); // before something is said to be missing: it may be misspelt
        }
    }
    for (const QString &name : needed) {
        if (!parts.contains(name)) {
            return refused(u"a listener without %1; give %2"_s.arg(name, needed.join(", "_L1)));
        }
    }
    if (auto known = checkScheme(listener.scheme); !known) {
        return known.error();
    }
    const auto set = listener.isLocal() ? setSocketFile(listener, one(u"path"_s))
                                        : setPlace(listener, one(u"address"_s), one(u"port"_s), one(u"path"_s));
    if (!set) {
        return set.error();
    }
    QMap<QString, QStringList> options = parts;
    for (const QString &name : placed) {
        options.remove(name);
    }
    if (auto read = readOptions(listener, options); !read) {
        return read.error();
    }
    return listener;
}

Result<ListenerSettings> parseListenUrl(const QString &url)
{
    const QString shape = u"\"%1\" is not of the form SCHEME://ADDR:PORT, such as mqtt://127.0.0.1:1883 or "
                          "mqtt://[::1]:1883"_s.arg(visibleText(url));
    const qsizetype slashes = url.indexOf("://"_L1);
    if (slashes <= 0) {
        return refused(shape);
    }
    ListenerSettings listener;
    listener.scheme = url.first(slashes);
    const QString rest = url.sliced(slashes + 3);
    const qsizetype question = rest.indexOf(u'?');
    const QString place = question < 0 ? rest : rest.first(question);
    if (listener.isLocal()) {
        if (auto placed = setSocketFile(listener, QUrl::fromPercentEncoding(place.toUtf8())); !placed) {
            return placed.error();
        }
    } else {
        const qsizetype slash = listener.isWebSocket() ? place.indexOf(u'/') : -1;
        const auto split = splitPlace(slash < 0 ? place : place.first(slash), shape);
        if (!split) {
            return split.error();
        }
        if (auto known = checkScheme(listener.scheme); !known) {
            return known.error();
        }
        const QString path = slash < 0 ? QString() : place.sliced(slash);
        if (auto placed = setPlace(listener, split->first, split->second, path); !placed) {
            return placed.error();
        }
    }
    if (auto read = readOptions(listener, splitOptions(question < 0 ? QString() : rest.sliced(question + 1))); !read) {
        return read.error();
    }
    return listener;
}

QString listenPlace(const ListenerSettings &listener, quint16 port)
{
    if (listener.isLocal()) {
        return u"unix://"_s + listener.address;
    }
    const QString host = listener.address.contains(u':') ? u'[' + listener.address + u']' : listener.address;
    return u"%1://%2:%3%4"_s.arg(listener.scheme, host).arg(port).arg(listener.path);
}

QString listenUrl(const ListenerSettings &listener)
{
    // Only what would be taken for something else is written as %XX, so that names of files stay readable.
    const QByteArray keep = "/:@!$'()*+;=[]"_ba;
    QString url = listenPlace(listener, listener.port);
    if (listener.isLocal()) {
        url = u"unix://"_s + QString::fromLatin1(QUrl::toPercentEncoding(listener.address, keep));
    }
    QStringList pairs;
    for (const ListenerOption &option : listenerOptions()) {
        for (const QString &value : option.write(listener)) {
            pairs += option.name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value, keep));
        }
    }
    return pairs.isEmpty() ? url : url + u'?' + pairs.join(u'&');
}

} // namespace topiq
