// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "iconprovider.h"

#include <QPainter>
#include <QSvgRenderer>

namespace topiq {

QImage IconProvider::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    const QStringList parts = id.split(u'/');
    const QSize wanted = requestedSize.isValid() && !requestedSize.isEmpty() ? requestedSize : QSize(24, 24);
    QImage image(wanted, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QSvgRenderer renderer(QStringLiteral(":/topiq/icons/%1.svg").arg(parts.value(0)));
    QPainter painter(&image);
    if (renderer.isValid())
        renderer.render(&painter);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(image.rect(), QColor(u'#' + parts.value(1)));
    painter.end();
    if (size)
        *size = image.size();
    return image;
}

} // namespace topiq
