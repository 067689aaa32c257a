// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace topiq {

/// Rows in columns for a terminal. Cells are made harmless here, so they may come from the network.
class TextTable {
public:
    struct Column {
        QString title;
        bool number = false; ///< right-aligned
    };

    explicit TextTable(QList<Column> columns) : m_columns(std::move(columns)) {}

    void addRow(const QStringList &cells);
    [[nodiscard]] QString text() const;

private:
    QList<Column> m_columns;
    QList<QStringList> m_rows;
};

} // namespace topiq
