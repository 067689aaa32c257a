// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

Rectangle {
    id: root

    readonly property bool wide: UiSettings.railWide

    implicitWidth: Theme.rail
    color: Theme.surface
    Accessible.role: Accessible.PageTabList
    Accessible.name: qsTr("Pages")

    Rectangle {
        anchors.right: parent.right
        height: parent.height
        width: 1
        color: Theme.line
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.px(4)
        anchors.topMargin: Theme.px(8)
        spacing: Theme.px(4)
        NavButton {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.px(root.wide ? 40 : 54)
            page: "overview"
            iconName: "overview"
            text: qsTr("Overview")
            beside: root.wide
        }
        NavButton {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.px(root.wide ? 40 : 54)
            page: "topics"
            iconName: "topics"
            text: qsTr("Topics")
            beside: root.wide
        }
        NavButton {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.px(root.wide ? 40 : 54)
            page: "clients"
            iconName: "clients"
            text: qsTr("Clients")
            beside: root.wide
        }
        NavButton {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.px(root.wide ? 40 : 54)
            visible: !Backend.kiosk
            page: "publish"
            iconName: "publish"
            text: qsTr("Publish")
            beside: root.wide
        }
        Item {
            Layout.fillHeight: true
        }
        PlainText {
            Layout.fillWidth: true
            horizontalAlignment: Text.AlignHCenter
            text: root.wide ? "Topiq " + Backend.overview.version : Backend.overview.version
            color: Theme.faint
            font.pixelSize: Theme.tiny
        }
        IconButton {
            Layout.alignment: Qt.AlignHCenter
            iconName: root.wide ? "back" : "menu"
            text: root.wide ? qsTr("Narrow the rail") : qsTr("Widen the rail")
            onClicked: UiSettings.railWide = !UiSettings.railWide
        }
    }
}
