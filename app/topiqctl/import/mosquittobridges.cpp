// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// MosquittoWriter: bridges.
#include "cli/exitcode.h"
#include "cli/visibletext.h"
#include "config/settingkeys.h"
#include "topiqctl/import/mosquittowriter.h"

#include <algorithm>

namespace topiq {

using namespace Qt::StringLiterals;

Result<void> MosquittoWriter::writeBridges(YamlText &yaml)
{
    if (findSettingKey(u"bridges"_s) == nullptr) {
        for (const Group &bridge : m_model.bridges)
            leaveOut(bridge.head.place, u"connection"_s, u"this version of Topiq has no bridges"_s);
        return {};
    }
    yaml.section(u"bridges"_s);
    for (const Group &bridge : m_model.bridges) {
        if (auto done = writeBridge(yaml, bridge); !done)
            return done;
    }
    return {};
}

Result<void> MosquittoWriter::writeBridge(YamlText &yaml, const Group &bridge)
{
    const auto note = [&](const QString &option) { return bridge.place(option) + u' ' + option; };
    const auto take = [&](const QString &option, const QString &key) {
        if (bridge.has(option))
            yaml.entry(4, key, bridge.value(option), note(option));
    };
    const QString name = bridge.head.value;
    const bool tls = bridge.has(u"bridge_cafile"_s) || bridge.has(u"bridge_certfile"_s);
    auto addresses = bridgeAddresses(bridge, tls);
    if (!addresses)
        return addresses.error();
    if (bridge.topics.isEmpty())
        return makeError(
            ExitCode::Configuration, u"bridge \"%1\" has no topic line"_s.arg(visibleText(name)), bridge.head.place);

    yaml.itemEntry(2, u"name"_s, name, bridge.head.place + u" connection"_s);
    QStringList urls;
    for (const QString &address : std::as_const(*addresses))
        urls += YamlText::scalar(address);
    yaml.raw(4, u"addresses: [%1]"_s.arg(urls.join(", "_L1)));
    take(u"remote_clientid"_s, u"client_id"_s);
    take(u"local_clientid"_s, u"local_client_id"_s);
    take(u"remote_username"_s, u"user"_s);
    if (bridge.has(u"remote_password"_s)) {
        const QString file = freshSecretName(name);
        m_result.secrets.append({file, bridge.value(u"remote_password"_s).toUtf8()});
        yaml.entry(4, u"password_file"_s, file, note(u"remote_password"_s));
    }
    const QString protocol = bridge.value(u"bridge_protocol_version"_s, u"mqttv311"_s);
    yaml.entry(4, u"version"_s, protocol == "mqttv50"_L1 ? u"5"_s : u"3.1.1"_s,
        bridge.has(u"bridge_protocol_version"_s) ? note(u"bridge_protocol_version"_s) : u"mosquitto's default"_s);
    if (protocol == "mqttv31"_L1)
        leaveOut(bridge.place(u"bridge_protocol_version"_s), u"bridge_protocol_version mqttv31"_s, u"3.1.1 is used"_s);
    if (bridge.flag(u"cleansession"_s))
        yaml.entry(4, u"clean_start"_s, u"true"_s, note(u"cleansession"_s));
    if (bridge.has(u"keepalive_interval"_s)) {
        const qint64 seconds = std::clamp<qint64>(bridge.number(u"keepalive_interval"_s), 5, 65535);
        yaml.entry(4, u"keep_alive"_s, QString::number(seconds), note(u"keepalive_interval"_s));
    }
    if (!bridge.flag(u"bridge_outgoing_retain"_s, true))
        yaml.entry(4, u"outgoing_retain"_s, u"false"_s, note(u"bridge_outgoing_retain"_s));
    if (!bridge.flag(u"try_private"_s, true))
        yaml.entry(4, u"try_private"_s, u"false"_s, note(u"try_private"_s));
    const bool notifies = bridge.flag(u"notifications"_s, true);
    const bool localOnly = bridge.flag(u"notifications_local_only"_s);
    yaml.entry(4, u"notifications"_s, !notifies ? u"none"_s : localOnly ? u"local"_s : u"both"_s);
    take(u"notification_topic"_s, u"notification_topic"_s);
    take(u"bridge_cafile"_s, u"ca"_s);
    take(u"bridge_certfile"_s, u"certificate"_s);
    take(u"bridge_keyfile"_s, u"key"_s);
    if (const QString option = u"restart_timeout"_s; bridge.has(option)) {
        const QStringList words = bridge.value(option).split(u' ', Qt::SkipEmptyParts);
        const auto seconds = [&](qsizetype i) { return std::clamp(words.value(i, words[0]).toInt(), 1, 3600); };
        const int least = seconds(0);
        yaml.raw(4,
            u"reconnect: {min: %1, max: %2}  # %3"_s.arg(least)
                .arg(std::max(least, seconds(1)))
                .arg(visibleText(note(option))));
    }
    yaml.raw(4, u"topics:"_s);
    for (const ConfLine &topic : bridge.topics) {
        if (auto done = writeBridgeTopic(yaml, topic); !done)
            return done;
    }
    return {};
}

/// The name of a file for this bridge's password: nothing that leads out of its folder.
QString MosquittoWriter::freshSecretName(const QString &bridge) const
{
    QString name = bridge.left(100);
    for (QChar &c : name) {
        if (c.unicode() >= 128 || !(c.isLetterOrNumber() || c == u'-' || c == u'_')) {
            c = u'_';
        }
    }
    const QString folder = m_secretsFolder.isEmpty() ? QString() : m_secretsFolder + u'/';
    const QString base = folder + u"bridge-%1.password"_s.arg(name);
    QString file = base;
    const auto taken = [&] {
        return std::any_of(m_result.secrets.begin(), m_result.secrets.end(),
            [&](const Imported::Secret &secret) { return secret.fileName == file; });
    };
    for (int n = 2; taken(); ++n) {
        file = u"%1.%2"_s.arg(base).arg(n);
    }
    return file;
}

Result<QStringList> MosquittoWriter::bridgeAddresses(const Group &bridge, bool tls)
{
    const ConfLine line = bridge.lines.value(u"address"_s);
    QStringList urls;
    for (const QString &word : line.value.split(u' ', Qt::SkipEmptyParts)) {
        // The port stands behind the last colon, also of an IPv6 address, where it must be given.
        const qsizetype colon = word.lastIndexOf(u':');
        QString host = colon < 0 ? word : word.first(colon);
        bool ok = true;
        const uint port = colon < 0 ? 1883 : word.sliced(colon + 1).toUInt(&ok);
        if (host.startsWith(u'[') && host.endsWith(u']'))
            host = host.sliced(1, host.size() - 2);
        if (host.isEmpty() || !ok || port < 1 || port > 65535) {
            return makeError(ExitCode::Configuration,
                u"address \"%1\" is not HOST or HOST:PORT"_s.arg(visibleText(word)), line.place);
        }
        urls += u"%1://%2:%3"_s.arg(tls ? u"mqtts"_s : u"mqtt"_s, host.contains(u':') ? u'[' + host + u']' : host)
                    .arg(port);
    }
    if (urls.isEmpty()) {
        return makeError(ExitCode::Configuration,
            u"bridge \"%1\" has no address line"_s.arg(visibleText(bridge.head.value)), bridge.head.place);
    }
    return urls;
}

Result<void> MosquittoWriter::writeBridgeTopic(YamlText &yaml, const ConfLine &line)
{
    const auto fault = [&](const QString &text) {
        return makeError(ExitCode::Configuration, u"topic \"%1\": %2"_s.arg(visibleText(line.value), text), line.place);
    };
    QStringList words = line.value.split(u' ', Qt::SkipEmptyParts);
    if (words.size() > 5)
        return fault(u"more than a filter, a direction, a QoS and two prefixes"_s);
    for (QString &word : words) {
        if (word == "\"\""_L1)
            word.clear();
    }
    const QString direction = words.value(1, u"out"_s);
    const QString qos = words.value(2, u"0"_s);
    if (direction != "in"_L1 && direction != "out"_L1 && direction != "both"_L1)
        return fault(u"the direction must be in, out or both"_s);
    if (qos != "0"_L1 && qos != "1"_L1 && qos != "2"_L1)
        return fault(u"the QoS must be 0, 1 or 2"_s);
    if (words[0].isEmpty() && (words.value(3).isEmpty() || words.value(4).isEmpty()))
        return fault(u"without a filter both prefixes must be given: they are the two topics"_s);
    YamlText::Pairs pairs{{u"filter"_s, words[0]}, {u"direction"_s, direction}, {u"qos"_s, qos}};
    if (!words.value(3).isEmpty())
        pairs.append({u"local_prefix"_s, words[3]});
    if (!words.value(4).isEmpty())
        pairs.append({u"remote_prefix"_s, words[4]});
    yaml.flowItem(6, pairs, line.place);
    return {};
}

} // namespace topiq
