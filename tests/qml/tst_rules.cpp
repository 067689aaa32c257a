// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Rules of the pages that no compiler checks: where text from the network may appear, who may import Qt Charts, where
// colours may be named.
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;

class QmlRules : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void textIsShownByPlainTextOnly();
    void editorsTakePlainTextOnly();
    void oneFileImportsQtCharts();
    void coloursAreNamedInTheThemeOnly();
    void everyVisibleTextIsTranslatable();
    void everyTextHasItsTranslations();

private:
    /// Fails with file:line for each line that matches in a file that is not excepted.
    void forbid(const QRegularExpression &pattern, const QStringList &excepted, const char *why);
    QMap<QString, QStringList> m_files; ///< path under qml/ -> lines
};

void QmlRules::initTestCase()
{
    const QString root = QStringLiteral(TOPIQ_SOURCE_DIR) + u"/qml/"_s;
    QDirIterator files(root, {u"*.qml"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadOnly));
        m_files.insert(file.fileName().mid(root.size()), QString::fromUtf8(file.readAll()).split(u'\n'));
    }
    QVERIFY(m_files.size() > 20);
}

void QmlRules::forbid(const QRegularExpression &pattern, const QStringList &excepted, const char *why)
{
    QStringList found;
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
        if (excepted.contains(file.key()))
            continue;
        for (qsizetype i = 0; i < file->size(); ++i) {
            if (pattern.match(file->at(i)).hasMatch())
                found.append(u"%1:%2"_s.arg(file.key()).arg(i + 1));
        }
    }
    QVERIFY2(found.isEmpty(), qPrintable(QLatin1StringView(why) + u": "_s + found.join(u' ')));
}

void QmlRules::textIsShownByPlainTextOnly()
{
    forbid(
        QRegularExpression(u"(^|[^.\\w])(Text|Label|TextEdit)\\s*\\{"_s), {u"parts/PlainText.qml"_s}, "use PlainText");
    forbid(QRegularExpression(
               u"Text\\.(StyledText|RichText|AutoText|MarkdownText)|TextEdit\\.(RichText|AutoText|MarkdownText)"_s),
        {}, "text must not be interpreted");
    QVERIFY(m_files.value(u"parts/PlainText.qml"_s).join(u'\n').contains(u"textFormat: Text.PlainText"_s));
}

void QmlRules::editorsTakePlainTextOnly()
{
    for (auto file = m_files.cbegin(); file != m_files.cend(); ++file) {
        const QString all = file->join(u'\n');
        QVERIFY2(
            all.count(QRegularExpression(u"\\bTextArea\\s*\\{"_s)) == all.count(u"textFormat: TextEdit.PlainText"_s),
            qPrintable(file.key()));
    }
}

void QmlRules::oneFileImportsQtCharts()
{
    forbid(QRegularExpression(u"import\\s+QtCharts"_s), {u"charts/LinePlot.qml"_s}, "only LinePlot may know Qt Charts");
}

void QmlRules::coloursAreNamedInTheThemeOnly()
{
    forbid(QRegularExpression(u"\"#[0-9a-fA-F]{3,8}\"|Qt\\.rgba\\("_s), {u"theme/Theme.qml"_s},
        "name the colour's meaning in Theme");
}

void QmlRules::everyVisibleTextIsTranslatable()
{
    forbid(QRegularExpression(
               u"\\b(text|title|sentence|placeholderText|action|what|works|note):\\s*\"[^\"]*[A-Za-z]{2,}"_s),
        {}, "use qsTr");
}

void QmlRules::everyTextHasItsTranslations()
{
    const QDir folder(QStringLiteral(TOPIQ_SOURCE_DIR) + u"/translations"_s);
    const QStringList names = folder.entryList({u"*.ts"_s});
    QCOMPARE(names.size(), 2);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY2(text.count("<message") > 200, qPrintable(name));
        for (const char *mark :
            {"type=\"unfinished\"", "type=\"vanished\"", "type=\"obsolete\"", "<translation></translation>"})
            QVERIFY2(!text.contains(mark), qPrintable(name + u" has "_s + QLatin1StringView(mark)));
        QVERIFY2(folder.exists(name + u".license"_s), qPrintable(name)); // Qt's tools drop comments from a .ts file
    }
}

QTEST_GUILESS_MAIN(QmlRules)
#include "tst_rules.moc"
