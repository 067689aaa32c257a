// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QtQml/qqmlregistration.h>

#include <utility>

namespace topiq {

/// What all lists of the window have in common: they are filled by polling, know whether they have been filled yet and
/// why not, and take a new state as differences to the old one, so that a tick never resets a view, loses a selection
/// or jumps. Window's thread only.
class ListSource : public QAbstractListModel {
    Q_OBJECT
    QML_ANONYMOUS
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY stateChanged FINAL)
    Q_PROPERTY(QString error READ error NOTIFY stateChanged FINAL)
public:
    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int count() const { return rowCount(); }
    [[nodiscard]] bool loaded() const { return m_loaded; }
    [[nodiscard]] QString error() const { return m_error; }

Q_SIGNALS:
    void countChanged();
    void stateChanged();

protected:
    /// Notes that an answer has come: its error, or an empty text.
    void setState(const QString &error);
    /// Back to "not asked yet", for a list that now shows something else.
    void setUnloaded();

    /// Turns `rows` into `fresh`. Rows are the same when `key(row)` is equal; keys are unique. Emits row removals,
    /// moves and insertions, then dataChanged over runs of rows for which `same(old, new)` is false.
    template <typename Row, typename Key, typename Same>
    void applyRows(QList<Row> &rows, QList<Row> fresh, Key key, Same same);
    /// Removes and adds everything in ranges: for a list that now shows something else.
    template <typename Row>
    void clearRows(QList<Row> &rows);

private:
    bool m_loaded = false;
    QString m_error;
};

template <typename Row>
void ListSource::clearRows(QList<Row> &rows)
{
    if (rows.isEmpty())
        return;
    beginRemoveRows({}, 0, int(rows.size()) - 1);
    rows.clear();
    endRemoveRows();
    Q_EMIT countChanged();
}

template <typename Row, typename Key, typename Same>
void ListSource::applyRows(QList<Row> &rows, QList<Row> fresh, Key key, Same same)
{
    constexpr int MaxMoves = 32; // beyond it one layout change is cheaper for every view than single moves
    const qsizetype before = rows.size();
    using KeyType = std::decay_t<decltype(key(std::declval<const Row &>()))>;

    QHash<KeyType, qsizetype> wanted;
    wanted.reserve(fresh.size());
    for (qsizetype i = 0; i < fresh.size(); ++i)
        wanted.insert(key(fresh[i]), i);

    for (qsizetype last = rows.size() - 1; last >= 0; --last) {
        if (wanted.contains(key(rows[last])))
            continue;
        qsizetype first = last;
        while (first > 0 && !wanted.contains(key(rows[first - 1])))
            --first;
        beginRemoveRows({}, int(first), int(last));
        rows.remove(first, last - first + 1);
        endRemoveRows();
        last = first;
    }

    QHash<KeyType, qsizetype> present;
    present.reserve(rows.size());
    for (qsizetype i = 0; i < rows.size(); ++i)
        present.insert(key(rows[i]), i);

    // Bring the rows that stay into their new order.
    qsizetype disorder = 0;
    qsizetype highest = -1;
    for (const Row &row : std::as_const(rows)) {
        const qsizetype target = wanted.value(key(row));
        disorder += target < highest;
        highest = qMax(highest, target);
    }
    if (disorder > MaxMoves) {
        Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
        QList<Row> ordered;
        ordered.reserve(rows.size());
        QList<int> newIndex(rows.size());
        for (const Row &row : std::as_const(fresh)) {
            const auto found = present.constFind(key(row));
            if (found == present.cend())
                continue;
            newIndex[*found] = int(ordered.size());
            ordered.append(rows[*found]);
        }
        const QModelIndexList persistent = persistentIndexList();
        for (const QModelIndex &old : persistent)
            changePersistentIndex(old, index(newIndex.at(old.row()), old.column()));
        rows = std::move(ordered);
        Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    } else if (disorder > 0) {
        qsizetype at = 0;
        for (const Row &row : std::as_const(fresh)) {
            if (!present.contains(key(row)))
                continue;
            qsizetype from = at;
            while (key(rows[from]) != key(row))
                ++from;
            if (from != at) {
                beginMoveRows({}, int(from), int(from), {}, int(at));
                rows.move(from, at);
                endMoveRows();
            }
            ++at;
        }
    }

    qsizetype changedFrom = -1;
    const auto flush = [&](qsizetype end) {
        if (changedFrom >= 0)
            Q_EMIT dataChanged(index(int(changedFrom)), index(int(end - 1)));
        changedFrom = -1;
    };
    for (qsizetype i = 0; i < fresh.size(); ++i) {
        if (i < rows.size() && key(rows[i]) == key(fresh[i])) {
            if (same(rows[i], fresh[i])) {
                flush(i);
            } else if (changedFrom < 0) {
                changedFrom = i;
            }
            rows[i] = std::move(fresh[i]);
            continue;
        }
        flush(i);
        qsizetype last = i;
        while (last + 1 < fresh.size() && !present.contains(key(fresh[last + 1])))
            ++last;
        beginInsertRows({}, int(i), int(last));
        rows.insert(i, last - i + 1, Row());
        for (qsizetype j = i; j <= last; ++j)
            rows[j] = std::move(fresh[j]);
        endInsertRows();
        i = last;
    }
    flush(fresh.size());
    if (rows.size() != before)
        Q_EMIT countChanged();
}

} // namespace topiq
