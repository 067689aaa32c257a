// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq

// A value against its limit; below zero: there is no limit, and the bar shows that by being hatched out.
Rectangle {
    id: root

    property real fraction: 0
    property color fill: Theme.accent

    implicitHeight: Theme.px(Theme.touch ? 10 : 8)
    radius: height / 2
    color: fraction < 0 ? "transparent" : Theme.track
    border.width: fraction < 0 ? 1 : 0
    border.color: Theme.track
    Rectangle {
        height: parent.height
        radius: parent.radius
        visible: root.fraction > 0
        width: Math.max(parent.radius * 2, parent.width * Math.min(1, root.fraction))
        color: root.fill
    }
}
