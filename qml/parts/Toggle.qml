// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Topiq

AbstractButton {
    id: root

    checkable: true
    implicitHeight: Theme.smallControl
    implicitWidth: label.implicitWidth + slot.width + Theme.px(10)
    focusPolicy: Qt.StrongFocus
    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checkable: true
    Accessible.checked: checked

    contentItem: Item {
        Rectangle {
            id: slot

            anchors.verticalCenter: parent.verticalCenter
            width: Theme.px(Theme.touch ? 44 : 30)
            height: Theme.px(Theme.touch ? 26 : 16)
            radius: height / 2
            color: root.checked ? Theme.accent : Theme.track
            border.width: root.checked ? 0 : 1
            border.color: Theme.fieldLine
            Rectangle {
                width: parent.height - 6
                height: width
                radius: width / 2
                y: 3
                x: root.checked ? parent.width - width - 3 : 3
                color: root.checked ? Theme.accentInk : Theme.dim
            }
        }
        PlainText {
            id: label

            anchors.left: slot.right
            anchors.leftMargin: Theme.px(8)
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            color: Theme.dim
            font.pixelSize: Theme.caption
        }
        FocusFrame {
            control: root
            visible: root.visualFocus
            anchors.margins: -3
        }
    }
}
