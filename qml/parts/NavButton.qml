// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// A page in the rail or in the bottom bar.
AbstractButton {
    id: root

    required property string page
    required property string iconName
    property bool beside: false ///< word beside the icon, not below it
    readonly property bool here: Backend.page === page

    focusPolicy: Qt.TabFocus
    hoverEnabled: !Theme.touch
    Accessible.role: Accessible.PageTab
    Accessible.name: text
    Accessible.selected: here
    onClicked: Backend.page = root.page
    Keys.onReturnPressed: root.clicked()

    background: Rectangle {
        radius: Theme.radius
        color: root.here ? Theme.selected : root.hovered ? Theme.hover : "transparent"
        FocusFrame {
            control: root
            visible: root.visualFocus
        }
    }
    contentItem: Item {
        GridLayout {
            anchors.centerIn: root.beside ? undefined : parent
            anchors.verticalCenter: root.beside ? parent.verticalCenter : undefined
            anchors.left: root.beside ? parent.left : undefined
            anchors.leftMargin: Theme.px(10)
            columns: root.beside ? 2 : 1
            rowSpacing: Theme.px(3)
            columnSpacing: Theme.px(12)
            Icon {
                Layout.alignment: Qt.AlignHCenter
                name: root.iconName
                size: Theme.px(Theme.touch ? 22 : 20)
                color: root.here ? Theme.text : Theme.dim
            }
            PlainText {
                Layout.alignment: Qt.AlignHCenter
                text: root.text
                font.pixelSize: root.beside ? Theme.body : Theme.tiny
                font.weight: root.here ? Font.DemiBold : Font.Normal
                color: root.here ? Theme.text : Theme.dim
            }
        }
    }
}
