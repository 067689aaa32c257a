// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq

// The background of a table row: zebra-free, a line below, marked when current or under the pointer.
Rectangle {
    id: root

    property bool current: false
    property bool focused: false
    property bool hovered: false

    color: current ? Theme.selected : hovered ? Theme.hover : "transparent"
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.grid
    }
    Rectangle {
        visible: root.current && root.focused
        width: 3
        height: parent.height
        color: Theme.accent
    }
}
