// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/import/mosquittomodel.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

using Scope = MosquittoOption::Scope;
using Fate = MosquittoOption::Fate;
using Type = MosquittoOption::Type;

Error fault(const ConfLine &line, const QString &text)
{
    return makeError(ExitCode::Configuration, visibleText(line.name) + u' ' + text, line.place);
}

bool isTrue(const QString &value) { return value == "true"_L1 || value == "1"_L1; }
bool isFalse(const QString &value) { return value == "false"_L1 || value == "0"_L1; }

Result<void> checkValue(const MosquittoOption &option, const ConfLine &line)
{
    if (line.value.isEmpty())
        return fault(line, u"has no value"_s);
    switch (option.type) {
    case Type::Boolean:
        if (!isTrue(line.value) && !isFalse(line.value))
            return fault(line, u"is \"%1\"; it must be true or false"_s.arg(visibleText(line.value)));
        break;
    case Type::Number: {
        bool ok = false;
        const qint64 number = line.value.toLongLong(&ok);
        const qint64 least = line.name == "max_connections"_L1 ? -1 : 0;
        if (!ok || number < least)
            return fault(line, u"is \"%1\"; it must be a whole number"_s.arg(visibleText(line.value)));
        if (line.name == "port"_L1 && (number < 1 || number > 65535))
            return fault(line, u"is %1; it must be from 1 to 65535"_s.arg(number));
        break;
    }
    case Type::Duration:
        if (!mosquittoDuration(line.value)) {
            return fault(
                line, u"is \"%1\"; it must be a number followed by h, d, w, m or y"_s.arg(visibleText(line.value)));
        }
        break;
    case Type::Text:
    case Type::Words:
        break;
    }
    return {};
}

bool isHarmless(const MosquittoOption &option, const QString &value)
{
    const QLatin1String harmless(option.harmless);
    if (harmless.isEmpty())
        return false;
    return value == harmless || (option.type == Type::Boolean && isTrue(value) == isTrue(harmless));
}

} // namespace

Result<qint64> mosquittoDuration(const QString &text)
{
    static const QHash<QChar, qint64> units{
        {u'h', 3600}, {u'd', 86400}, {u'w', 7 * 86400}, {u'm', 30 * 86400}, {u'y', 365 * 86400}};
    bool ok = false;
    const qint64 count = text.isEmpty() ? 0 : text.chopped(1).toLongLong(&ok);
    if (!ok || count < 1 || count > 10'000 || !units.contains(text.back()))
        return Error{ErrorCode::Invalid, "no duration", {}};
    return count * units[text.back()];
}

QString MosquittoModel::Group::value(const QString &name, const QString &byDefault) const
{
    const auto found = lines.constFind(name);
    return found == lines.constEnd() ? byDefault : found->value;
}

bool MosquittoModel::Group::flag(const QString &name, bool byDefault) const
{
    return has(name) ? isTrue(value(name)) : byDefault;
}

qint64 MosquittoModel::Group::number(const QString &name, qint64 byDefault) const
{
    return has(name) ? value(name).toLongLong() : byDefault;
}

Result<MosquittoModel> MosquittoModel::build(const QList<ConfLine> &lines)
{
    MosquittoModel model;
    for (const ConfLine &line : lines) {
        if (auto done = model.add(line); !done)
            return done.error();
    }
    return model;
}

Result<void> MosquittoModel::add(const ConfLine &line)
{
    const MosquittoOption *const option = findMosquittoOption(line.name);
    if (option == nullptr) {
        const QString near = nearestWord(line.name, mosquittoOptionNames());
        return makeError(ExitCode::Configuration,
            u"unknown option \"%1\"; %2"_s.arg(visibleText(line.name),
                near.isEmpty() ? u"mosquitto 2.0 has none of this name"_s : u"did you mean %1?"_s.arg(near)),
            line.place);
    }
    if (auto checked = checkValue(*option, line); !checked)
        return checked;
    if (option->scope == Scope::Bridge)
        return addBridgeLine(line);
    if (option->fate == Fate::NoEquivalent && !isHarmless(*option, line.value))
        withoutEquivalent += line;
    if (option->fate != Fate::Translated)
        return {};
    if (line.name == "listener"_L1) {
        listeners.emplace_back().head = line;
        return {};
    }
    if (line.name == "per_listener_settings"_L1)
        perListener = isTrue(line.value);
    if (line.name == "log_type"_L1)
        logTypes += line;
    const bool ofListener = option->scope == Scope::Listener || (option->scope == Scope::Security && perListener);
    const bool ofDefault = listeners.isEmpty() || line.name == "port"_L1 || line.name == "bind_address"_L1;
    Group &group = !ofListener ? global : ofDefault ? defaultListener : listeners.back();
    group.lines.insert(line.name, line);
    return {};
}

Result<void> MosquittoModel::addBridgeLine(const ConfLine &line)
{
    if (line.name == "connection"_L1) {
        for (const Group &other : bridges) {
            if (other.head.value == line.value) {
                return fault(
                    line, u"\"%1\" is there twice, first in %2"_s.arg(visibleText(line.value), other.head.place));
            }
        }
        bridges.emplace_back().head = line;
        return {};
    }
    if (bridges.isEmpty())
        return fault(line, u"belongs to a bridge, but no connection line stands before it"_s);
    const MosquittoOption &option = *findMosquittoOption(line.name);
    if (option.fate == Fate::NoEquivalent && !isHarmless(option, line.value))
        withoutEquivalent += line;
    if (option.fate != Fate::Translated)
        return {};
    static const QHash<QString, QString> newNames{{u"username"_s, u"remote_username"_s},
        {u"password"_s, u"remote_password"_s}, {u"clientid"_s, u"remote_clientid"_s}, {u"addresses"_s, u"address"_s}};
    if (line.name == "topic"_L1)
        bridges.back().topics += line;
    else
        bridges.back().lines.insert(newNames.value(line.name, line.name), line);
    return {};
}

} // namespace topiq
