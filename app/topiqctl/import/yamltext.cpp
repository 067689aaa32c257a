// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/import/yamltext.h"

#include "cli/visibletext.h"

#include <QStringList>

#include <algorithm>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

/// Letters, digits and a few marks that mean nothing in YAML wherever they stand.
bool isPlain(const QString &value)
{
    const bool plainMarks = std::all_of(value.begin(), value.end(), [](QChar c) {
        return (c.unicode() < 128 && c.isLetterOrNumber()) || c == u'_' || c == u'.' || c == u'/' || c == u'-';
    });
    static const QStringList words{u"null"_s, u"yes"_s, u"no"_s, u"on"_s, u"off"_s, u"y"_s, u"n"_s};
    return plainMarks && !value.isEmpty() && value[0].isLetterOrNumber() && !words.contains(value.toLower());
}

} // namespace

QString YamlText::scalar(const QString &value)
{
    if (isPlain(value))
        return value;
    QString quoted = u"\""_s;
    for (const QChar c : value) {
        if (c == u'"' || c == u'\\')
            quoted += u'\\' + QString(c);
        else if (c.unicode() < 0x20 || (c.unicode() >= 0x7F && c.unicode() < 0xA0) || c.unicode() == 0xFEFF
            || c.unicode() == 0x2028 || c.unicode() == 0x2029)
            quoted += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            quoted += c;
    }
    return quoted + u'"';
}

QString YamlText::flow(const Pairs &pairs)
{
    QStringList parts;
    for (const auto &[key, value] : pairs)
        parts += u"%1: "_s.arg(key) + scalar(value);
    return u'{' + parts.join(", "_L1) + u'}';
}

QString YamlText::oneLine(const QString &text) { return visibleText(text); }

QString YamlText::noteText(const QString &note) { return note.isEmpty() ? QString() : "  # "_L1 + oneLine(note); }

void YamlText::entry(int indent, const QString &key, const QString &value, const QString &note)
{
    raw(indent, key + ": "_L1 + scalar(value) + noteText(note));
}

void YamlText::itemEntry(int indent, const QString &key, const QString &value, const QString &note)
{
    raw(indent, "- "_L1 + key + ": "_L1 + scalar(value) + noteText(note));
}

void YamlText::flowItem(int indent, const Pairs &pairs, const QString &note)
{
    raw(indent, "- "_L1 + flow(pairs) + noteText(note));
}

} // namespace topiq
