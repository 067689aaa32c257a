// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/texttable.h"

#include "cli/visibletext.h"

#include <algorithm>

namespace topiq {

void TextTable::addRow(const QStringList &cells)
{
    Q_ASSERT(cells.size() == m_columns.size());
    QStringList visible;
    for (const QString &cell : cells) {
        visible += visibleText(cell);
    }
    m_rows += visible;
}

QString TextTable::text() const
{
    QStringList titles;
    QList<qsizetype> widths;
    for (qsizetype i = 0; i < m_columns.size(); ++i) {
        titles += m_columns[i].title;
        qsizetype width = m_columns[i].title.size();
        for (const QStringList &row : m_rows) {
            width = std::max(width, row[i].size());
        }
        widths += width;
    }
    const auto line = [&](const QStringList &cells) {
        QString out;
        for (qsizetype i = 0; i < cells.size(); ++i) {
            out += m_columns[i].number ? cells[i].rightJustified(widths[i]) : cells[i].leftJustified(widths[i]);
            out += QLatin1StringView("  ");
        }
        while (out.endsWith(u' ')) {
            out.chop(1);
        }
        return out + u'\n';
    };
    QString out = line(titles);
    for (const QStringList &row : m_rows) {
        out += line(row);
    }
    return out;
}

} // namespace topiq
