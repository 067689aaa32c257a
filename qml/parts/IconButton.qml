// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Topiq

// A square button of one icon; `text` is its name for screen readers and its tooltip.
AbstractButton {
    id: root

    property string iconName
    property color iconColor: Theme.dim

    implicitWidth: Theme.smallControl
    implicitHeight: Theme.smallControl
    focusPolicy: Qt.StrongFocus
    hoverEnabled: !Theme.touch
    Accessible.role: Accessible.Button
    Accessible.name: text
    ToolTip.text: text
    ToolTip.visible: hovered && !Theme.touch
    ToolTip.delay: 600

    background: Rectangle {
        radius: Theme.radius
        color: root.down || root.checked ? Theme.selected : root.hovered ? Theme.hover : "transparent"
        FocusFrame {
            control: root
            visible: root.visualFocus
        }
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: root.iconName
            color: root.checked ? Theme.text : root.iconColor
            size: Theme.px(Theme.touch ? 22 : 16)
            opacity: root.enabled ? 1 : 0.4
        }
    }
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
}
