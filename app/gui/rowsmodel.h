// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "listsource.h"

#include <QList>
#include <QVariant>

namespace topiq {

/// A short list with named columns, for tables of some dozen rows (listeners, events, health, facts of one thing): the
/// owner names the roles once and hands over all rows at each tick; the differences reach the view. The first column
/// identifies a row; when it repeats, the nth repetition stays the nth. Window's thread only.
class RowsModel : public topiq::ListSource { // whole name: the QML type registrar needs it
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("made by the backend")
public:
    explicit RowsModel(QList<QByteArray> roles, QObject *parent = nullptr);

    void setRows(const QList<QVariantList> &rows);
    void fail(const QString &error) { setState(error); }
    [[nodiscard]] QVariant value(int row, int column) const { return m_rows.at(row).cells.at(column); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QHash<int, QByteArray> roleNames() const override;

private:
    struct Row {
        QString key;
        QVariantList cells;
    };
    QList<QByteArray> m_roles;
    QList<Row> m_rows;
};

} // namespace topiq
