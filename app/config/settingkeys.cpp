// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/settingkeys.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"
#include "config/accesskeys.h"
#include "config/bridgekeys.h"
#include "config/listenurl.h"
#include "config/units.h"

#include <QStringList>

#include <algorithm>
#include <limits>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

using Effect = SettingKey::Effect;
constexpr quint64 Kilo = 1024;
constexpr quint64 Mega = 1024 * Kilo;
constexpr quint64 Giga = 1024 * Mega;

Error refused(const QString &value, const QString &allowed)
{
    return makeError(ExitCode::Configuration, u"\"%1\" is not allowed; use %2"_s.arg(visibleText(value), allowed));
}

/// `get` gives the member of a Settings (const or not), so that one lambda serves reading and writing.
template <typename Get>
SettingKey number(
    const QString &name, Get get, quint64 least, quint64 most, const QString &help, Effect effect = Effect::Reload)
{
    const QString allowed = u"a whole number from %1 to %2"_s.arg(least).arg(most);
    const auto read = [=](Settings &settings, const QString &text) -> Result<void> {
        const auto value = parseNumber(text);
        if (!value || *value < least || *value > most) {
            return refused(text, allowed);
        }
        auto &member = get(settings);
        member = static_cast<std::remove_reference_t<decltype(member)>>(*value);
        return {};
    };
    return {name, help, allowed, effect, false, read,
        [=](const Settings &settings) { return QString::number(get(settings)); }};
}

template <typename Get>
SettingKey size(const QString &name, Get get, quint64 least, quint64 most, const QString &help)
{
    const QString allowed
        = u"a size from %1 to %2, in bytes or with KiB, MiB, GiB"_s.arg(sizeText(least), sizeText(most));
    const auto read = [=](Settings &settings, const QString &text) -> Result<void> {
        const auto value = parseSize(text);
        if (!value || *value < least || *value > most) {
            return refused(text, allowed);
        }
        auto &member = get(settings);
        member = static_cast<std::remove_reference_t<decltype(member)>>(*value);
        return {};
    };
    return {name, help, allowed, Effect::Reload, false, read,
        [=](const Settings &settings) { return sizeText(get(settings)); }};
}

SettingKey dataDirKey()
{
    const QString allowed = u"the path of a folder, or nothing"_s;
    const auto read = [=](Settings &settings, const QString &text) -> Result<void> {
        if (text.contains(QChar::Null)) {
            return refused(text, allowed);
        }
        settings.dataDir = text;
        return {};
    };
    return {u"data_dir"_s, u"Folder for what is kept on disk; made when it is missing"_s, allowed, Effect::Restart,
        false, read, [](const Settings &settings) { return settings.dataDir; }};
}

SettingKey listenersKey()
{
    const auto read = [](Settings &settings, const QString &text) -> Result<void> {
        QList<ListenerSettings> listeners;
        const QStringList urls = text.split(u',', Qt::SkipEmptyParts);
        for (const QString &url : urls) {
            auto listener = parseListenUrl(url.trimmed());
            if (!listener) {
                return listener.error();
            }
            if (listener->scheme == "http"_L1) {
                return makeError(ExitCode::Configuration,
                    u"\"%1\": http is served by the admin listener; set admin.address and admin.port"_s.arg(
                        url.trimmed()));
            }
            const bool known = std::any_of(listeners.begin(), listeners.end(),
                [&](const ListenerSettings &other) { return other.isSamePlace(*listener); });
            if (known && (listener->port != 0 || listener->isLocal())) {
                return makeError(
                    ExitCode::Configuration, u"%1 is listed twice"_s.arg(listenPlace(*listener, listener->port)));
            }
            listeners += *listener;
        }
        settings.listeners = listeners;
        return {};
    };
    const auto write = [](const Settings &settings) {
        QStringList urls;
        for (const ListenerSettings &listener : settings.listeners) {
            urls += listenUrl(listener);
        }
        return urls.join(u',');
    };
    return {u"listeners"_s, u"Addresses where clients connect"_s,
        u"a list of SCHEME://ADDR:PORT or {scheme, address, port} with scheme mqtt, mqtts, ws, wss or unix"_s,
        Effect::Reload, true, read, write};
}

SettingKey serverReferenceKey()
{
    constexpr qsizetype Longest = 1000;
    const QString allowed = u"HOST:PORT, several with a space between them, or nothing"_s;
    const auto read = [=](Settings &settings, const QString &text) -> Result<void> {
        const bool printable = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isPrint(); });
        if (!printable || text.size() > Longest) {
            return refused(text, allowed);
        }
        settings.serverReference = text;
        return {};
    };
    return {u"drain.server_reference"_s, u"Where MQTT 5 clients are sent when the broker stops"_s, allowed,
        Effect::Reload, false, read, [](const Settings &settings) { return settings.serverReference; }};
}

SettingKey adminEnabledKey()
{
    const QString allowed = u"true or false"_s;
    const auto read = [=](Settings &settings, const QString &text) -> Result<void> {
        if (text != "true"_L1 && text != "false"_L1) {
            return refused(text, allowed);
        }
        settings.admin.enabled = text == "true"_L1;
        return {};
    };
    return {u"admin.enabled"_s, u"Whether the HTTP API and the metrics are served"_s, allowed, Effect::Restart, false,
        read, [](const Settings &settings) { return settings.admin.enabled ? u"true"_s : u"false"_s; }};
}

SettingKey adminAddressKey()
{
    const auto read = [](Settings &settings, const QString &text) -> Result<void> {
        auto address = checkAddress(text);
        if (!address) {
            return address.error();
        }
        settings.admin.address = *address;
        return {};
    };
    return {u"admin.address"_s, u"Where the HTTP API listens"_s, u"an IP address"_s, Effect::Restart, false, read,
        [](const Settings &settings) { return settings.admin.address; }};
}

const QStringList &logLevelNames()
{
    static const QStringList names{u"error"_s, u"warning"_s, u"info"_s, u"debug"_s}; // in the order of LogLevel
    return names;
}

SettingKey logLevelKey()
{
    const QString allowed = u"error, warning, info or debug"_s;
    const auto read = [=](Settings &settings, const QString &text) -> Result<void> {
        const auto level = logLevelNames().indexOf(text);
        if (level < 0) {
            const QString near = nearestWord(text, logLevelNames());
            return refused(text, near.isEmpty() ? allowed : u"%1 (did you mean %2?)"_s.arg(allowed, near));
        }
        settings.logLevel = static_cast<LogLevel>(level);
        return {};
    };
    return {u"log.level"_s, u"The least important lines that are still logged"_s, allowed, Effect::Reload, false, read,
        [](const Settings &settings) { return logLevelName(settings.logLevel); }};
}

SettingKey bridgesKey()
{
    const auto read = [](Settings &settings, const QString &text) -> Result<void> {
        auto bridges = readBridges(text);
        if (!bridges) {
            return bridges.error();
        }
        settings.bridges = std::move(*bridges);
        return {};
    };
    SettingKey key{u"bridges"_s, u"Connections to other MQTT brokers"_s,
        u"a list of {name, address, topics, ...}, see docs/bridges.md"_s, Effect::Reload, false, read,
        [](const Settings &settings) { return writeBridges(settings.bridges); }};
    key.structured = true;
    return key;
}

#define TOPIQ_MEMBER(path)                                                                                             \
    [](auto &settings) -> auto & { return settings.path; }

QList<SettingKey> makeKeys()
{
    return {
        dataDirKey(),
        number(u"loops"_s, TOPIQ_MEMBER(loops), 0, 8, u"I/O threads; 0: one for each core but one"_s, Effect::Restart),
        number(u"sys_interval_seconds"_s, TOPIQ_MEMBER(sysIntervalSeconds), 0, 86400,
            u"Time between two rounds of $SYS topics; 0: none"_s),
        listenersKey(),
        bridgesKey(),
        adminEnabledKey(),
        adminAddressKey(),
        number(u"admin.port"_s, TOPIQ_MEMBER(admin.port), 0, 65535, u"Its port; 0: any free one"_s, Effect::Restart),
        number(u"limits.max_connections"_s, TOPIQ_MEMBER(limits.maxConnections), 0, 10'000'000,
            u"Open connections; 0: as many as the descriptor limit allows"_s),
        size(u"limits.max_packet_bytes"_s, TOPIQ_MEMBER(limits.maxPacketBytes), Kilo, 256 * Mega,
            u"A longer packet closes its connection"_s),
        number(u"limits.connect_timeout_seconds"_s, TOPIQ_MEMBER(limits.connectTimeoutSeconds), 1, 3600,
            u"Time a new connection has for its first packet"_s),
        number(u"limits.max_keep_alive_seconds"_s, TOPIQ_MEMBER(limits.maxKeepAliveSeconds), 0, 65535,
            u"Longest keep-alive of an MQTT 5 client, which is told so; 0: as it asks"_s),
        number(u"limits.topic_aliases"_s, TOPIQ_MEMBER(limits.topicAliases), 0, 65535,
            u"Topic aliases of an MQTT 5 client, in each direction"_s),
        number(u"limits.max_topics"_s, TOPIQ_MEMBER(limits.maxTopics), 1, 100'000'000,
            u"Topics kept; beyond it idle ones are forgotten"_s),
        number(u"limits.max_retained"_s, TOPIQ_MEMBER(limits.maxRetained), 0, 100'000'000, u"Retained messages"_s),
        number(u"limits.max_sessions"_s, TOPIQ_MEMBER(limits.maxSessions), 0, 100'000'000,
            u"Sessions kept for clients that are away; the oldest goes first"_s),
        number(u"limits.session_expiry_seconds"_s, TOPIQ_MEMBER(limits.sessionExpirySeconds), 0, 4'294'967'295,
            u"The longest a session is kept; 0: as long as the client asked"_s),
        number(u"limits.max_subscriptions"_s, TOPIQ_MEMBER(limits.maxSubscriptions), 1, 100'000'000,
            u"Subscriptions of one client; one more is refused"_s),
        number(u"limits.history_records"_s, TOPIQ_MEMBER(limits.historyRecords), 0, 10'000'000,
            u"Records kept of each topic"_s),
        size(u"limits.history_topic_bytes"_s, TOPIQ_MEMBER(limits.historyTopicBytes), 0, 2 * Giga,
            u"Bytes of records kept of each topic"_s),
        size(u"limits.history_bytes"_s, TOPIQ_MEMBER(limits.historyBytes), 0, 1024 * Giga,
            u"Bytes of records kept of all topics together"_s),
        number(u"limits.queue_messages"_s, TOPIQ_MEMBER(limits.queueMessages), 1, 100'000'000,
            u"Messages waiting for one client"_s),
        size(u"limits.queue_bytes"_s, TOPIQ_MEMBER(limits.queueBytes), Kilo, 1024 * Giga,
            u"Bytes waiting for one client"_s),
        size(u"limits.queue_total_bytes"_s, TOPIQ_MEMBER(limits.queueTotalBytes), Kilo, 1024 * Giga,
            u"Bytes waiting for all clients together"_s),
        number(u"limits.in_flight"_s, TOPIQ_MEMBER(limits.inFlight), 1, 65535,
            u"Unacknowledged QoS 1 and 2 messages for one client"_s),
        size(u"limits.output_bytes"_s, TOPIQ_MEMBER(limits.outputBytes), 16 * Kilo, 64 * Giga,
            u"Encoded and not yet sent, per connection"_s),
        size(u"limits.inbox_bytes"_s, TOPIQ_MEMBER(limits.inboxBytes), 64 * Kilo, 64 * Giga,
            u"On the way between two I/O threads"_s),
        size(u"limits.memory_bytes"_s, TOPIQ_MEMBER(limits.memoryBytes), 0, 1024 * Giga,
            u"History, retained messages, queues, output and sessions together; 0: no limit"_s),
        serverReferenceKey(),
        logLevelKey(),
    };
}

#undef TOPIQ_MEMBER

} // namespace

QString SettingKey::section() const
{
    const qsizetype dot = name.indexOf(u'.');
    return dot < 0 ? QString() : name.first(dot);
}

QString SettingKey::lastPart() const { return name.sliced(name.indexOf(u'.') + 1); }

QString SettingKey::environmentName() const { return u"TOPIQ_"_s + QString(name).replace(u'.', u'_').toUpper(); }

const QList<SettingKey> &settingKeys()
{
    static const QList<SettingKey> keys = makeKeys() + accessKeys();
    return keys;
}

const SettingKey *findSettingKey(const QString &name)
{
    const auto &keys = settingKeys();
    const auto found = std::find_if(keys.begin(), keys.end(), [&](const SettingKey &key) { return key.name == name; });
    return found == keys.end() ? nullptr : &*found;
}

QString nearestSettingKey(const QString &name)
{
    const auto lastPartOf = [](const QString &full) { return full.sliced(full.lastIndexOf(u'.') + 1); };
    QStringList names;
    QStringList lastParts;
    for (const SettingKey &key : settingKeys()) {
        if (lastPartOf(name) == key.lastPart()) {
            return key.name;
        }
        names += key.name;
        lastParts += key.lastPart();
    }
    const QString near = nearestWord(name, names);
    if (!near.isEmpty()) {
        return near;
    }
    const auto at = lastParts.indexOf(nearestWord(lastPartOf(name), lastParts));
    return at < 0 ? QString() : names[at];
}

QString logLevelName(LogLevel level) { return logLevelNames()[static_cast<qsizetype>(level)]; }

} // namespace topiq
