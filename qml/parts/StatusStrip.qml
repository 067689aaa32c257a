// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// The strip on top: does it run, how much flows, is anything wrong.
Rectangle {
    id: root

    readonly property Overview now: Backend.overview
    signal helpWanted()

    implicitHeight: Theme.strip
    color: Theme.surface

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.padding
        anchors.rightMargin: Theme.px(6)
        spacing: Theme.px(2)

        Rectangle {
            Layout.preferredWidth: Theme.px(10)
            Layout.preferredHeight: Theme.px(10)
            radius: width / 2
            color: !root.now.loaded ? Theme.faint : Theme.level(root.now.level)
        }
        PlainText {
            Layout.leftMargin: Theme.px(8)
            Layout.rightMargin: Theme.px(10)
            text: root.now.state
            font.weight: Font.DemiBold
            Accessible.role: Accessible.StaticText
            Accessible.name: qsTr("State: %1").arg(text)
        }
        PlainText {
            visible: !Theme.touch
            Layout.rightMargin: Theme.px(8)
            text: root.now.loaded ? qsTr("up %1").arg(root.now.uptime) : ""
            color: Theme.dim
            font.pixelSize: Theme.caption
        }
        StripFigure {
            visible: !Theme.touch && root.now.loaded
            text: qsTr("Connections")
            value: root.now.connections
            mark: Theme.connections
            onClicked: Backend.page = "clients"
        }
        StripFigure {
            visible: root.now.loaded
            text: qsTr("In/s")
            value: root.now.inRate
            mark: Theme.incoming
            onClicked: Backend.page = "topics"
        }
        StripFigure {
            visible: root.now.loaded
            text: qsTr("Out/s")
            value: root.now.outRate
            mark: Theme.outgoing
            onClicked: Backend.page = "clients"
        }
        StripFigure {
            visible: root.now.loaded && (!Theme.touch || root.now.dropping)
            text: qsTr("Dropped/s")
            value: root.now.dropRate
            mark: Theme.dropped
            ink: root.now.dropping ? Theme.dropped : Theme.text
            onClicked: Backend.page = "overview"
        }
        RowLayout {
            visible: !Theme.touch && root.now.loaded
            Layout.leftMargin: Theme.px(10)
            spacing: Theme.px(6)
            PlainText {
                text: qsTr("Memory")
                color: Theme.dim
                font.pixelSize: Theme.caption
            }
            Meter {
                Layout.preferredWidth: Theme.px(64)
                fraction: root.now.memoryFraction
            }
            PlainText {
                text: root.now.memory
                font.weight: Font.DemiBold
            }
        }
        Item {
            Layout.fillWidth: true
        }
        ActionButton {
            visible: Backend.paused
            implicitHeight: Theme.smallControl
            iconName: "play"
            text: Theme.touch ? qsTr("Paused") : qsTr("Paused – resume")
            onClicked: Backend.paused = false
        }
        IconButton {
            visible: !Backend.paused
            iconName: "pause"
            text: qsTr("Pause (Space)")
            onClicked: Backend.paused = true
        }
        IconButton {
            iconName: Theme.dark ? "sun" : "moon"
            text: Theme.dark ? qsTr("Light theme") : qsTr("Dark theme")
            onClicked: UiSettings.theme = Theme.dark ? "light" : "dark"
        }
        IconButton {
            visible: !Theme.touch
            iconName: "help"
            text: qsTr("Keyboard shortcuts (F1)")
            onClicked: root.helpWanted()
        }
    }
}
