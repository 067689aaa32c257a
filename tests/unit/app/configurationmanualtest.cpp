// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/settingkeys.h"
#include "config/settingsloader.h"
#include "config/yamlsource.h"

#include <QFile>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace topiq;

namespace {

QString readFile(const char *name)
{
    QFile file(QString::fromLocal8Bit(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

class ConfigurationManualTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void manualHasExactlyTheKeysWithTheirDefaultsAndRanges()
    {
        static const QRegularExpression rowForm(
            u"^\\| `([a-z_.]+)` \\| `([^`]*)` \\| (.*) \\| (at once|restart) \\| (.*) \\|$"_s,
            QRegularExpression::MultilineOption);
        QStringList documented;
        auto rows = rowForm.globalMatch(readFile(TOPIQ_MANUAL));
        while (rows.hasNext()) {
            const auto row = rows.next();
            documented += row.captured(1);
            const SettingKey *key = findSettingKey(row.captured(1));
            QVERIFY2(key != nullptr, qPrintable(row.captured(1)));
            const QString byDefault = key->write(Settings());
            QCOMPARE(row.captured(2), byDefault.isEmpty() ? u"\"\""_s : byDefault);
            QCOMPARE(row.captured(3), key->allowed);
            QCOMPARE(row.captured(4), key->effect == SettingKey::Effect::Reload ? u"at once"_s : u"restart"_s);
            QCOMPARE(row.captured(5), key->help);
        }
        QStringList known;
        for (const SettingKey &key : settingKeys()) {
            known += key.name;
        }
        QCOMPARE(documented, known);
    }

    void sampleFileIsValidAndChangesNothing()
    {
        const auto loaded = SettingsLoader({QString::fromLocal8Bit(TOPIQ_SAMPLE), {}, {}}).load();
        QVERIFY(loaded.ok());
        QVERIFY(loaded->origins.isEmpty());
    }

    void sampleFileShowsEveryKeyWithItsDefault()
    {
        // A # with one blank behind it begins a sentence, any other a key that is switched off.
        static const QRegularExpression switchedOff(u"^#(?! \\S)"_s, QRegularExpression::MultilineOption);
        const auto values = readYaml(readFile(TOPIQ_SAMPLE).remove(switchedOff).toUtf8(), u"sample"_s);
        QVERIFY2(values.ok(), values.ok() ? "" : values.error().message().c_str());
        QCOMPARE(values->size(), settingKeys().size());
        for (const SourceValue &value : *values) {
            QCOMPARE(value.text, value.key->write(Settings()));
        }
    }
};

QTEST_GUILESS_MAIN(ConfigurationManualTest)
#include "configurationmanualtest.moc"
