// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/yamlsource.h"

#include "base/yamldocument.h"
#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"
#include "config/listenurl.h"

#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QStringList>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

/// Far more than any configuration needs; keeps a wrong file name (a log, a device) from being read whole.
constexpr qint64 MaxFileBytes = 1024 * 1024;

/// Bounds of one item of a structured key.
constexpr int MaxNodes = 10'000;
constexpr int MaxDepth = 4;

/// Walks one document. Stops at the first fault.
class YamlReader {
public:
    explicit YamlReader(const QString &fileName) : m_fileName(fileName) {}

    Result<QList<SourceValue>> read(const YAML::Node &root)
    {
        if (root.IsNull()) {
            return m_values; // an empty file, or comments only
        }
        if (!root.IsMap()) {
            return fault(root, u"the file must hold keys with values, such as \"loops: 2\""_s);
        }
        if (auto done = readMap(root, {}); !done) {
            return done.error();
        }
        return m_values;
    }

private:
    Result<void> readMap(const YAML::Node &map, const QString &section)
    {
        for (const auto &pair : map) {
            if (!pair.first.IsScalar()) {
                return fault(pair.first, u"a key must be a word"_s);
            }
            const QString word = QString::fromStdString(pair.first.Scalar());
            const QString name = section.isEmpty() ? word : section + u'.' + word;
            if (const auto before = m_lines.constFind(name); before != m_lines.constEnd()) {
                return fault(pair.first,
                    u"key %1 is given twice, first in line %2; keep one"_s.arg(visibleText(name)).arg(*before));
            }
            m_lines.insert(name, pair.first.Mark().line + 1);
            if (auto done = readEntry(name, pair.first, pair.second, section.isEmpty()); !done) {
                return done;
            }
        }
        return {};
    }

    Result<void> readEntry(const QString &name, const YAML::Node &keyNode, const YAML::Node &value, bool top)
    {
        if (top && sections().contains(name)) {
            if (value.IsNull()) {
                return {}; // a section of which every key is commented out
            }
            if (!value.IsMap()) {
                return fault(keyNode, u"%1 is a section; its keys stand below it, indented"_s.arg(name));
            }
            return readMap(value, name);
        }
        const SettingKey *key = name.contains(u'.') == top ? nullptr : findSettingKey(name);
        if (key == nullptr) {
            return unknownKey(name, keyNode, value, top);
        }
        if (key->structured) {
            return readStructured(*key, keyNode, value);
        }
        if (key->list) {
            return readList(*key, keyNode, value);
        }
        if (!value.IsScalar()) {
            const QString found = value.IsNull() ? u"has no value"_s : u"must be a single value"_s;
            return fault(keyNode, u"%1 %2; use %3"_s.arg(name, found, key->allowed));
        }
        m_values += {key, QString::fromStdString(value.Scalar()), place(keyNode)};
        return {};
    }

    Result<void> readList(const SettingKey &key, const YAML::Node &keyNode, const YAML::Node &value)
    {
        if (!value.IsSequence()) {
            return fault(keyNode, u"%1 must be a list; use %2"_s.arg(key.name, key.allowed));
        }
        QStringList items;
        for (const YAML::Node &item : value) {
            auto text = itemText(key, item);
            if (!text) {
                return text.error();
            }
            // Checked here too, because here the line of the item is known.
            Settings scratch;
            if (auto checked = key.read(scratch, *text); !checked) {
                return fault(item, u"%1: %2"_s.arg(key.name, errorText(checked.error())));
            }
            items += *text;
        }
        m_values += {&key, items.join(u','), place(keyNode)};
        return {};
    }

    Result<void> readStructured(const SettingKey &key, const YAML::Node &keyNode, const YAML::Node &value)
    {
        if (!value.IsSequence()) {
            return fault(keyNode, u"%1 must be a list; use %2"_s.arg(key.name, key.allowed));
        }
        QJsonArray items;
        for (const YAML::Node &item : value) {
            m_nodesLeft = MaxNodes;
            const QJsonValue json = toJson(item, 0);
            if (m_nodesLeft < 0) {
                return fault(item, u"%1: this item is too large, too deep, or gives a key twice"_s.arg(key.name));
            }
            // Checked here too, because here the line of the item is known.
            Settings scratch;
            const QString text = QString::fromUtf8(QJsonDocument(QJsonArray{json}).toJson(QJsonDocument::Compact));
            if (auto checked = key.read(scratch, text); !checked) {
                return fault(item, u"%1: %2"_s.arg(key.name, errorText(checked.error())));
            }
            items.append(json);
        }
        const QString text = QString::fromUtf8(QJsonDocument(items).toJson(QJsonDocument::Compact));
        m_values += {&key, text, place(keyNode)};
        return {};
    }

    /// Every scalar becomes text. m_nodesLeft is negative after more than MaxNodes, which a few lines with aliases can
    /// mean, after more than MaxDepth, and after a key that is given twice.
    QJsonValue toJson(const YAML::Node &node, int depth)
    {
        if (depth > MaxDepth || --m_nodesLeft < 0) {
            m_nodesLeft = -1;
            return {};
        }
        if (node.IsSequence()) {
            QJsonArray array;
            for (const YAML::Node &item : node) {
                array.append(toJson(item, depth + 1));
            }
            return array;
        }
        if (node.IsMap()) {
            QJsonObject object;
            for (const auto &pair : node) {
                const QString name = pair.first.IsScalar() ? QString::fromStdString(pair.first.Scalar()) : QString();
                const QJsonValue json = toJson(pair.second, depth + 1);
                if (object.contains(name)) {
                    m_nodesLeft = -1;
                }
                object.insert(name, json);
            }
            return object;
        }
        return node.IsScalar() ? QJsonValue(QString::fromStdString(node.Scalar())) : QJsonValue(QString());
    }

    Result<QString> itemText(const SettingKey &key, const YAML::Node &item)
    {
        if (item.IsScalar()) {
            return QString::fromStdString(item.Scalar());
        }
        if (!item.IsMap()) {
            return fault(item, u"%1: an item is neither text nor {scheme, address, port}"_s.arg(key.name));
        }
        QMap<QString, QStringList> parts;
        for (const auto &pair : item) {
            const QString name = pair.first.IsScalar() ? QString::fromStdString(pair.first.Scalar()) : QString();
            if (parts.contains(name)) {
                return fault(pair.first, u"%1: %2 must be given once, with one value"_s.arg(key.name, name));
            }
            QStringList values;
            if (pair.second.IsScalar()) {
                values += QString::fromStdString(pair.second.Scalar());
            } else if (pair.second.IsSequence()) {
                for (const YAML::Node &value : pair.second) {
                    values += value.IsScalar() ? QString::fromStdString(value.Scalar()) : QString();
                }
            }
            if (values.isEmpty()) {
                return fault(pair.first, u"%1: %2 has no value"_s.arg(key.name, visibleText(name)));
            }
            parts.insert(name, values);
        }
        auto listener = makeListener(parts);
        if (!listener) {
            return fault(item, u"%1: %2"_s.arg(key.name, errorText(listener.error())));
        }
        return listenUrl(*listener);
    }

    Error unknownKey(const QString &name, const YAML::Node &keyNode, const YAML::Node &value, bool top)
    {
        if (top && findSettingKey(name) != nullptr) {
            const auto parts = name.split(u'.');
            return fault(keyNode,
                u"%1 must be written as a section: \"%2:\", and below it, indented, \"%3:\""_s.arg(
                    name, parts[0], parts[1]));
        }
        QString near = top && value.IsMap() ? nearestWord(name, sections()) : QString();
        if (near.isEmpty()) {
            near = nearestSettingKey(name);
        }
        const QString hint
            = near.isEmpty() ? u"topiq --print-config lists the keys"_s : u"did you mean %1?"_s.arg(near);
        return fault(keyNode, u"unknown key %1; %2"_s.arg(visibleText(name), hint));
    }

    static const QStringList &sections()
    {
        static const QStringList names = [] {
            QStringList all;
            for (const SettingKey &key : settingKeys()) {
                if (!key.section().isEmpty() && !all.contains(key.section())) {
                    all += key.section();
                }
            }
            return all;
        }();
        return names;
    }

    QString place(const YAML::Node &node) const { return u"%1:%2"_s.arg(m_fileName).arg(node.Mark().line + 1); }
    Error fault(const YAML::Node &node, const QString &text) const
    {
        return makeError(ExitCode::Configuration, text, place(node));
    }

    QString m_fileName;
    QHash<QString, int> m_lines;
    QList<SourceValue> m_values;
    int m_nodesLeft = 0;
};

} // namespace

Result<QList<SourceValue>> readYamlFile(const QString &fileName)
{
    QFile file(fileName);
    const QFileInfo info(fileName);
    if (!info.exists()) {
        return makeError(ExitCode::MissingInput,
            u"configuration file \"%1\" does not exist; check the path given with --config"_s.arg(
                visibleText(fileName)));
    }
    if (info.isDir()) {
        return makeError(ExitCode::MissingInput,
            u"configuration file \"%1\" is a folder; name a file in it"_s.arg(visibleText(fileName)));
    }
    if (!file.open(QIODevice::ReadOnly)) {
        const bool forbidden = file.error() == QFileDevice::PermissionsError || !info.isReadable();
        return makeError(forbidden ? ExitCode::NoPermission : ExitCode::MissingInput,
            u"configuration file \"%1\" cannot be read: %2"_s.arg(visibleText(fileName), file.errorString()));
    }
    const QByteArray text = file.read(MaxFileBytes + 1);
    if (text.size() > MaxFileBytes) {
        return makeError(ExitCode::Configuration,
            u"configuration file \"%1\" is longer than 1 MiB; is it the right one?"_s.arg(visibleText(fileName)));
    }
    return readYaml(text, visibleText(fileName));
}

Result<QList<SourceValue>> readYaml(const QByteArray &text, const QString &fileName)
{
    try {
        const YamlDocument document = readYamlDocument(text.toStdString());
        if (document.count > 1) {
            return makeError(ExitCode::Configuration, u"holds more than one YAML document; keep one"_s,
                u"%1:%2"_s.arg(fileName).arg(document.second.line + 1));
        }
        return document.count == 0 ? QList<SourceValue>{} : YamlReader(fileName).read(document.first);
    } catch (const YAML::Exception &exception) {
        const QString where = exception.mark.is_null()
            ? fileName
            : u"%1:%2:%3"_s.arg(fileName).arg(exception.mark.line + 1).arg(exception.mark.column + 1);
        return makeError(ExitCode::Configuration,
            u"not valid YAML: %1"_s.arg(visibleText(QString::fromStdString(exception.msg))), where);
    }
}

} // namespace topiq
