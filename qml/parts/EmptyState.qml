// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// One sentence of what belongs here, one button, one command to copy.
ColumnLayout {
    id: root

    property string sentence
    property string action
    property string command
    signal acted()

    spacing: Theme.gap
    PlainText {
        Layout.fillWidth: true
        text: root.sentence
        color: Theme.dim
        wrapMode: Text.WordWrap
        horizontalAlignment: Text.AlignHCenter
    }
    ActionButton {
        Layout.alignment: Qt.AlignHCenter
        visible: root.action !== ""
        primary: true
        text: root.action
        onClicked: root.acted()
    }
    Rectangle {
        Layout.alignment: Qt.AlignHCenter
        Layout.fillWidth: true
        Layout.maximumWidth: line.implicitWidth + copy.width + Theme.px(24)
        Layout.preferredHeight: Theme.control
        visible: root.command !== ""
        radius: Theme.radius
        color: Theme.raised
        border.color: Theme.line
        PlainText {
            id: line

            anchors.left: parent.left
            anchors.leftMargin: Theme.px(10)
            anchors.right: copy.left
            height: parent.height
            text: root.command
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.caption
        }
        IconButton {
            id: copy

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            iconName: "copy"
            text: qsTr("Copy command")
            onClicked: UiSettings.copy(root.command)
        }
    }
}
