// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QQuickImageProvider>

namespace topiq {

/// Draws the window's own vector icons in any colour and size: "image://icon/<name>/<rrggbb>". May be called from the
/// image loading thread of Qt Quick; touches only read-only resources.
class IconProvider : public QQuickImageProvider {
public:
    IconProvider() : QQuickImageProvider(QQuickImageProvider::Image) {}
    QImage requestImage(const QString &id, QSize *size, const QSize &requestedSize) override;
};

} // namespace topiq
