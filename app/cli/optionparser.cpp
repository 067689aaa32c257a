// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/optionparser.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"

#include <algorithm>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr int HelpWidth = 80;
constexpr int HelpTextColumn = 27;

const Option *findOption(const QList<Option> &table, const QString &name)
{
    const auto found
        = std::find_if(table.begin(), table.end(), [&](const Option &option) { return option.name == name; });
    return found == table.end() ? nullptr : &*found;
}

const Option *findLetter(const QList<Option> &table, QChar letter)
{
    const auto found
        = std::find_if(table.begin(), table.end(), [&](const Option &option) { return option.letter == letter; });
    return found == table.end() ? nullptr : &*found;
}

Error usage(const QString &text) { return makeError(ExitCode::Usage, text); }

Error unknownOption(const QList<Option> &table, const QString &argument, const QString &name)
{
    QStringList names;
    for (const Option &option : table) {
        names += option.name;
    }
    const QString near = nearestWord(name, names);
    const QString hint = near.isEmpty() ? u"--help lists the options"_s : u"did you mean --%1?"_s.arg(near);
    return usage(u"unknown option \"%1\": %2"_s.arg(visibleText(argument), hint));
}

} // namespace

QString ParsedOptions::value(const QString &name, const QString &fallback) const
{
    const auto found = values.constFind(name);
    return found == values.constEnd() ? fallback : found->constLast();
}

Result<ParsedOptions> parseOptions(const QList<Option> &table, const QStringList &arguments)
{
    ParsedOptions parsed;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &argument = arguments[i];
        if (argument == "--"_L1) {
            parsed.positional += arguments.mid(i + 1);
            break;
        }
        if (!argument.startsWith(u'-') || argument.size() == 1) {
            parsed.positional += argument;
            continue;
        }

        const Option *option = nullptr;
        QString name;
        QString attached;
        bool hasAttached = false;
        if (argument.startsWith("--"_L1)) {
            const qsizetype equals = argument.indexOf(u'=');
            hasAttached = equals > 0;
            name = hasAttached ? argument.sliced(2, equals - 2) : argument.sliced(2);
            attached = hasAttached ? argument.sliced(equals + 1) : QString();
            option = findOption(table, name);
        } else {
            name = argument.sliced(1);
            attached = argument.sliced(2);
            hasAttached = !attached.isEmpty();
            option = findLetter(table, argument[1]);
        }
        if (option == nullptr) {
            return unknownOption(table, argument, name);
        }
        if (parsed.has(option->name) && !option->repeatable) {
            return usage(u"option --%1 is given twice; give it once"_s.arg(option->name));
        }
        if (option->value.isEmpty()) {
            if (hasAttached) {
                return usage(
                    u"option --%1 takes no value, but \"%2\" is given"_s.arg(option->name, visibleText(attached)));
            }
            parsed.values[option->name] += QString();
            continue;
        }
        if (!hasAttached) {
            if (i + 1 >= arguments.size()) {
                return usage(u"option --%1 needs a value: --%1 %2"_s.arg(option->name, option->value));
            }
            attached = arguments[++i];
        }
        parsed.values[option->name] += attached;
    }
    return parsed;
}

QString optionHelp(const QList<Option> &table)
{
    QString text;
    for (const Option &option : table) {
        QString line = option.letter.isNull() ? u"      --%1"_s.arg(option.name)
                                              : u"  -%1, --%2"_s.arg(option.letter).arg(option.name);
        if (!option.value.isEmpty()) {
            line += u' ' + option.value;
        }
        if (line.size() > HelpTextColumn - 2) {
            text += line + u'\n';
            line.clear();
        }
        line = line.leftJustified(HelpTextColumn);
        const QStringList words = option.help.split(u' ', Qt::SkipEmptyParts);
        for (const QString &word : words) {
            if (line.size() > HelpTextColumn && line.size() + 1 + word.size() > HelpWidth) {
                text += line + u'\n';
                line = QString(HelpTextColumn, u' ');
            }
            line += line.size() > HelpTextColumn ? u' ' + word : word;
        }
        text += line + u'\n';
    }
    return text;
}

} // namespace topiq
