// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

// The pane at the right that shows one thing whole; on touch a page of its own with Back.
Rectangle {
    id: root

    property bool open: false
    property string title
    default property alias content: body.data
    signal closed()

    visible: open
    Layout.fillHeight: true
    Layout.fillWidth: Theme.touch
    Layout.preferredWidth: Theme.pane
    color: Theme.surface
    radius: Theme.touch ? 0 : Theme.radius
    border.width: Theme.touch ? 0 : 1
    border.color: Theme.line
    Accessible.role: Accessible.Pane
    Accessible.name: title

    Shortcut {
        sequence: "Escape"
        enabled: root.visible
        onActivated: root.closed()
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.padding
        anchors.topMargin: Theme.px(6)
        spacing: Theme.px(8)
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(8)
            IconButton {
                visible: Theme.touch
                iconName: "back"
                text: qsTr("Back")
                onClicked: root.closed()
            }
            PlainText {
                Layout.fillWidth: true
                text: root.title
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                elide: Text.ElideMiddle
            }
            IconButton {
                visible: !Theme.touch
                iconName: "close"
                text: qsTr("Close (Esc)")
                onClicked: root.closed()
            }
        }
        Item {
            id: body

            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
}
