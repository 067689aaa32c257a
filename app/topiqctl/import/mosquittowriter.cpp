// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/import/mosquittowriter.h"

#include "cli/exitcode.h"
#include "cli/visibletext.h"
#include "config/settingkeys.h"

#include <algorithm>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 Kilo = 1024;
constexpr quint64 Mega = 1024 * Kilo;
constexpr quint64 Giga = 1024 * Mega;

} // namespace

Result<Imported> MosquittoWriter::write(const QString &fileName)
{
    if (auto done = collectListeners(); !done)
        return done.error();
    collectAccess();
    collectLimits();
    collectRest();

    YamlText yaml;
    yaml.comment(u"Made by topiqctl import from %1."_s.arg(fileName));
    yaml.comment(
        u"Behind each value stands the line that it comes from; what has no equivalent is listed at the end."_s);
    yaml.blank();
    writeSection(yaml, {});
    yaml.section(u"listeners"_s);
    for (const auto &[pairs, note] : std::as_const(m_listeners))
        yaml.flowItem(2, pairs, note);
    for (const QString &section : {u"access"_s, u"limits"_s, u"log"_s})
        writeSection(yaml, section);
    if (!m_model.bridges.isEmpty()) {
        if (auto done = writeBridges(yaml); !done)
            return done.error();
    }
    for (const ConfLine &line : m_model.withoutEquivalent)
        leaveOut(line.place, line.name, QLatin1String(findMosquittoOption(line.name)->advice));
    if (!m_result.leftOut.isEmpty()) {
        yaml.blank();
        yaml.comment(u"Has no equivalent:"_s);
        for (const QString &line : std::as_const(m_result.leftOut))
            yaml.comment(line);
    }
    m_result.yaml = yaml.bytes();
    return std::move(m_result);
}

void MosquittoWriter::leaveOut(const QString &place, const QString &option, const QString &why)
{
    m_result.leftOut += u"%1: %2: %3"_s.arg(place, visibleText(option), why);
}

void MosquittoWriter::set(const QString &key, const QString &value, const QString &place, const QString &option)
{
    if (findSettingKey(key) == nullptr) {
        leaveOut(place, option, u"this version of Topiq has no %1"_s.arg(key));
        return;
    }
    m_values.insert(key, {value, place.isEmpty() ? option : place + u' ' + option});
}

void MosquittoWriter::setNumber(const QString &key, quint64 value, quint64 least, quint64 most, const QString &option)
{
    set(key, QString::number(std::clamp(value, least, most)), m_model.global.place(option), option);
}

void MosquittoWriter::writeSection(YamlText &yaml, const QString &section)
{
    bool begun = section.isEmpty();
    for (const SettingKey &key : settingKeys()) {
        if (key.section() != section || !m_values.contains(key.name))
            continue;
        if (!begun)
            yaml.section(section);
        begun = true;
        const Value value = m_values[key.name];
        yaml.entry(section.isEmpty() ? 0 : 2, key.lastPart(), value.text, value.note);
    }
}

void MosquittoWriter::collectAccess()
{
    const bool listens = !m_model.listeners.isEmpty() || !m_model.defaultListener.lines.isEmpty();
    takeSecurity(u"allow_anonymous"_s, u"access.anonymous"_s);
    if (!m_values.contains(u"access.anonymous"_s) && listens && findSettingKey(u"access.anonymous"_s) != nullptr) {
        m_values.insert(u"access.anonymous"_s,
            {u"none"_s, u"mosquitto's default as soon as there is a listener: allow_anonymous false"_s});
    }
    takeSecurity(u"password_file"_s, u"access.password_file"_s);
    takeSecurity(u"acl_file"_s, u"access.acl_file"_s);

    QList<const Group *> groups{&m_model.defaultListener};
    for (const Group &listener : m_model.listeners)
        groups += &listener;
    for (const Group *group : groups) {
        if (group->flag(u"use_identity_as_username"_s)) {
            const QString option = u"use_identity_as_username"_s;
            set(u"access.certificate_user"_s, u"cn"_s, group->place(option), option);
        }
    }
}

/// With per_listener_settings each listener has its own; ours hold for all, so they must agree.
void MosquittoWriter::takeSecurity(const QString &name, const QString &key)
{
    const bool isFlag = name == "allow_anonymous"_L1;
    const auto translated = [&](const Group &group) {
        return isFlag ? (group.flag(name) ? u"everywhere"_s : u"none"_s) : group.value(name);
    };
    QList<const Group *> groups;
    if (!m_model.perListener) {
        groups += &m_model.global;
    } else {
        if (!m_model.defaultListener.lines.isEmpty())
            groups += &m_model.defaultListener;
        for (const Group &listener : m_model.listeners)
            groups += &listener;
    }
    const auto first = std::find_if(groups.begin(), groups.end(), [&](const Group *group) { return group->has(name); });
    if (first == groups.end())
        return;
    const bool agree = std::all_of(
        groups.begin(), groups.end(), [&](const Group *group) { return translated(*group) == translated(**first); });
    if (agree) {
        set(key, translated(**first), (*first)->place(name), name);
        return;
    }
    // What is safe for all of them: nobody without a name, and the first of the files.
    set(key, isFlag ? u"none"_s : translated(**first), (*first)->place(name), name);
    for (const Group *group : groups) {
        if (group->has(name) && translated(*group) != m_values.value(key).text) {
            leaveOut(group->place(name), name,
                u"access is decided for all listeners alike, and another listener has a different value; let rules in "
                "access.rules tell listeners or users apart"_s);
        }
    }
}

void MosquittoWriter::collectLimits()
{
    const Group &global = m_model.global;
    const auto has = [&](const QString &name) { return global.has(name); };
    const auto number = [&](const QString &name) { return quint64(global.number(name)); };

    if (const QString name = u"max_inflight_messages"_s; has(name))
        setNumber(u"limits.in_flight"_s, number(name) ? number(name) : 65535, 1, 65535, name);
    if (const QString name = u"max_queued_messages"_s; has(name))
        setNumber(u"limits.queue_messages"_s, number(name) ? number(name) : 100'000'000, 1, 100'000'000, name);
    if (const QString name = u"max_queued_bytes"_s; has(name))
        setNumber(u"limits.queue_bytes"_s, number(name) ? number(name) : 1024 * Giga, Kilo, 1024 * Giga, name);
    if (const QString name = u"max_packet_size"_s; has(name)) {
        setNumber(u"limits.max_packet_bytes"_s, number(name), Kilo, 256 * Mega, name);
    } else if (const QString size = u"message_size_limit"_s; has(size) && number(size) > 0) {
        // That one is about the payload alone: a packet also has a topic, and properties.
        setNumber(u"limits.max_packet_bytes"_s, number(size) + 66 * Kilo, Kilo, 256 * Mega, size);
    }
    if (const QString name = u"memory_limit"_s; has(name) && number(name) > 0)
        setNumber(u"limits.memory_bytes"_s, number(name), Mega, 1024 * Giga, name);
    if (const QString name = u"max_keepalive"_s; has(name))
        setNumber(u"limits.max_keep_alive_seconds"_s, number(name), 10, 65535, name);
    if (const QString name = u"persistent_client_expiration"_s; has(name)) {
        const auto seconds = mosquittoDuration(global.value(name));
        setNumber(u"limits.session_expiry_seconds"_s, quint64(*seconds), 1, 4'294'967'294, name);
    }
    if (const QString name = u"retain_available"_s; has(name) && !global.flag(name))
        setNumber(u"limits.max_retained"_s, 0, 0, 0, name);
}

void MosquittoWriter::collectRest()
{
    if (const QString name = u"sys_interval"_s; m_model.global.has(name))
        setNumber(u"sys_interval_seconds"_s, quint64(m_model.global.number(name)), 0, 86400, name);

    static const QStringList levels{u"error"_s, u"warning"_s, u"info"_s, u"debug"_s};
    static const QHash<QString, int> types{{u"none"_s, 0}, {u"error"_s, 0}, {u"warning"_s, 1}, {u"notice"_s, 2},
        {u"information"_s, 2}, {u"subscribe"_s, 2}, {u"unsubscribe"_s, 2}, {u"internal"_s, 2}, {u"websockets"_s, 2},
        {u"debug"_s, 3}, {u"all"_s, 3}};
    int level = -1;
    QString place;
    for (const ConfLine &line : m_model.logTypes) {
        for (const QString &word : line.value.split(u' ', Qt::SkipEmptyParts)) {
            if (!types.contains(word)) {
                leaveOut(line.place, line.name, u"\"%1\" is no type that is known"_s.arg(visibleText(word)));
            } else if (types[word] > level) {
                level = types[word];
                place = line.place;
            }
        }
    }
    if (level >= 0)
        set(u"log.level"_s, levels[level], place, u"log_type"_s);
}

} // namespace topiq
