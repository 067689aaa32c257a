// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admincaller.h"
#include "listsource.h"
#include "rowsmodel.h"

namespace topiq {

/// The broker's clients, connected and kept offline, filtered by the broker; and the facts of the one that is open,
/// which stay up to date while it is. Window's thread only.
class ClientModel : public topiq::ListSource { // whole name: the QML type registrar needs it
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the backend")
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY queryChanged FINAL)
    Q_PROPERTY(bool withOffline READ withOffline WRITE setWithOffline NOTIFY queryChanged FINAL)
    Q_PROPERTY(double total READ total NOTIFY totalsChanged FINAL)
    Q_PROPERTY(double matching READ matching NOTIFY totalsChanged FINAL)
    Q_PROPERTY(QString summary READ summary NOTIFY totalsChanged FINAL)
    Q_PROPERTY(QString openId READ openId WRITE open NOTIFY openChanged FINAL)
    Q_PROPERTY(QString openTitle READ openTitle NOTIFY openChanged FINAL)
    Q_PROPERTY(bool openConnected READ openConnected NOTIFY openChanged FINAL)
    Q_PROPERTY(topiq::RowsModel *openFacts READ openFacts CONSTANT FINAL)
    Q_PROPERTY(topiq::RowsModel *openFilters READ openFilters CONSTANT FINAL)
public:
    enum Role {
        IdRole = Qt::UserRole,
        LabelRole,
        UserRole,
        ProtocolRole,
        AddressRole,
        ConnectedRole,
        SinceRole,
        KeepAliveRole,
        SubscriptionsRole,
        RateInRole,
        RateOutRole,
        QueuedRole,
        WaitingRole,
        InFlightRole,
        DroppedRole,
        HasDropsRole,
        LastErrorRole
    };

    explicit ClientModel(AdminCaller &caller, QObject *parent = nullptr);

    [[nodiscard]] QString filter() const { return m_query.filter; }
    void setFilter(const QString &filter);
    [[nodiscard]] bool withOffline() const { return m_query.withOffline; }
    void setWithOffline(bool on);
    [[nodiscard]] double total() const { return double(m_total); }
    [[nodiscard]] double matching() const { return double(m_matching); }
    [[nodiscard]] QString summary() const;
    [[nodiscard]] QString openId() const { return m_openId; }
    [[nodiscard]] QString openTitle() const;
    [[nodiscard]] bool openConnected() const { return m_openConnected; }
    [[nodiscard]] RowsModel *openFacts() { return &m_facts; }
    [[nodiscard]] RowsModel *openFilters() { return &m_filters; }

    void open(const QString &id); ///< empty: none
    Q_INVOKABLE void openRow(int row);
    void refresh();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void queryChanged();
    void totalsChanged();
    void openChanged();

private:
    void apply(const Result<ClientPage> &answer);
    void showOpen();

    AdminCaller &m_caller;
    ClientQuery m_query;
    QList<ClientRow> m_rows;
    quint64 m_total = 0;
    quint64 m_matching = 0;
    bool m_asking = false;
    bool m_stale = false;
    QString m_openId;
    bool m_openConnected = false;
    RowsModel m_facts;
    RowsModel m_filters;
};

} // namespace topiq
