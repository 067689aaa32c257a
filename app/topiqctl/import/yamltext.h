// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace topiq {

/// Writes a YAML file for people: comments, sections, lists. Values are text and are quoted where they must be, so
/// nothing that comes from outside can become anything but a value.
class YamlText {
public:
    using Pairs = QList<std::pair<QString, QString>>;

    void comment(const QString &text) { m_text += QLatin1String("# ") + oneLine(text) + QLatin1Char('\n'); }
    void blank() { m_text += QLatin1Char('\n'); }
    void section(const QString &name) { m_text += name + QLatin1String(":\n"); }
    void entry(int indent, const QString &key, const QString &value, const QString &note = {});
    /// `- {key: value, ...}`
    void flowItem(int indent, const Pairs &pairs, const QString &note = {});
    /// The first entry of a list item in block form: `- key: value`.
    void itemEntry(int indent, const QString &key, const QString &value, const QString &note = {});
    void raw(int indent, const QString &text) { m_text += QString(indent, QLatin1Char(' ')) + text + QLatin1Char('\n'); }

    [[nodiscard]] QByteArray bytes() const { return m_text.toUtf8(); }

    /// The value as it must stand in YAML to mean exactly this text.
    [[nodiscard]] static QString scalar(const QString &value);
    [[nodiscard]] static QString flow(const Pairs &pairs);

private:
    [[nodiscard]] static QString oneLine(const QString &text);
    [[nodiscard]] static QString noteText(const QString &note);

    QString m_text;
};

} // namespace topiq
