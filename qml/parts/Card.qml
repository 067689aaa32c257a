// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

// A titled surface. Children go below the title; `tools` holds what stands at the right of it.
Rectangle {
    id: root

    property string title
    property string note
    property alias tools: toolRow.data
    default property alias content: body.data
    property real inset: Theme.padding

    color: Theme.surface
    radius: Theme.radius
    border.width: 1
    border.color: Theme.line

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: root.inset
        anchors.topMargin: root.title === "" ? root.inset : Theme.px(Theme.touch ? 4 : 8)
        spacing: Theme.px(6)

        RowLayout {
            visible: root.title !== ""
            Layout.fillWidth: true
            Layout.minimumHeight: Theme.px(28)
            spacing: Theme.px(10)
            PlainText {
                objectName: root.objectName === "" ? "" : root.objectName + "Title"
                text: root.title
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
            }
            PlainText {
                Layout.fillWidth: true
                text: root.note
                color: Theme.faint
                font.pixelSize: Theme.caption
            }
            RowLayout {
                id: toolRow

                spacing: Theme.px(8)
            }
        }
        Item {
            id: body

            Layout.fillWidth: true
            Layout.fillHeight: true
        }
    }
}
