// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/import/mosquittoconf.h"

#include "cli/exitcode.h"
#include "cli/visibletext.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

// Far more than any configuration needs; they keep a wrong name (a log, a device) from being read whole.
constexpr qint64 MaxFileBytes = 1024 * 1024;
constexpr qsizetype MaxFiles = 1000;
constexpr qsizetype MaxLines = 100'000;

class ConfReader {
public:
    Result<void> readFile(const QString &fileName, bool main)
    {
        const QFileInfo info(fileName);
        if (!info.exists())
            return makeError(ExitCode::MissingInput, u"\"%1\" does not exist"_s.arg(visibleText(fileName)), m_from);
        if (!info.isFile()) {
            return makeError(ExitCode::MissingInput,
                u"\"%1\" is not a file; name a mosquitto.conf"_s.arg(visibleText(fileName)), m_from);
        }
        QFile file(fileName);
        if (!file.open(QIODevice::ReadOnly)) {
            return makeError(ExitCode::NoPermission,
                u"\"%1\" cannot be read: %2"_s.arg(visibleText(fileName), file.errorString()), m_from);
        }
        const QByteArray bytes = file.read(MaxFileBytes + 1);
        if (bytes.size() > MaxFileBytes) {
            return makeError(ExitCode::Configuration,
                u"\"%1\" is longer than 1 MiB; is it a mosquitto.conf?"_s.arg(visibleText(fileName)));
        }
        return readLines(bytes, fileName, info.absolutePath(), main);
    }

    [[nodiscard]] QList<ConfLine> take() { return std::move(m_lines); }

private:
    Result<void> readLines(const QByteArray &bytes, const QString &fileName, const QString &folder, bool main)
    {
        int number = 0;
        for (QByteArray line : bytes.split('\n')) {
            ++number;
            const QString place = u"%1:%2"_s.arg(visibleText(fileName)).arg(number);
            line = line.trimmed();
            if (line.isEmpty() || line.startsWith('#'))
                continue;
            const QString text = QString::fromUtf8(line);
            if (line.contains('\0') || text.contains(QChar::ReplacementCharacter)) {
                return makeError(ExitCode::Configuration, u"this line is no text; is it a mosquitto.conf?"_s, place);
            }
            const auto end = std::find_if(line.begin(), line.end(), [](char c) { return c == ' ' || c == '\t'; });
            const auto size = qsizetype(end - line.begin());
            const ConfLine entry{
                place, folder, QString::fromUtf8(line.first(size)), QString::fromUtf8(line.sliced(size).trimmed())};
            if (entry.name == "include_dir"_L1) {
                m_from = place;
                if (auto done = include(entry, main); !done)
                    return done;
                m_from.clear();
                continue;
            }
            if (m_lines.size() == MaxLines) {
                return makeError(ExitCode::Configuration,
                    u"more than %1 settings in all; is it a mosquitto.conf?"_s.arg(MaxLines), place);
            }
            m_lines += entry;
        }
        return {};
    }

    Result<void> include(const ConfLine &line, bool main)
    {
        if (!main) {
            return makeError(ExitCode::Configuration,
                u"include_dir in an included file; mosquitto takes it in the main file only"_s, line.place);
        }
        const QDir folder(line.value); // as mosquitto does: relative to where it is started
        if (line.value.isEmpty() || !folder.exists()) {
            return makeError(ExitCode::MissingInput,
                u"include_dir \"%1\" is no folder; run this where mosquitto runs, or mend the path"_s.arg(
                    visibleText(line.value)),
                line.place);
        }
        QStringList names = folder.entryList({u"*.conf"_s}, QDir::Files | QDir::Hidden, QDir::Unsorted);
        // By letter without regard to case, and of the same letter the capital first.
        std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) {
            const int order = a.compare(b, Qt::CaseInsensitive);
            return order != 0 ? order < 0 : a < b;
        });
        m_files += names.size();
        if (m_files > MaxFiles) {
            return makeError(ExitCode::Configuration,
                u"include_dir \"%1\": more than %2 files in all"_s.arg(visibleText(line.value)).arg(MaxFiles),
                line.place);
        }
        for (const QString &name : names) {
            if (!name.endsWith(".conf"_L1))
                continue; // the pattern above does not look at case
            if (auto done = readFile(folder.filePath(name), false); !done)
                return done;
        }
        return {};
    }

    QList<ConfLine> m_lines;
    QString m_from; // the include_dir line that is being followed
    qsizetype m_files = 0;
};

} // namespace

Result<QList<ConfLine>> readMosquittoConf(const QString &fileName)
{
    ConfReader reader;
    if (auto done = reader.readFile(fileName, true); !done)
        return done.error();
    return reader.take();
}

} // namespace topiq
