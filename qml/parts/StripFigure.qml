// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq

// One figure of the status strip; a click opens the list behind it.
AbstractButton {
    id: root

    property string value
    property color mark: "transparent"
    property color ink: Theme.text

    implicitHeight: Theme.strip
    implicitWidth: row.implicitWidth + Theme.px(20)
    focusPolicy: Qt.TabFocus
    hoverEnabled: !Theme.touch
    Accessible.role: Accessible.Button
    Accessible.name: text + ": " + value
    background: Rectangle {
        color: root.hovered ? Theme.hover : "transparent"
        FocusFrame {
            control: root
            visible: root.visualFocus
        }
    }
    contentItem: Item {
        RowLayout {
            id: row

            anchors.centerIn: parent
            spacing: Theme.px(6)
            Rectangle {
                visible: root.mark.a > 0
                implicitWidth: Theme.px(8)
                implicitHeight: Theme.px(8)
                radius: 2
                color: root.mark
            }
            PlainText {
                text: root.text
                color: Theme.dim
                font.pixelSize: Theme.caption
            }
            PlainText {
                text: root.value
                color: root.ink
                font.pixelSize: Theme.body
                font.weight: Font.DemiBold
            }
        }
    }
    Keys.onReturnPressed: root.clicked()
}
