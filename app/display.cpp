// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "display.h"

#include "cli/visibletext.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <cstddef>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

/// Whether somebody accepts on the local socket. A leading NUL names an abstract one.
bool answers(const QByteArray &path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= static_cast<qsizetype>(sizeof(address.sun_path))) {
        return false;
    }
    std::copy(path.begin(), path.end(), address.sun_path);
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return false;
    }
    const auto length = static_cast<socklen_t>(
        offsetof(sockaddr_un, sun_path) + static_cast<size_t>(path.size()) + (path.startsWith('\0') ? 0 : 1));
    const bool ok = ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), length) == 0;
    ::close(descriptor);
    return ok;
}

bool waylandAnswers(const QString &name, const QString &runtimeDir)
{
    return answers(QFile::encodeName(name.startsWith(u'/') ? name : runtimeDir + u'/' + name));
}

bool x11Answers(const QString &display)
{
    static const QRegularExpression local(u"^(?:unix)?:(\\d+)(?:\\.\\d+)?$"_s);
    const QRegularExpressionMatch match = local.match(display);
    if (!match.hasMatch()) {
        return true; // on another machine, or a form that only the X library knows
    }
    const QByteArray path = "/tmp/.X11-unix/X" + match.captured(1).toLatin1();
    return answers(QByteArray(1, '\0') + path) || answers(path);
}

} // namespace

QString displayProblem(const QMap<QString, QString> &environment)
{
    const QString wayland = environment.value(u"WAYLAND_DISPLAY"_s);
    const QString x11 = environment.value(u"DISPLAY"_s);
    if (!environment.value(u"QT_QPA_PLATFORM"_s).isEmpty()) {
        return {};
    }
    if (wayland.isEmpty() && x11.isEmpty()) {
        return u"there is no display"_s;
    }
    if (!wayland.isEmpty() && waylandAnswers(wayland, environment.value(u"XDG_RUNTIME_DIR"_s))) {
        return {};
    }
    if (!x11.isEmpty() && x11Answers(x11)) {
        return {};
    }
    return u"the display %1 does not answer"_s.arg(visibleText(x11.isEmpty() ? wayland : x11));
}

} // namespace topiq
