// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sparkline.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace topiq {

Sparkline::Sparkline(QQuickItem *parent) : QQuickPaintedItem(parent) { setAntialiasing(true); }

void Sparkline::setValues(const QList<qreal> &values)
{
    if (values == m_values)
        return;
    m_values = values;
    Q_EMIT valuesChanged();
    update();
}

void Sparkline::setColor(const QColor &color)
{
    if (color == m_color)
        return;
    m_color = color;
    Q_EMIT colorChanged();
    update();
}

void Sparkline::setCapacity(int capacity)
{
    if (capacity == m_capacity || capacity < 2)
        return;
    m_capacity = capacity;
    Q_EMIT capacityChanged();
    update();
}

void Sparkline::paint(QPainter *painter)
{
    if (m_values.size() < 2 || width() < 4 || height() < 4)
        return;
    const qreal top = std::max<qreal>(1e-9, *std::max_element(m_values.cbegin(), m_values.cend()) * 1.1);
    const qreal step = width() / (m_capacity - 1);
    const qreal base = height() - 1;
    QPolygonF line;
    for (qsizetype i = 0; i < m_values.size(); ++i)
        line << QPointF(width() - step * qreal(m_values.size() - 1 - i), base - m_values.at(i) / top * (height() - 3));

    QPainterPath area;
    area.addPolygon(line);
    area.lineTo(line.last().x(), height());
    area.lineTo(line.first().x(), height());
    area.closeSubpath();
    QColor fill = m_color;
    fill.setAlphaF(0.14F);
    painter->fillPath(area, fill);
    painter->setPen(QPen(m_color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->drawPolyline(line);
}

} // namespace topiq
