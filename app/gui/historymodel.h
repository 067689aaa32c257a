// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admincaller.h"
#include "listsource.h"
#include "rowsmodel.h"

namespace topiq {

/// The records of one topic, newest first: a live tail of the last 200, or, when paused, a fixed piece of the past that
/// grows downwards on demand. Payloads are cut for the list; the open record is fetched whole (up to 64 KiB, more on
/// demand). Reading never consumes. Window's thread only.
class HistoryModel : public topiq::ListSource { // whole name: the QML type registrar needs it
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the backend")
    Q_PROPERTY(QString topic READ topic WRITE setTopic NOTIFY topicChanged FINAL)
    Q_PROPERTY(QString title READ title NOTIFY topicChanged FINAL)
    Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY pausedChanged FINAL)
    Q_PROPERTY(QString range READ range NOTIFY rangeChanged FINAL)
    Q_PROPERTY(QString waiting READ waiting NOTIFY rangeChanged FINAL)
    Q_PROPERTY(bool hasOlder READ hasOlder NOTIFY rangeChanged FINAL)
    Q_PROPERTY(double openOffset READ openOffset NOTIFY openChanged FINAL)
    Q_PROPERTY(QString openError READ openError NOTIFY openChanged FINAL)
    Q_PROPERTY(topiq::RowsModel *openFacts READ openFacts CONSTANT FINAL)
    Q_PROPERTY(QString openText READ openText NOTIFY openChanged FINAL)
    Q_PROPERTY(QString openHex READ openHex NOTIFY openChanged FINAL)
    Q_PROPERTY(bool openIsText READ openIsText NOTIFY openChanged FINAL)
    Q_PROPERTY(QString openTruncation READ openTruncation NOTIFY openChanged FINAL)
public:
    enum Role {
        OffsetRole = Qt::UserRole,
        OffsetTextRole,
        TimeRole,
        PreviewRole,
        SizeRole,
        QosRole,
        RetainRole,
        FromRole
    };

    explicit HistoryModel(AdminCaller &caller, QObject *parent = nullptr);

    [[nodiscard]] QString topic() const { return m_topic; }
    void setTopic(const QString &topic);
    [[nodiscard]] QString title() const;
    [[nodiscard]] bool paused() const { return m_paused; }
    void setPaused(bool paused);
    [[nodiscard]] QString range() const; ///< the sentence above the table
    [[nodiscard]] QString waiting() const; ///< "12 new" while paused, else empty
    [[nodiscard]] bool hasOlder() const;
    [[nodiscard]] double openOffset() const { return m_open ? double(m_record.offset) : -1; }
    [[nodiscard]] QString openError() const { return m_openError; }
    [[nodiscard]] RowsModel *openFacts() { return &m_facts; }
    [[nodiscard]] QString openText() const { return m_openText; }
    [[nodiscard]] QString openHex() const;
    [[nodiscard]] bool openIsText() const { return m_openIsText; }
    [[nodiscard]] QString openTruncation() const;

    Q_INVOKABLE void open(double offset);
    Q_INVOKABLE void openRow(int row);
    Q_INVOKABLE void close();
    Q_INVOKABLE void loadWhole();
    Q_INVOKABLE void loadOlder();
    void refresh();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void topicChanged();
    void pausedChanged();
    void rangeChanged();
    void openChanged();

private:
    void applyTail(const Result<RecordPage> &answer);
    void applyOlder(const Result<RecordPage> &answer);
    void setRecords(QList<RecordRow> newestFirst);
    void fetchOpen(double offset, qint64 maxBytes);
    void showOpen(const Result<RecordPage> &answer, quint64 offset);

    AdminCaller &m_caller;
    QString m_topic;
    QList<RecordRow> m_rows;
    quint64 m_first = 0; ///< oldest kept by the broker
    quint64 m_next = 0; ///< what the next message will get
    quint64 m_shownNext = 0;
    bool m_paused = false;
    bool m_asking = false;

    bool m_open = false;
    RecordRow m_record;
    QString m_openError;
    QString m_openText;
    bool m_openIsText = true;
    RowsModel m_facts;
};

} // namespace topiq
