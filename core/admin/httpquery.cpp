// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpquery.h"

#include "admin/adminjson.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

constexpr qsizetype ShownChars = 100;

QString shown(const QString &value) { return value.size() <= ShownChars ? value : value.left(ShownChars) + u"..."_s; }

QString listed(HttpQuery::Names words)
{
    QStringList list;
    for (const QLatin1StringView word : words)
        list.append(word);
    return list.join(u", "_s);
}

std::optional<QString> decoded(const QByteArray &encoded) { return utf8Text(QByteArray::fromPercentEncoding(encoded)); }

} // namespace

HttpQuery::HttpQuery(const QByteArray &encoded, Names known)
{
    for (const QByteArray &part : encoded.split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const auto name = decoded(equals < 0 ? part : part.left(equals));
        const auto value = decoded(equals < 0 ? QByteArray() : part.mid(equals + 1));
        if (!name || !value) {
            const QString raw = QString::fromLatin1(part);
            fail("bad_parameter"_L1, name.value_or(raw), raw, u"The parameter \"%1\" is not UTF-8."_s.arg(shown(raw)));
        } else if (std::none_of(known.begin(), known.end(), [&](QLatin1StringView word) { return *name == word; })) {
            const QString detail = known.size() == 0
                ? u"The parameter \"%1\" (value \"%2\") is not known; there are none here."_s.arg(
                    shown(*name), shown(*value))
                : u"The parameter \"%1\" (value \"%2\") is not known; there are %3."_s.arg(
                    shown(*name), shown(*value), listed(known));
            fail("unknown_parameter"_L1, *name, *value, detail);
        } else if (std::any_of(
                       m_values.begin(), m_values.end(), [&](const auto &pair) { return pair.first == *name; })) {
            fail("duplicate_parameter"_L1, *name, *value,
                u"The parameter \"%1\" is given more than once (again with value \"%2\")."_s.arg(*name, shown(*value)));
        } else {
            m_values.append({*name, *value});
        }
    }
}

QString HttpQuery::text(QLatin1StringView name, const QString &byDefault) const
{
    return find(name).value_or(byDefault);
}

QString HttpQuery::requiredText(QLatin1StringView name)
{
    const QString value = text(name);
    if (value.isEmpty())
        fail("missing_parameter"_L1, name, value, u"The parameter \"%1\" is needed and must not be empty."_s.arg(name));
    return value;
}

qint64 HttpQuery::number(QLatin1StringView name, qint64 byDefault, qint64 least, qint64 most)
{
    const auto value = find(name);
    if (!value)
        return byDefault;
    const QStringView digits = value->startsWith(u'-') ? QStringView(*value).sliced(1) : QStringView(*value);
    bool ok = !digits.isEmpty()
        && std::all_of(digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    const qint64 number = ok ? value->toLongLong(&ok) : 0;
    if (ok && number >= least && number <= most)
        return number;
    const bool isBounded = least != std::numeric_limits<qint64>::min() || most != std::numeric_limits<qint64>::max();
    failValue(name, *value, isBounded ? u"a whole number from %1 to %2"_s.arg(least).arg(most) : u"a whole number"_s);
    return byDefault;
}

bool HttpQuery::flag(QLatin1StringView name, bool byDefault)
{
    const auto value = find(name);
    if (!value)
        return byDefault;
    if (*value == "true"_L1 || *value == "1"_L1)
        return true;
    if (*value == "false"_L1 || *value == "0"_L1)
        return false;
    failValue(name, *value, u"true or false"_s);
    return byDefault;
}

int HttpQuery::choice(QLatin1StringView name, int byDefault, Names words)
{
    const auto value = find(name);
    if (!value)
        return byDefault;
    const auto found = std::find_if(words.begin(), words.end(), [&](QLatin1StringView word) { return *value == word; });
    if (found != words.end())
        return int(found - words.begin());
    failValue(name, *value, u"one of "_s + listed(words));
    return byDefault;
}

std::optional<QString> HttpQuery::find(QLatin1StringView name) const
{
    for (const auto &[known, value] : m_values) {
        if (known == name)
            return value;
    }
    return {};
}

void HttpQuery::fail(QLatin1StringView code, const QString &name, const QString &value, const QString &detail)
{
    if (!m_fault)
        m_fault = problemAnswer(400, code, detail, {{u"parameter"_s, shown(name)}, {u"value"_s, shown(value)}});
}

void HttpQuery::failValue(QLatin1StringView name, const QString &value, const QString &wanted)
{
    fail("bad_parameter"_L1, name, value,
        u"The parameter \"%1\" has the value \"%2\"; it must be %3."_s.arg(name, shown(value), wanted));
}

} // namespace topiq
