// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/secretfile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace topiq;

class SecretFileTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::string path(const QString &name) const { return m_folder.filePath(name).toStdString(); }
    static mode_t modeOf(const std::string &file)
    {
        struct stat info {};
        return ::lstat(file.c_str(), &info) == 0 ? info.st_mode & 07777 : 0;
    }
    static bool says(const Error &error, std::string_view text)
    {
        return error.message().find(text) != std::string::npos;
    }

private Q_SLOTS:
    void init()
    {
        for (const QString &name : QDir(m_folder.path()).entryList(QDir::Files | QDir::System))
            QFile::remove(m_folder.filePath(name));
    }

    void writtenContentIsReadAgain()
    {
        const std::string content = std::string("line\n\0bytes", 11) + std::string(100'000, 'x');
        QVERIFY(writeSecretFile(path(u"a"_s), content).ok());
        const auto read = readSecretFile(path(u"a"_s));
        QVERIFY(read.ok());
        QVERIFY(*read == content);
    }

    void onlyItsOwnerMayReadIt()
    {
        const mode_t before = ::umask(0);
        QVERIFY(writeSecretFile(path(u"a"_s), "x").ok());
        ::umask(before);
        QCOMPARE(modeOf(path(u"a"_s)), mode_t(0600));
    }

    void replacingLeavesNothingBesideIt()
    {
        QVERIFY(writeSecretFile(path(u"a"_s), "one").ok());
        const FileStamp before = stampOf(path(u"a"_s));
        QVERIFY(writeSecretFile(path(u"a"_s), "two").ok());
        QVERIFY(!(stampOf(path(u"a"_s)) == before));
        QCOMPARE(*readSecretFile(path(u"a"_s)), std::string("two"));
        QCOMPARE(QDir(m_folder.path()).entryList(QDir::Files), QStringList{u"a"_s});
    }

    void linkIsNeitherReadNorWritten()
    {
        QVERIFY(writeSecretFile(path(u"target"_s), "secret").ok());
        QCOMPARE(::symlink(path(u"target"_s).c_str(), path(u"link"_s).c_str()), 0);
        const auto read = readSecretFile(path(u"link"_s));
        QVERIFY(!read.ok());
        QVERIFY(says(read.error(), "is a link"));
        QVERIFY(!writeSecretFile(path(u"link"_s), "x").ok());
        QCOMPARE(*readSecretFile(path(u"target"_s)), std::string("secret"));
    }

    void whatIsNoFileIsRefused()
    {
        QCOMPARE(::mkfifo(path(u"pipe"_s).c_str(), 0600), 0);
        QVERIFY(!readSecretFile(path(u"pipe"_s)).ok()); // and does not wait for a writer
        QVERIFY(!readSecretFile(m_folder.path().toStdString()).ok());
        QVERIFY(!readSecretFile("/dev/zero").ok());
    }

    void fileThatOthersMayWriteIsRefused()
    {
        QVERIFY(writeSecretFile(path(u"a"_s), "x").ok());
        for (const mode_t mode : {0620, 0602, 0666}) {
            QCOMPARE(::chmod(path(u"a"_s).c_str(), mode), 0);
            const auto read = readSecretFile(path(u"a"_s));
            QVERIFY(!read.ok());
            QVERIFY(says(read.error(), "chmod go-w"));
        }
        QCOMPARE(::chmod(path(u"a"_s).c_str(), 0640), 0);
        QVERIFY(readSecretFile(path(u"a"_s)).ok());
    }

    void folderThatEverybodyMayWriteIsRefused()
    {
        const QString folder = m_folder.filePath(u"open"_s);
        QVERIFY(QDir().mkpath(folder + u"/below"_s));
        const std::string file = (folder + u"/a"_s).toStdString();
        const std::string deep = (folder + u"/below/a"_s).toStdString();
        QVERIFY(writeSecretFile(file, "x").ok());
        QVERIFY(writeSecretFile(deep, "x").ok());
        for (const mode_t mode : {0777, 01777}) {
            QCOMPARE(::chmod(folder.toLocal8Bit().constData(), mode), 0);
            QVERIFY(says(readSecretFile(file).error(), "everybody may write"));
            QVERIFY(!writeSecretFile(file, "y").ok());
        }
        // Below a folder with the sticky bit, such as /tmp, a folder of one's own is safe; without it is not.
        QVERIFY(readSecretFile(deep).ok());
        QCOMPARE(::chmod(folder.toLocal8Bit().constData(), 0777), 0);
        QVERIFY(!readSecretFile(deep).ok());
        QCOMPARE(::chmod(folder.toLocal8Bit().constData(), 0700), 0);
    }

    void missingFileAndFolderAreToldApartFromForbidden()
    {
        QVERIFY(readSecretFile(path(u"none"_s)).error().code == ErrorCode::MissingInput);
        QVERIFY(writeSecretFile(path(u"none/a"_s), "x").error().code == ErrorCode::MissingInput);
        QVERIFY(stampOf(path(u"none"_s)) == FileStamp());
    }

    void hugeFileIsRefused()
    {
        QVERIFY(writeSecretFile(path(u"a"_s), std::string(17 * 1024 * 1024, 'x')).ok());
        QVERIFY(says(readSecretFile(path(u"a"_s)).error(), "longer than 16 MiB"));
    }
};

QTEST_GUILESS_MAIN(SecretFileTest)
#include "secretfiletest.moc"
