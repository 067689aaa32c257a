// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "datadir.h"

#include "cli/exitcode.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace topiq;

class DataDirTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_dir;

private Q_SLOTS:
    void missingFoldersAreMadeForTheOwnerAlone()
    {
        const QString path = m_dir.filePath(u"a/b"_s);
        QVERIFY(prepareDataDir(path).ok());
        for (const QString &made : {m_dir.filePath(u"a"_s), path}) {
            const auto permissions = QFile::permissions(made);
            QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther)));
            QVERIFY(permissions & QFile::WriteOwner);
        }
        QVERIFY2(prepareDataDir(path).ok(), "a folder that is there is taken");
    }

    void fileInTheWayCannotBeUsed()
    {
        QFile file(m_dir.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        for (const QString &path : {m_dir.filePath(u"file"_s), m_dir.filePath(u"file/below"_s)}) {
            const auto done = prepareDataDir(path);
            QVERIFY(!done.ok());
            QCOMPARE(exitStatus(done.error()), 73);
            QVERIFY(errorText(done.error()).contains(path));
            QVERIFY(errorText(done.error()).contains(u"--data-dir"_s));
        }
    }

    void folderThatCannotBeMadeIsSaid()
    {
        const auto done = prepareDataDir(u"/proc/topiq"_s);
        QVERIFY(!done.ok());
        const int status = exitStatus(done.error());
        QVERIFY(status == 73 || status == 77); // which one depends on who runs the test
    }

    void folderWithoutRightsIsNoPermission()
    {
        const QString path = m_dir.filePath(u"closed"_s);
        QVERIFY(prepareDataDir(path).ok());
        QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::ExeOwner));
        const auto done = prepareDataDir(path);
        if (::geteuid() == 0) {
            QVERIFY(done.ok()); // root may write everywhere
        } else {
            QVERIFY(!done.ok());
            QCOMPARE(exitStatus(done.error()), 77);
        }
    }
};

QTEST_GUILESS_MAIN(DataDirTest)
#include "datadirtest.moc"
