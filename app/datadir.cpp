// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "datadir.h"

#include "cli/exitcode.h"
#include "cli/visibletext.h"

#include <sys/stat.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr mode_t OwnerOnly = 0700;

Error failed(int number, const QString &path, const QString &what)
{
    const bool forbidden = number == EACCES || number == EPERM;
    const QString advice = forbidden ? u"; give this user the right, or name another folder with --data-dir"_s
                                     : u"; name another folder with --data-dir"_s;
    return makeError(forbidden ? ExitCode::NoPermission : ExitCode::CannotCreate,
        u"data folder \"%1\" %2: %3%4"_s.arg(visibleText(path), what, qt_error_string(number), advice));
}

} // namespace

Result<void> prepareDataDir(const QString &path)
{
    const QString absolute = QDir::cleanPath(QDir(path).absolutePath());
    for (qsizetype slash = 0; slash >= 0;) {
        slash = absolute.indexOf(u'/', slash + 1);
        const QString part = slash < 0 ? absolute : absolute.first(slash);
        if (::mkdir(QFile::encodeName(part).constData(), OwnerOnly) != 0 && errno != EEXIST) {
            const int number = errno;
            if (!QFileInfo::exists(part)) { // a read-only file system says so before it says "exists"
                return failed(number, path, u"cannot be made"_s);
            }
        }
    }
    const QFileInfo info(absolute);
    if (info.exists() && !info.isDir()) {
        return failed(ENOTDIR, path, u"cannot be used"_s);
    }
    if (::access(QFile::encodeName(absolute).constData(), R_OK | W_OK | X_OK) != 0) {
        return failed(errno, path, u"cannot be written"_s);
    }
    return {};
}

} // namespace topiq
