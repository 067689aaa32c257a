// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/import/importcommand.h"

#include "cli/exitcode.h"
#include "cli/visibletext.h"
#include "config/settingsloader.h"
#include "config/yamlsource.h"
#include "topiqctl/import/imported.h"
#include "topiqctl/import/mosquittoimport.h"
#include "topiqctl/output.h"

#include <QFile>
#include <QFileInfo>

#include <cstdio>

#include <fcntl.h>
#include <unistd.h>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

/// A broker whose configuration can be read.
struct Source {
    QString name;
    QStringList endings; ///< of file names that are its own
    Result<Imported> (*import)(const QString &fileName, const QString &secretsFolder);
};

const QList<Source> &sources()
{
    static const QList<Source> all{{u"mosquitto"_s, {u".conf"_s}, importMosquitto}};
    return all;
}

QStringList sourceNames()
{
    QStringList names;
    for (const Source &source : sources()) {
        names += source.name;
    }
    return names;
}

Result<const Source *> sourceOf(const ParsedOptions &options, const QString &fileName)
{
    if (options.has(u"from"_s)) {
        auto name = wordOption(options, u"from"_s, sourceNames());
        if (!name) {
            return name.error();
        }
        return &sources()[sourceNames().indexOf(*name)];
    }
    for (const Source &source : sources()) {
        for (const QString &ending : source.endings) {
            if (fileName.endsWith(ending)) {
                return &source;
            }
        }
    }
    return makeError(ExitCode::Usage,
        u"\"%1\" does not say by its name which broker it belongs to; give --from %2"_s.arg(
            visibleText(fileName), sourceNames().join(" or "_L1)));
}

/// A file that is new, or may be replaced; readable by its owner alone, for a configuration can hold secrets.
Result<void> writeFile(const QString &fileName, const QByteArray &content, bool replace)
{
    const QByteArray path = QFile::encodeName(fileName);
    const int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (replace ? O_TRUNC : O_EXCL);
    const int descriptor = ::open(path.constData(), flags, 0600);
    if (descriptor < 0) {
        const int error = errno;
        return makeError(ExitCode::CannotCreate,
            error == EEXIST ? u"\"%1\" is there already; name another file or give --force"_s.arg(visibleText(fileName))
                            : u"\"%1\" cannot be written: %2"_s.arg(visibleText(fileName), qt_error_string(error)));
    }
    QFile file;
    const bool opened = file.open(descriptor, QIODevice::WriteOnly, QFileDevice::AutoCloseHandle);
    if (!opened || file.write(content) != content.size() || !file.flush()) {
        return makeError(
            ExitCode::InputOutput, u"\"%1\" cannot be written: %2"_s.arg(visibleText(fileName), file.errorString()));
    }
    return {};
}

/// What we have made must be what the broker takes.
Result<void> check(const Imported &imported)
{
    const auto values = readYaml(imported.yaml, u"the translation"_s);
    if (!values) {
        return values.error();
    }
    Settings scratch;
    for (const SourceValue &value : *values) {
        if (auto done = value.key->read(scratch, value.text); !done) {
            return makeError(
                ExitCode::Configuration, u"%1: %2"_s.arg(value.key->name, errorText(done.error())), value.origin);
        }
    }
    return {};
}

Result<void> writeResult(const Imported &imported, const ParsedOptions &options)
{
    const QString out = options.value(u"out"_s);
    if (out.isEmpty()) {
        Output output;
        output.write(imported.yaml);
        for (const Imported::Secret &secret : imported.secrets) {
            std::fprintf(stderr, "topiqctl: the password for %s is not printed; with --out it is written\n",
                secret.fileName.toUtf8().constData());
        }
        return output.flush();
    }
    const bool replace = options.has(u"force"_s);
    if (auto done = writeFile(out, imported.yaml, replace); !done) {
        return done;
    }
    for (const Imported::Secret &secret : imported.secrets) {
        if (auto done = writeFile(secret.fileName, secret.content + '\n', replace); !done) {
            return done;
        }
    }
    return {};
}

Result<void> run(const ParsedOptions &options)
{
    if (options.positional.isEmpty()) {
        return makeError(ExitCode::Usage, u"name the file to import: topiqctl import mosquitto.conf"_s);
    }
    const QString fileName = options.positional[0];
    const auto source = sourceOf(options, fileName);
    if (!source) {
        return source.error();
    }
    const QString out = options.value(u"out"_s);
    const auto imported = (*source)->import(fileName, out.isEmpty() ? QString() : QFileInfo(out).absolutePath());
    if (!imported) {
        return imported.error();
    }
    if (auto good = check(*imported); !good) {
        return good;
    }
    if (auto written = writeResult(*imported, options); !written) {
        return written;
    }
    if (!imported->leftOut.isEmpty()) {
        std::fprintf(stderr, "topiqctl: has no equivalent:\n");
        for (const QString &line : imported->leftOut) {
            std::fprintf(stderr, "  %s\n", line.toUtf8().constData());
        }
    }
    return {};
}

} // namespace

Command importCommand()
{
    Command command{u"import"_s, u"FILE [OPTION]..."_s, u"Translate the configuration of another broker"_s,
        u"Writes a configuration for topiq --config. Behind each value stands the line it comes\n"
        "from; what has no equivalent is listed on stderr and at the end of the file.\n"
        "Reads mosquitto.conf of mosquitto 2.0, with what its include_dir lines name.\n"_s,
        {
            {u"from"_s, u"BROKER"_s, u"Whose configuration it is: mosquitto; default by the name of the file"_s},
            {u"out"_s, u"FILE"_s, u"Write to FILE, and passwords into files beside it; default standard output"_s,
                u'o'},
            {u"force"_s, {}, u"Replace files that are there"_s},
            {u"help"_s, {}, u"Print this help"_s, u'h'},
        },
        run};
    command.arguments = 1;
    return command;
}

} // namespace topiq
