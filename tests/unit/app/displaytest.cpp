// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "display.h"

#include <QLocalServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

class DisplayTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void noVariableMeansNoDisplay()
    {
        QCOMPARE(displayProblem({}), u"there is no display"_s);
        QCOMPARE(displayProblem({{u"DISPLAY"_s, QString()}}), u"there is no display"_s);
    }

    void chosenPlatformIsTakenAtItsWord()
    {
        QCOMPARE(displayProblem({{u"QT_QPA_PLATFORM"_s, u"offscreen"_s}}), QString());
    }

    void localDisplayThatDoesNotAnswerIsFound()
    {
        QVERIFY(displayProblem({{u"DISPLAY"_s, u":64999"_s}}).contains(u":64999 does not answer"_s));
        QVERIFY(displayProblem({{u"DISPLAY"_s, u"unix:64999.0"_s}}).contains(u"does not answer"_s));
        QVERIFY(displayProblem({{u"WAYLAND_DISPLAY"_s, u"wayland-topiq-none"_s}}).contains(u"does not answer"_s));
    }

    void displayOfAnotherMachineIsTakenAtItsWord()
    {
        QCOMPARE(displayProblem({{u"DISPLAY"_s, u"otherhost:0"_s}}), QString());
    }

    void waylandThatAnswersIsADisplay()
    {
        const QTemporaryDir dir;
        QLocalServer server;
        QVERIFY(server.listen(dir.filePath(u"wayland-9"_s)));
        QCOMPARE(
            displayProblem({{u"WAYLAND_DISPLAY"_s, u"wayland-9"_s}, {u"XDG_RUNTIME_DIR"_s, dir.path()}}), QString());
        QCOMPARE(displayProblem({{u"WAYLAND_DISPLAY"_s, dir.filePath(u"wayland-9"_s)}}), QString());
    }
};

QTEST_GUILESS_MAIN(DisplayTest)
#include "displaytest.moc"
