// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/bridgekeys.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"
#include "config/units.h"
#include "engine/topicname.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

#include <algorithm>
#include <functional>

namespace topiq {

using namespace Qt::StringLiterals;
using mqtt::BridgeAddress;
using mqtt::BridgeConfig;
using mqtt::BridgeTopic;

namespace {

constexpr qsizetype MaxBridges = 100;
constexpr qsizetype MaxTopics = 1000;
constexpr qsizetype MaxName = 100;

Error refused(const QString &text) { return makeError(ExitCode::Configuration, text); }

/// A scalar as text, however it was written.
QString scalarText(const QJsonValue &value) { return value.toVariant().toString(); }

using Reader = std::function<Result<void>(const QJsonValue &)>;
using Readers = QMap<QString, Reader>;

/// Calls the reader of each key of an object; the keys are all known, the values one text each.
Result<void> readObject(const QJsonValue &value, const Readers &readers, const QString &what)
{
    if (!value.isObject()) {
        return refused(u"%1 must be written as keys with values: {%2}"_s.arg(what, readers.keys().join(", "_L1)));
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const auto reader = readers.constFind(it.key());
        if (reader == readers.constEnd()) {
            const QString near = nearestWord(it.key(), readers.keys());
            return refused(u"unknown key \"%1\"; %2"_s.arg(visibleText(it.key()),
                near.isEmpty() ? u"%1 has %2"_s.arg(what, readers.keys().join(", "_L1))
                               : u"did you mean %1?"_s.arg(near)));
        }
        if (auto done = (*reader)(it.value()); !done) {
            return refused(u"%1: %2"_s.arg(it.key(), errorText(done.error())));
        }
    }
    return {};
}

Reader text(std::string &member)
{
    return [&member](const QJsonValue &value) -> Result<void> {
        const QString given = scalarText(value);
        if (value.isObject() || value.isArray() || given.contains(QChar::Null) || given.toUtf8().size() > 0xFFFF) {
            return refused(u"must be one text"_s);
        }
        member = given.toStdString();
        return {};
    };
}

Reader flag(bool &member)
{
    return [&member](const QJsonValue &value) -> Result<void> {
        const QString given = scalarText(value);
        if (given != "true"_L1 && given != "false"_L1) {
            return refused(u"\"%1\" is not allowed; use true or false"_s.arg(visibleText(given)));
        }
        member = given == "true"_L1;
        return {};
    };
}

template <typename Number>
Reader number(Number &member, quint64 least, quint64 most)
{
    return [&member, least, most](const QJsonValue &value) -> Result<void> {
        const auto given = parseNumber(scalarText(value));
        if (!given || *given < least || *given > most) {
            return refused(
                u"\"%1\" is not allowed; use a whole number from %2 to %3"_s.arg(visibleText(scalarText(value)))
                    .arg(least)
                    .arg(most));
        }
        member = Number(*given);
        return {};
    };
}

/// One of `words`, which stand for the numbers from 0 on.
template <typename Enum>
Reader word(Enum &member, const QStringList &words)
{
    return [&member, words](const QJsonValue &value) -> Result<void> {
        const auto at = words.indexOf(scalarText(value));
        if (at < 0) {
            return refused(
                u"\"%1\" is not allowed; use %2"_s.arg(visibleText(scalarText(value)), words.join(" or "_L1)));
        }
        member = Enum(at);
        return {};
    };
}

const QStringList &directionWords()
{
    static const QStringList words{u"in"_s, u"out"_s, u"both"_s};
    return words;
}

const QStringList &notificationWords()
{
    static const QStringList words{u"none"_s, u"local"_s, u"both"_s};
    return words;
}

const QStringList &versionWords()
{
    static const QStringList words{u"3.1.1"_s, u"5"_s};
    return words;
}

Result<BridgeAddress> readAddress(const QString &url)
{
    const QString shape = u"\"%1\" is not of the form mqtt://HOST:PORT or mqtts://HOST:PORT"_s.arg(visibleText(url));
    BridgeAddress address;
    QString place;
    if (url.startsWith("mqtt://"_L1)) {
        place = url.sliced(7);
    } else if (url.startsWith("mqtts://"_L1)) {
        place = url.sliced(8);
        address.tls = true;
    } else {
        return refused(shape);
    }
    address.port = address.tls ? 8883 : 1883;
    qsizetype end = place.startsWith(u'[') ? place.indexOf(u']') + 1 : place.indexOf(u':');
    if (end < 0) {
        end = place.size();
    }
    QString host = place.first(end);
    if (host.startsWith(u'[')) {
        host = host.sliced(1, host.size() - 2);
    }
    const QString rest = place.sliced(end);
    if (!rest.isEmpty()) {
        const auto port = rest.startsWith(u':') ? parseNumber(rest.sliced(1)) : std::nullopt;
        if (!port || *port < 1 || *port > 65535) {
            return refused(shape + u"; the port must be from 1 to 65535"_s);
        }
        address.port = quint16(*port);
    }
    const bool bad = std::any_of(host.begin(), host.end(),
        [](QChar c) { return c.isSpace() || c.unicode() < 0x20 || c == u'/' || c == u'@' || c == u'?' || c == u'['; });
    if (host.isEmpty() || bad || host.size() > 253) {
        return refused(shape);
    }
    address.host = host.toStdString();
    return address;
}

Reader addressList(std::vector<BridgeAddress> &member)
{
    return [&member](const QJsonValue &value) -> Result<void> {
        const QJsonArray list = value.isArray() ? value.toArray() : QJsonArray{value};
        for (const QJsonValue &item : list) {
            const auto address = readAddress(scalarText(item));
            if (!address) {
                return address.error();
            }
            member.push_back(*address);
        }
        return {};
    };
}

bool isTopicOrEmpty(const std::string &prefix) { return prefix.empty() || checkTopicName(prefix) == NameFault::None; }

Result<void> checkTopic(const BridgeTopic &topic)
{
    for (const std::string *prefix : {&topic.localPrefix, &topic.remotePrefix}) {
        if (!isTopicOrEmpty(*prefix)) {
            return refused(u"prefix \"%1\" %2"_s.arg(
                visibleText(QString::fromStdString(*prefix)), QLatin1String(describe(checkTopicName(*prefix)))));
        }
    }
    if (topic.filter.empty() && (topic.localPrefix.empty() || topic.remotePrefix.empty())) {
        return refused(u"without a filter local_prefix and remote_prefix must be given: they are the two topics"_s);
    }
    for (const std::string &filter : {topic.localFilter(), topic.remoteFilter()}) {
        const NameFault fault = checkTopicFilter(filter);
        if (fault != NameFault::None || filter.starts_with("$share/")) {
            return refused(u"\"%1\" %2"_s.arg(visibleText(QString::fromStdString(filter)),
                fault == NameFault::None ? u"is shared, which a bridge cannot be"_s
                                         : QString::fromLatin1(describe(fault))));
        }
    }
    return {};
}

Reader topicList(std::vector<BridgeTopic> &member)
{
    return [&member](const QJsonValue &value) -> Result<void> {
        if (!value.isArray() || value.toArray().size() > MaxTopics) {
            return refused(u"must be a list of at most %1 items"_s.arg(MaxTopics));
        }
        for (const QJsonValue &item : value.toArray()) {
            BridgeTopic topic;
            const Readers readers{{u"filter"_s, text(topic.filter)},
                {u"direction"_s, word(topic.direction, directionWords())}, {u"qos"_s, number(topic.qos, 0, 2)},
                {u"local_prefix"_s, text(topic.localPrefix)}, {u"remote_prefix"_s, text(topic.remotePrefix)}};
            if (auto done = readObject(item, readers, u"a topic of a bridge"_s); !done) {
                return done;
            }
            if (auto good = checkTopic(topic); !good) {
                return good;
            }
            member.push_back(topic);
        }
        return {};
    };
}

Reader reconnectTimes(BridgeConfig &bridge)
{
    return [&bridge](const QJsonValue &value) -> Result<void> {
        const Readers readers{{u"min"_s, number(bridge.reconnectMinSeconds, 1, 3600)},
            {u"max"_s, number(bridge.reconnectMaxSeconds, 1, 3600)}};
        return readObject(value, readers, u"reconnect"_s);
    };
}

Result<BridgeConfig> readBridge(const QJsonValue &value)
{
    BridgeConfig bridge;
    const Readers readers{{u"name"_s, text(bridge.name)}, {u"address"_s, addressList(bridge.addresses)},
        {u"addresses"_s, addressList(bridge.addresses)}, {u"client_id"_s, text(bridge.clientId)},
        {u"user"_s, text(bridge.user)}, {u"password_file"_s, text(bridge.passwordFile)},
        {u"version"_s, word(bridge.v5, versionWords())}, {u"clean_start"_s, flag(bridge.cleanStart)},
        {u"keep_alive"_s, number(bridge.keepAliveSeconds, 5, 65535)}, {u"topics"_s, topicList(bridge.topics)},
        {u"outgoing_retain"_s, flag(bridge.outgoingRetain)}, {u"try_private"_s, flag(bridge.tryPrivate)},
        {u"notifications"_s, word(bridge.notifications, notificationWords())},
        {u"notification_topic"_s, text(bridge.notificationTopic)}, {u"reconnect"_s, reconnectTimes(bridge)},
        {u"ca"_s, text(bridge.tls.ca)}, {u"certificate"_s, text(bridge.tls.certificate)},
        {u"key"_s, text(bridge.tls.key)}};
    const auto named = [&](const QString &text) {
        return refused(u"bridge \"%1\": %2"_s.arg(visibleText(QString::fromStdString(bridge.name)), text));
    };
    if (auto done = readObject(value, readers, u"a bridge"_s); !done) {
        return named(errorText(done.error()));
    }
    if (bridge.name.empty() || bridge.name.size() > MaxName) {
        return named(u"a bridge needs a name of at most %1 bytes"_s.arg(MaxName));
    }
    if (bridge.addresses.empty()) {
        return named(u"needs an address such as mqtt://broker.example:1883"_s);
    }
    if (bridge.topics.empty()) {
        return named(u"carries nothing; give topics: [{filter, direction, qos, local_prefix, remote_prefix}]"_s);
    }
    if (bridge.reconnectMaxSeconds < bridge.reconnectMinSeconds) {
        return named(u"reconnect: max must not be less than min"_s);
    }
    if (!bridge.notificationTopic.empty() && checkTopicName(bridge.notificationTopic) != NameFault::None) {
        return named(u"notification_topic %1"_s.arg(QLatin1String(describe(checkTopicName(bridge.notificationTopic)))));
    }
    if (bridge.tls.certificate.empty() != bridge.tls.key.empty()) {
        return named(u"certificate and key go together"_s);
    }
    return bridge;
}

QString quoted(const std::string &text) { return QString::fromStdString(text); }

QJsonObject topicObject(const BridgeTopic &topic)
{
    QJsonObject object{{u"filter"_s, quoted(topic.filter)}, {u"direction"_s, directionWords()[int(topic.direction)]},
        {u"qos"_s, int(topic.qos)}};
    if (!topic.localPrefix.empty()) {
        object.insert(u"local_prefix"_s, quoted(topic.localPrefix));
    }
    if (!topic.remotePrefix.empty()) {
        object.insert(u"remote_prefix"_s, quoted(topic.remotePrefix));
    }
    return object;
}

QJsonObject bridgeObject(const BridgeConfig &bridge)
{
    QJsonArray addresses;
    for (const BridgeAddress &address : bridge.addresses) {
        addresses.append(quoted(address.url()));
    }
    QJsonArray topics;
    for (const BridgeTopic &topic : bridge.topics) {
        topics.append(topicObject(topic));
    }
    QJsonObject object{{u"name"_s, quoted(bridge.name)}, {u"addresses"_s, addresses}, {u"topics"_s, topics},
        {u"version"_s, versionWords()[bridge.v5]}, {u"clean_start"_s, bridge.cleanStart},
        {u"keep_alive"_s, bridge.keepAliveSeconds}, {u"outgoing_retain"_s, bridge.outgoingRetain},
        {u"try_private"_s, bridge.tryPrivate}, {u"notifications"_s, notificationWords()[int(bridge.notifications)]},
        {u"reconnect"_s,
            QJsonObject{{u"min"_s, int(bridge.reconnectMinSeconds)}, {u"max"_s, int(bridge.reconnectMaxSeconds)}}}};
    const std::pair<QString, const std::string &> texts[]
        = {{u"client_id"_s, bridge.clientId}, {u"user"_s, bridge.user}, {u"password_file"_s, bridge.passwordFile},
            {u"notification_topic"_s, bridge.notificationTopic}, {u"ca"_s, bridge.tls.ca},
            {u"certificate"_s, bridge.tls.certificate}, {u"key"_s, bridge.tls.key}};
    for (const auto &[key, value] : texts) {
        if (!value.empty()) {
            object.insert(key, quoted(value));
        }
    }
    return object;
}

} // namespace

Result<std::vector<BridgeConfig>> readBridges(const QString &json)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json.toUtf8(), &error);
    if (!document.isArray()) {
        return refused(u"must be a list of bridges, in the environment as JSON: [{\"name\": ..., \"address\": ..., "
                       "\"topics\": [...]}]"_s);
    }
    const QJsonArray items = document.array();
    if (items.size() > MaxBridges) {
        return refused(u"%1 bridges; %2 are the most"_s.arg(items.size()).arg(MaxBridges));
    }
    std::vector<BridgeConfig> bridges;
    for (const QJsonValue &item : items) {
        const auto bridge = readBridge(item);
        if (!bridge) {
            return bridge.error();
        }
        const bool twice = std::any_of(
            bridges.begin(), bridges.end(), [&](const BridgeConfig &other) { return other.name == bridge->name; });
        if (twice) {
            return refused(
                u"bridge \"%1\" is there twice; give each a name of its own"_s.arg(visibleText(quoted(bridge->name))));
        }
        bridges.push_back(*bridge);
    }
    return bridges;
}

QString writeBridges(const std::vector<BridgeConfig> &bridges)
{
    QJsonArray items;
    for (const BridgeConfig &bridge : bridges) {
        items.append(bridgeObject(bridge));
    }
    return QString::fromUtf8(QJsonDocument(items).toJson(QJsonDocument::Compact));
}

} // namespace topiq
