// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "signals.h"

#include <sys/wait.h>
#include <unistd.h>

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace topiq;

class SignalsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachSignalOfTheProcessBecomesASignalOfTheObject()
    {
        Signals handlers;
        QSignalSpy terminated(&handlers, &Signals::terminateRequested);
        QSignalSpy reloaded(&handlers, &Signals::reloadRequested);
        QSignalSpy status(&handlers, &Signals::statusRequested);
        QCOMPARE(raise(SIGHUP), 0);
        QCOMPARE(raise(SIGUSR1), 0);
        QCOMPARE(raise(SIGTERM), 0);
        QTRY_COMPARE(terminated.count(), 1);
        QCOMPARE(reloaded.count(), 1);
        QCOMPARE(status.count(), 1);
    }

    void objectCanBeMadeAgain()
    {
        for (int i = 0; i < 2; ++i) {
            Signals handlers;
            QSignalSpy terminated(&handlers, &Signals::terminateRequested);
            QCOMPARE(raise(SIGINT), 0);
            QTRY_COMPARE(terminated.count(), 1);
        }
    }

    void secondTerminationEndsTheProcessAtOnce()
    {
        const pid_t child = fork();
        if (child == 0) {
            const Signals handlers;
            raise(SIGTERM);
            raise(SIGTERM); // must not come back
            _exit(0);
        }
        int status = 0;
        QCOMPARE(waitpid(child, &status, 0), child);
        QVERIFY(WIFEXITED(status));
        QCOMPARE(WEXITSTATUS(status), 1);
    }

    void formerHandlersComeBack()
    {
        {
            const Signals handlers;
        }
        struct sigaction action {};
        QCOMPARE(sigaction(SIGUSR1, nullptr, &action), 0);
        QVERIFY(action.sa_handler == SIG_DFL);
    }
};

QTEST_GUILESS_MAIN(SignalsTest)
#include "signalstest.moc"
