// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// What failed, why, what still works; with the details to copy.
Rectangle {
    id: root

    property string what
    property string why
    property string works

    implicitHeight: column.implicitHeight + Theme.px(16)
    radius: Theme.radius
    color: Theme.raised
    border.color: Theme.bad
    Accessible.role: Accessible.AlertMessage
    Accessible.name: what + " " + why

    RowLayout {
        anchors.fill: parent
        anchors.margins: Theme.px(8)
        spacing: Theme.px(10)
        Icon {
            name: "warning"
            color: Theme.bad
        }
        ColumnLayout {
            id: column

            Layout.fillWidth: true
            spacing: 2
            PlainText {
                Layout.fillWidth: true
                text: root.what
                font.weight: Font.DemiBold
            }
            PlainText {
                Layout.fillWidth: true
                text: root.why
                wrapMode: Text.Wrap
            }
            PlainText {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.works
                color: Theme.dim
                font.pixelSize: Theme.caption
                wrapMode: Text.Wrap
            }
        }
        ActionButton {
            iconName: "copy"
            text: qsTr("Copy details")
            onClicked: UiSettings.copy(root.what + "\n" + root.why)
        }
    }
}
