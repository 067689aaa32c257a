// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/command.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"
#include "topiqctl/output.h"

#include <algorithm>
#include <cstdio>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

Error usage(const QString &text) { return makeError(ExitCode::Usage, text); }

const Command *findCommand(const QList<Command> &commands, const QString &name)
{
    const auto found = std::find_if(commands.begin(), commands.end(), [&](const Command &c) { return c.name == name; });
    return found == commands.end() ? nullptr : &*found;
}

Error unknownCommand(const QList<Command> &commands, const QString &name)
{
    QStringList names{u"help"_s};
    for (const Command &command : commands) {
        names += command.name;
    }
    const QString near = nearestWord(name, names);
    const QString hint = near.isEmpty() ? u"topiqctl help lists the commands"_s : u"did you mean %1?"_s.arg(near);
    return usage(u"unknown command \"%1\": %2"_s.arg(visibleText(name), hint));
}

Result<void> print(const QString &text)
{
    Output output;
    output.write(text.toUtf8());
    return output.flush();
}

Result<void> help(const QList<Command> &commands, const QStringList &names)
{
    if (names.isEmpty()) {
        return print(topiqctlHelp(commands));
    }
    const Command *command = findCommand(commands, names[0]);
    return command == nullptr ? Result<void>(unknownCommand(commands, names[0])) : print(commandHelp(*command));
}

Result<void> dispatch(const QList<Command> &commands, const QStringList &arguments)
{
    if (arguments.isEmpty()) {
        return usage(u"a command is missing: topiqctl help lists the commands"_s);
    }
    QString name = arguments[0];
    if (name == "--help"_L1 || name == "-h"_L1 || name == "help"_L1) {
        return help(commands, arguments.mid(1));
    }
    if (name == "--version"_L1) {
        return print(u"topiqctl " TOPIQ_VERSION "\n"_s);
    }
    if (name.startsWith(u'-')) {
        const QString near = nearestWord(name, {u"--help"_s, u"--version"_s});
        return usage(u"unknown option \"%1\": %2"_s.arg(visibleText(name),
            near.isEmpty() ? u"options stand behind the command, as in topiqctl pub --help"_s
                           : u"did you mean %1?"_s.arg(near)));
    }
    const Command *command = findCommand(commands, name);
    if (command == nullptr) {
        return unknownCommand(commands, name);
    }
    auto options = parseOptions(command->options, arguments.mid(1));
    if (!options) {
        return options.error();
    }
    if (options->has(u"help"_s)) {
        return print(commandHelp(*command));
    }
    if (options->positional.size() > command->arguments) {
        const QString taken = command->arguments == 0 ? u"takes options only"_s : u"takes fewer"_s;
        return usage(u"unexpected argument \"%1\": topiqctl %2 %3, see topiqctl help %2"_s.arg(
            visibleText(options->positional[command->arguments]), command->name, taken));
    }
    return command->run(*options);
}

} // namespace

int runTopiqctl(const QList<Command> &commands, const QStringList &arguments)
{
    const auto done = dispatch(commands, arguments);
    if (!done) {
        std::fprintf(stderr, "topiqctl: %s\n", errorText(done.error()).toUtf8().constData());
        return exitStatus(done.error());
    }
    return exitStatus(ExitCode::Ok);
}

QString topiqctlHelp(const QList<Command> &commands)
{
    QString text = u"Usage: topiqctl COMMAND [OPTION]...\n"
                   "Talks to a running Topiq from the command line.\n\nCommands:\n"_s;
    for (const Command &command : commands) {
        text += u"  %1 %2\n"_s.arg(command.name, -10).arg(command.summary);
    }
    text += u"  help       Explain a command: topiqctl help COMMAND\n"
            "\nEnvironment: TOPIQ_URL for --url, TOPIQ_API for --api.\n"
            "\nExit status: 0 done, 1 failure, 2 wrong command line, 66 missing file,\n"
            "69 server not reachable, 75 no answer in time, 76 server breaks the protocol,\n"
            "77 refused.\n"_s;
    return text;
}

QString commandHelp(const Command &command)
{
    QString text = u"Usage: topiqctl %1 %2\n%3.\n"_s.arg(command.name, command.usage, command.summary);
    if (!command.details.isEmpty()) {
        text += u'\n' + command.details;
    }
    return text + u'\n' + optionHelp(command.options);
}

QString optionOrVariable(
    const ParsedOptions &options, const QString &option, const char *variable, const QString &byDefault)
{
    if (options.has(option)) {
        return options.value(option);
    }
    const QString fromEnvironment = qEnvironmentVariable(variable);
    return fromEnvironment.isEmpty() ? byDefault : fromEnvironment;
}

Result<int> numberOption(const ParsedOptions &options, const QString &name, int byDefault, int least, int most)
{
    if (!options.has(name)) {
        return byDefault;
    }
    bool ok = false;
    const int number = options.value(name).toInt(&ok);
    if (!ok || number < least || number > most) {
        return usage(u"--%1: \"%2\" is not a whole number from %3 to %4"_s.arg(name, visibleText(options.value(name)))
                         .arg(least)
                         .arg(most));
    }
    return number;
}

Result<QString> wordOption(const ParsedOptions &options, const QString &name, const QStringList &words)
{
    const QString word = options.value(name, words[0]);
    if (!words.contains(word)) {
        const QString near = nearestWord(word, words);
        return usage(u"--%1: \"%2\" is not one of %3%4"_s.arg(name, visibleText(word), words.join(", "_L1),
            near.isEmpty() ? QString() : u"; did you mean %1?"_s.arg(near)));
    }
    return word;
}

} // namespace topiq
