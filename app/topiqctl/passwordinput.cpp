// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/passwordinput.h"

#include "access/passwordhash.h"
#include "cli/exitcode.h"
#include "cli/visibletext.h"

#include <QFile>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstdio>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MaxLine = 4096;

std::string firstLine(QFile &file)
{
    QByteArray line = file.readLine(MaxLine);
    while (line.endsWith('\n') || line.endsWith('\r')) {
        line.chop(1);
    }
    return line.toStdString();
}

Result<std::string> checked(std::string password)
{
    if (auto good = checkPassword(password); !good) {
        return makeError(ExitCode::Usage, QString::fromStdString(good.error().text));
    }
    return password;
}

/// The terminal without echo while it lives.
class Silence {
public:
    explicit Silence(int terminal) : m_terminal(terminal)
    {
        m_silent = ::tcgetattr(terminal, &m_before) == 0;
        termios silent = m_before;
        silent.c_lflag &= ~tcflag_t(ECHO);
        m_silent = m_silent && ::tcsetattr(terminal, TCSAFLUSH, &silent) == 0;
    }
    ~Silence()
    {
        if (m_silent) {
            ::tcsetattr(m_terminal, TCSAFLUSH, &m_before);
        }
    }
    Silence(const Silence &) = delete;
    Silence &operator=(const Silence &) = delete;

private:
    const int m_terminal;
    termios m_before{};
    bool m_silent = false;
};

Result<std::string> askTwice()
{
    QFile terminal(u"/dev/tty"_s);
    if (!terminal.open(QIODevice::ReadWrite | QIODevice::Unbuffered)) {
        return makeError(ExitCode::Usage, u"there is no terminal to ask for the password; use --password-file"_s);
    }
    const Silence silence(terminal.handle());
    std::string answers[2];
    for (std::string &answer : answers) {
        terminal.write(&answer == answers ? "Password: " : "\nThe same again: ");
        answer = firstLine(terminal);
    }
    terminal.write("\n");
    if (answers[0] != answers[1]) {
        return makeError(ExitCode::Usage, u"the two passwords are not the same; nothing was changed"_s);
    }
    return checked(std::move(answers[0]));
}

} // namespace

Result<std::string> readNewPassword(const QString &file)
{
    if (file.isEmpty() && ::isatty(STDIN_FILENO) == 1) {
        return askTwice();
    }
    QFile source(file);
    const bool standard = file.isEmpty() || file == "-"_L1;
    if (standard ? !source.open(stdin, QIODevice::ReadOnly) : !source.open(QIODevice::ReadOnly)) {
        return makeError(ExitCode::MissingInput,
            u"the password file \"%1\" cannot be read: %2"_s.arg(visibleText(file), source.errorString()));
    }
    return checked(firstLine(source));
}

} // namespace topiq
