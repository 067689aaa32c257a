// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "topiqctl/import/imported.h"
#include "topiqctl/import/mosquittomodel.h"
#include "topiqctl/import/yamltext.h"

#include <QMap>

#include <optional>

namespace topiq {

/// Turns a MosquittoModel into our configuration. Single use.
class MosquittoWriter {
public:
    MosquittoWriter(const MosquittoModel &model, QString secretsFolder)
        : m_model(model),
          m_secretsFolder(std::move(secretsFolder))
    {}

    /// `fileName` for the head of the file. Failure: Configuration with the line, for values that only the whole shows
    /// to be wrong.
    [[nodiscard]] Result<Imported> write(const QString &fileName);

private:
    using Group = MosquittoModel::Group;

    struct Value {
        QString text;
        QString note;
    };

    // What the file will hold, section by section.
    Result<void> collectListeners();
    Result<void> addListener(const Group &group, const QString &place, const QString &port, const QString &address);
    [[nodiscard]] std::optional<QStringList> addressesOf(
        const Group &group, const QString &address, const QString &place);
    void addTls(const Group &group, YamlText::Pairs &pairs);
    void collectAccess();
    void takeSecurity(const QString &name, const QString &key);
    void collectLimits();
    void collectRest();
    Result<void> writeBridges(YamlText &yaml);
    Result<void> writeBridge(YamlText &yaml, const Group &bridge);
    Result<void> writeBridgeTopic(YamlText &yaml, const ConfLine &line);
    Result<QStringList> bridgeAddresses(const Group &bridge, bool tls);

    /// A key of our own table, or a line in the list of what is left out when this version has no such key.
    void set(const QString &key, const QString &value, const QString &place, const QString &option);
    void setNumber(const QString &key, quint64 value, quint64 least, quint64 most, const QString &option);
    void leaveOut(const QString &place, const QString &option, const QString &why);
    void writeSection(YamlText &yaml, const QString &section);

    [[nodiscard]] QString freshSecretName(const QString &bridge) const;

    const MosquittoModel &m_model;
    const QString m_secretsFolder;
    Imported m_result;
    QMap<QString, Value> m_values; // by key
    QList<std::pair<YamlText::Pairs, QString>> m_listeners; // with the note
};

} // namespace topiq
