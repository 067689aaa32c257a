// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admincaller.h"
#include "listsource.h"

namespace topiq {

/// A page of the broker's topics, filtered and sorted by the broker. Window's thread only; refresh() asks, the answer
/// comes later and is applied as differences by topic name.
class TopicModel : public topiq::ListSource { // whole name: the QML type registrar needs it
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the backend")
    Q_PROPERTY(QString filter READ filter WRITE setFilter NOTIFY queryChanged FINAL)
    Q_PROPERTY(bool withSystem READ withSystem WRITE setWithSystem NOTIFY queryChanged FINAL)
    Q_PROPERTY(QString sortKey READ sortKey NOTIFY queryChanged FINAL)
    Q_PROPERTY(bool descending READ descending NOTIFY queryChanged FINAL)
    Q_PROPERTY(bool logScale READ logScale WRITE setLogScale NOTIFY queryChanged FINAL)
    Q_PROPERTY(double total READ total NOTIFY totalsChanged FINAL)
    Q_PROPERTY(double matching READ matching NOTIFY totalsChanged FINAL)
    Q_PROPERTY(QString summary READ summary NOTIFY totalsChanged FINAL)
public:
    enum Role {
        NameRole = Qt::UserRole,
        LabelRole,
        LastOffsetRole,
        RateRole,
        ByteRateRole,
        RecordsRole,
        BytesRole,
        RetainedRole,
        ConsumersRole,
        NoConsumerRole,
        SeenRole,
        BusyRole,
        FractionRole,
        GrownRole
    };
    static constexpr int GrowthSeconds = 120;

    /// With `notesGrowth` it remembers two minutes of offsets per row, and knows by how much each has grown.
    TopicModel(AdminCaller &caller, int limit, bool notesGrowth = false, QObject *parent = nullptr);

    [[nodiscard]] QString filter() const { return m_query.filter; }
    void setFilter(const QString &filter);
    [[nodiscard]] bool withSystem() const { return m_query.withSystem; }
    void setWithSystem(bool on);
    [[nodiscard]] QString sortKey() const;
    [[nodiscard]] bool descending() const { return m_query.descending; }
    [[nodiscard]] bool logScale() const { return m_logScale; }
    void setLogScale(bool on);
    [[nodiscard]] double total() const { return double(m_total); }
    [[nodiscard]] double matching() const { return double(m_matching); }
    [[nodiscard]] QString summary() const;

    /// Sorts by "name", "rate", "offset", "seen" or "bytes"; a second call with the same key turns the order round.
    Q_INVOKABLE void sortBy(const QString &key);
    Q_INVOKABLE [[nodiscard]] int indexOf(const QString &name) const;
    Q_INVOKABLE [[nodiscard]] QString nameAt(int row) const;
    void setSort(TopicQuery::Sort sort, bool descending);
    void refresh();
    [[nodiscard]] const TopicRow *find(const QString &name) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

Q_SIGNALS:
    void queryChanged();
    void totalsChanged();
    void refreshed();

private:
    void changeQuery();
    void apply(const Result<TopicPage> &answer);
    void noteGrowth();
    [[nodiscard]] double fraction(quint64 offset) const;
    [[nodiscard]] double grown(const TopicRow &row) const;

    AdminCaller &m_caller;
    TopicQuery m_query;
    QList<TopicRow> m_rows;
    struct Seen {
        qint64 timeMs = 0;
        quint64 nextOffset = 0;
    };
    QHash<QString, QList<Seen>> m_growth; ///< of the last GrowthSeconds, oldest first
    bool m_notesGrowth;
    quint64 m_total = 0;
    quint64 m_matching = 0;
    quint64 m_highest = 0; ///< the greatest last offset in the rows, the full length of the bars
    bool m_logScale = false;
    bool m_asking = false;
    bool m_stale = false; ///< the query changed while a question was under way
};

} // namespace topiq
