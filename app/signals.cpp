// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "signals.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace topiq {

namespace {

constexpr std::array Handled{SIGTERM, SIGINT, SIGHUP, SIGUSR1};

// What a signal handler touches must be global, and lock-free.
std::array<int, 2> pipeEnds{-1, -1};
volatile sig_atomic_t terminations = 0;
std::array<struct sigaction, Handled.size()> formerActions{};

void handleSignal(int number)
{
    const int savedErrno = errno;
    if (number == SIGTERM || number == SIGINT) {
        if (terminations > 0) {
            static constexpr char Note[] = "topiq: stopped at once on the second signal\n";
            [[maybe_unused]] const ssize_t noted = ::write(STDERR_FILENO, Note, sizeof(Note) - 1);
            ::_exit(1);
        }
        terminations = 1;
    }
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const ssize_t written = ::write(pipeEnds[1], &byte, 1); // a full pipe wakes the loop all the same
    errno = savedErrno;
}

} // namespace

Signals::Signals(QObject *parent) : QObject(parent)
{
    Q_ASSERT(pipeEnds[0] < 0);
    if (::pipe2(pipeEnds.data(), O_NONBLOCK | O_CLOEXEC) != 0) {
        qErrnoWarning("no pipe for signals: they end the process at once");
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Signals::readPipe);
    terminations = 0;
    for (size_t i = 0; i < Handled.size(); ++i) {
        struct sigaction action {};
        action.sa_handler = handleSignal;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        ::sigaction(Handled[i], &action, &formerActions[i]);
    }
}

Signals::~Signals()
{
    if (m_notifier == nullptr) {
        return;
    }
    for (size_t i = 0; i < Handled.size(); ++i) {
        ::sigaction(Handled[i], &formerActions[i], nullptr);
    }
    m_notifier.reset();
    for (int &end : pipeEnds) {
        ::close(end);
        end = -1;
    }
}

void Signals::readPipe()
{
    std::array<char, 64> bytes{};
    ssize_t count = 0;
    while ((count = ::read(pipeEnds[0], bytes.data(), bytes.size())) > 0) {
        for (ssize_t i = 0; i < count; ++i) {
            switch (bytes[static_cast<size_t>(i)]) {
            case SIGHUP:
                Q_EMIT reloadRequested();
                break;
            case SIGUSR1:
                Q_EMIT statusRequested();
                break;
            default:
                Q_EMIT terminateRequested();
                break;
            }
        }
    }
}

} // namespace topiq
