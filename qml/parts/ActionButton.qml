// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq

AbstractButton {
    id: root

    property bool primary: false
    property string iconName
    readonly property color ink: primary ? Theme.accentInk : Theme.text

    implicitHeight: Theme.control
    implicitWidth: content.implicitWidth + Theme.px(24)
    focusPolicy: Qt.StrongFocus
    hoverEnabled: !Theme.touch
    opacity: enabled ? 1 : 0.5
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: Theme.radius
        color: root.primary ? (root.down || root.hovered ? Qt.lighter(Theme.accent, 1.12) : Theme.accent)
                            : (root.down || root.hovered ? Theme.hover : Theme.raised)
        border.width: root.primary ? 0 : 1
        border.color: Theme.line
        FocusFrame {
            control: root
            visible: root.visualFocus
            border.color: root.primary ? Theme.text : Theme.accent
        }
    }
    contentItem: Item {
        RowLayout {
            id: content

            anchors.centerIn: parent
            spacing: Theme.px(6)
            Icon {
                visible: root.iconName !== ""
                name: root.iconName
                color: root.ink
                size: Theme.px(16)
            }
            PlainText {
                text: root.text
                color: root.ink
                font.weight: root.primary ? Font.DemiBold : Font.Normal
            }
        }
    }
    Keys.onReturnPressed: root.clicked()
    Keys.onEnterPressed: root.clicked()
}
