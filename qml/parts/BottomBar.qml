// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

Rectangle {
    id: root

    implicitHeight: Theme.bottomBar
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
    RowLayout {
        anchors.fill: parent
        anchors.margins: Theme.px(4)
        spacing: Theme.px(8)
        NavButton {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            page: "overview"
            iconName: "overview"
            text: qsTr("Overview")
        }
        NavButton {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            page: "topics"
            iconName: "topics"
            text: qsTr("Topics")
        }
        NavButton {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            page: "clients"
            iconName: "clients"
            text: qsTr("Clients")
        }
        NavButton {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            visible: !Backend.kiosk
            page: "publish"
            iconName: "publish"
            text: qsTr("Publish")
        }
    }
}
