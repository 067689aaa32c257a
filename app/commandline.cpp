// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandline.h"

#include "cli/exitcode.h"
#include "cli/optionparser.h"
#include "cli/visibletext.h"
#include "config/listenurl.h"

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

const QList<Option> &options()
{
    static const QList<Option> table{
        {u"config"_s, u"FILE"_s, u"Read the configuration from FILE (YAML)"_s},
        {u"no-gui"_s, {}, u"Serve without a window"_s},
        {u"kiosk"_s, {}, u"Window fills the screen; nothing in it can be edited"_s},
        {u"data-dir"_s, u"DIR"_s, u"Keep data in DIR; made when missing"_s},
        {u"listen"_s, u"URL"_s,
            u"Listen on SCHEME://ADDR:PORT, scheme mqtt or http (API and metrics), IPv6 in brackets, port 0 for any "
            "free one; may be repeated; replaces every configured listener, also that of http"_s,
            {}, true},
        {u"print-config"_s, {}, u"Print the effective configuration and where each value comes from, then exit"_s},
        {u"test-config"_s, {}, u"Check the configuration, then exit"_s},
        {u"log-level"_s, u"LEVEL"_s, u"error, warning, info or debug"_s},
        {u"version"_s, {}, u"Print the version, then exit"_s},
        {u"help"_s, {}, u"Print this help, then exit"_s, u'h'},
    };
    return table;
}

Error usage(const QString &text) { return makeError(ExitCode::Usage, text); }

/// --listen replaces what is configured, all of it: without an http address the admin listener is off, so that brokers
/// started beside each other with one address each do not meet on the admin port.
Result<void> addListeners(CommandLine &commandLine, const QStringList &urls)
{
    const QString option = u"--listen"_s;
    QStringList listeners;
    bool admin = false;
    for (const QString &url : urls) {
        auto listener = parseListenUrl(url);
        if (!listener) {
            return usage(option + u": "_s + errorText(listener.error()));
        }
        if (listener->scheme != "http"_L1) {
            listeners += listenUrl(*listener);
            continue;
        }
        if (admin) {
            return usage(u"--listen: %1 is a second http address; there is one admin listener"_s.arg(visibleText(url)));
        }
        admin = true;
        commandLine.values += {u"admin.address"_s, listener->address, option};
        commandLine.values += {u"admin.port"_s, QString::number(listener->port), option};
    }
    commandLine.values += {u"listeners"_s, listeners.join(u','), option};
    commandLine.values += {u"admin.enabled"_s, admin ? u"true"_s : u"false"_s, option};
    return {};
}

} // namespace

Result<CommandLine> parseCommandLine(const QStringList &arguments)
{
    const auto parsed = parseOptions(options(), arguments);
    if (!parsed) {
        return parsed.error();
    }
    if (!parsed->positional.isEmpty()) {
        return usage(u"unexpected argument \"%1\": topiq takes options only"_s.arg(visibleText(parsed->positional[0])));
    }

    CommandLine commandLine;
    using Action = CommandLine::Action;
    for (const auto &[name, action] : {std::pair(u"help"_s, Action::Help), std::pair(u"version"_s, Action::Version),
             std::pair(u"print-config"_s, Action::PrintConfig), std::pair(u"test-config"_s, Action::TestConfig)}) {
        if (parsed->has(name)) {
            commandLine.action = action;
            break;
        }
    }
    commandLine.configFile = parsed->value(u"config"_s);
    if (parsed->has(u"config"_s) && commandLine.configFile.isEmpty()) {
        return usage(u"--config: the name of the file is empty"_s);
    }
    commandLine.noGui = parsed->has(u"no-gui"_s);
    commandLine.kiosk = parsed->has(u"kiosk"_s);
    if (commandLine.noGui && commandLine.kiosk) {
        return usage(u"--no-gui and --kiosk contradict each other; give one"_s);
    }
    for (const auto &[option, key] :
        {std::pair(u"data-dir"_s, u"data_dir"_s), std::pair(u"log-level"_s, u"log.level"_s)}) {
        if (parsed->has(option)) {
            commandLine.values += {key, parsed->value(option), u"--"_s + option};
        }
    }
    if (parsed->has(u"listen"_s)) {
        if (auto done = addListeners(commandLine, parsed->values.value(u"listen"_s)); !done) {
            return done.error();
        }
    }
    return commandLine;
}

QString commandLineHelp()
{
    return u"Usage: topiq [OPTION]...\n"
           "The message broker you can watch: serves MQTT and opens a window on it.\n\n"_s
        + optionHelp(options())
        + u"\nOptions beat environment variables (TOPIQ_SECTION_KEY), these beat the file,\n"
          "the file beats the defaults. Signals: TERM and INT stop within 10 seconds,\n"
          "HUP rereads the configuration, USR1 writes a summary to the log.\n\n"
          "Exit status: 0 stopped as asked, 1 failure, 2 wrong command line, 66 missing\n"
          "file, 73 cannot create, 77 no permission, 78 wrong configuration.\n"_s;
}

} // namespace topiq
