// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowsmodel.h"

namespace topiq {

RowsModel::RowsModel(QList<QByteArray> roles, QObject *parent) : ListSource(parent), m_roles(std::move(roles)) {}

void RowsModel::setRows(const QList<QVariantList> &rows)
{
    QList<Row> fresh;
    fresh.reserve(rows.size());
    QHash<QString, int> seen;
    for (const QVariantList &cells : rows) {
        Q_ASSERT(cells.size() == m_roles.size());
        const QString key = cells.first().toString();
        fresh.append({key + QChar(u'\x1f') + QString::number(seen[key]++), cells});
    }
    applyRows(
        m_rows, std::move(fresh), [](const Row &row) { return row.key; },
        [](const Row &a, const Row &b) { return a.cells == b.cells; });
    setState({});
}

int RowsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

QVariant RowsModel::data(const QModelIndex &index, int role) const
{
    const int column = role - Qt::UserRole;
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || column < 0 || column >= m_roles.size())
        return {};
    return m_rows.at(index.row()).cells.at(column);
}

QHash<int, QByteArray> RowsModel::roleNames() const
{
    QHash<int, QByteArray> names;
    for (int i = 0; i < m_roles.size(); ++i)
        names.insert(Qt::UserRole + i, m_roles.at(i));
    return names;
}

} // namespace topiq
