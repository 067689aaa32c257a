// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admincaller.h"
#include "listsource.h"
#include "rowsmodel.h"

#include <QTimer>

namespace topiq {

/// The publish form and the list of what was sent with it: newest first, at most 200. Says while one types whether the
/// topic can be published to and how many consumers it has now. Window's thread only.
class PublishController : public topiq::ListSource { // whole name: the QML type registrar needs it
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the backend")
    Q_PROPERTY(QString topic READ topic WRITE setTopic NOTIFY formChanged FINAL)
    Q_PROPERTY(QString payload READ payload WRITE setPayload NOTIFY formChanged FINAL)
    Q_PROPERTY(int qos READ qos WRITE setQos NOTIFY formChanged FINAL)
    Q_PROPERTY(bool retain READ retain WRITE setRetain NOTIFY formChanged FINAL)
    Q_PROPERTY(QString problem READ problem NOTIFY formChanged FINAL)
    Q_PROPERTY(bool attempted READ attempted NOTIFY formChanged FINAL)
    Q_PROPERTY(QString payloadNote READ payloadNote NOTIFY formChanged FINAL)
    Q_PROPERTY(QString consumersNote READ consumersNote NOTIFY consumersChanged FINAL)
    Q_PROPERTY(bool noConsumers READ noConsumers NOTIFY consumersChanged FINAL)
    Q_PROPERTY(topiq::RowsModel *topicFacts READ topicFacts CONSTANT FINAL)
    Q_PROPERTY(QStringList suggestions READ suggestions NOTIFY suggestionsChanged FINAL)
    Q_PROPERTY(QStringList busiest READ busiest NOTIFY suggestionsChanged FINAL)
public:
    enum Role {
        StatusRole = Qt::UserRole,
        TopicRole,
        OffsetRole,
        TimeRole,
        LatencyRole,
        ConsumersRole,
        NobodyRole,
        PayloadRole,
        FlagsRole,
        ErrorRole
    };

    explicit PublishController(AdminCaller &caller, QObject *parent = nullptr);

    [[nodiscard]] QString topic() const { return m_request.topic; }
    void setTopic(const QString &topic);
    [[nodiscard]] QString payload() const { return QString::fromUtf8(m_request.payload); }
    void setPayload(const QString &payload);
    [[nodiscard]] int qos() const { return m_request.qos; }
    void setQos(int qos);
    [[nodiscard]] bool retain() const { return m_request.retain; }
    void setRetain(bool retain);
    [[nodiscard]] QString problem() const; ///< why the form cannot be sent as it stands; empty when it can
    [[nodiscard]] bool attempted() const { return m_attempted; } ///< a send was refused: show the problem loudly
    [[nodiscard]] QString payloadNote() const;
    [[nodiscard]] QString consumersNote() const;
    [[nodiscard]] bool noConsumers() const { return m_consumers == 0; }
    /// What the broker knows of the topic in the form; no rows while it does not exist.
    [[nodiscard]] RowsModel *topicFacts() { return &m_topicFacts; }
    [[nodiscard]] QStringList suggestions() const { return m_suggestions; }
    /// Topics to choose from when none has a similar name.
    [[nodiscard]] QStringList busiest() const { return m_busiest; }

    /// Sends the form; answers false when it cannot be sent (see problem()).
    Q_INVOKABLE bool send();
    /// Sends the form of a failed row again, in its place.
    Q_INVOKABLE void retry(int row);
    /// Puts the form of a row back into the editor.
    Q_INVOKABLE void edit(int row);
    Q_INVOKABLE void clearResults();
    /// Asks anew what the broker knows of the topic in the form.
    void refresh() { lookUp(); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void formChanged();
    void consumersChanged();
    void suggestionsChanged();
    void sent(bool ok);

private:
    enum class Status { Waiting, Sent, Failed };
    struct Row {
        quint64 id = 0;
        Status status = Status::Waiting;
        PublishRequest request;
        PublishResult result;
        qint64 timeMs = 0;
        double latencyMs = 0;
        QString error;
    };

    void submit(Row row);
    void finish(quint64 id, const Result<PublishResult> &answer, double latencyMs);
    void lookUp();
    void applyLookUp(const Result<TopicPage> &answer);
    void lookUpBusiest();

    AdminCaller &m_caller;
    PublishRequest m_request;
    QList<Row> m_rows;
    quint64 m_lastId = 0;
    qint64 m_consumers = -1; ///< of the topic in the form; -1: the topic does not exist yet
    RowsModel m_topicFacts;
    QStringList m_suggestions;
    QStringList m_busiest;
    QTimer m_lookUp;
    bool m_attempted = false;
};

} // namespace topiq
