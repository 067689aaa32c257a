// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/configtext.h"

#include "cli/visibletext.h"
#include "config/settingkeys.h"

#include <QStringList>

#include <algorithm>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr int CommentColumn = 44;

/// A YAML scalar: bare when nothing in it could be taken for anything but text, else in double quotes.
QString scalar(const QString &text)
{
    const auto isBare = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'.'
            || c == u'_' || c == u'/';
    };
    const bool isNull = text.compare("null"_L1, Qt::CaseInsensitive) == 0;
    if (!text.isEmpty() && !isNull && std::all_of(text.begin(), text.end(), isBare)) {
        return text;
    }
    QString quoted(u'"');
    for (const QChar c : text) {
        if (c == u'"' || c == u'\\') {
            quoted += u'\\';
            quoted += c;
        } else if (c.category() == QChar::Other_Control || c.category() == QChar::Separator_Line
            || c.category() == QChar::Separator_Paragraph || c.unicode() == 0xfeff) {
            quoted += u"\\u%1"_s.arg(static_cast<uint>(c.unicode()), 4, 16, '0'_L1);
        } else {
            quoted += c;
        }
    }
    return quoted + u'"';
}

QString commented(const QString &line, const QString &comment)
{
    return u"%1 # %2\n"_s.arg(line.leftJustified(CommentColumn), visibleText(comment));
}

} // namespace

QString configText(const LoadedSettings &loaded)
{
    QString text;
    QString section;
    for (const SettingKey &key : settingKeys()) {
        if (key.section() != section) {
            section = key.section();
            text += section + u":\n"_s;
        }
        const QString head = (section.isEmpty() ? QString() : u"  "_s) + key.lastPart() + u':';
        const QString value = key.write(loaded.settings);
        const QString origin = loaded.origin(key.name);
        if (key.structured) {
            text += commented(head + u' ' + value, origin); // JSON is YAML
            continue;
        }
        if (!key.list) {
            text += commented(head + u' ' + scalar(value), origin);
            continue;
        }
        const QStringList items = value.split(u',', Qt::SkipEmptyParts);
        text += commented(items.isEmpty() ? head + u" []"_s : head, origin);
        for (const QString &item : items) {
            text += commented(u"  - "_s + scalar(item), origin);
        }
    }
    return text;
}

} // namespace topiq
