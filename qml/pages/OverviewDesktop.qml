// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

ColumnLayout {
    id: root

    spacing: Theme.gap

    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.px(96)
        Layout.maximumHeight: Theme.px(96)
        spacing: Theme.gap
        Repeater {
            model: Backend.overview.tiles
            delegate: Tile {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
            }
        }
    }
    EmptyState {
        Layout.fillWidth: true
        Layout.topMargin: Theme.px(8)
        Layout.bottomMargin: Theme.px(8)
        visible: Backend.overview.nothingYet
        sentence: qsTr("Nothing has arrived yet. %1").arg(Backend.overview.listening)
        action: Backend.kiosk ? "" : qsTr("Publish a test")
        command: Backend.overview.connectCommand
        onActed: Backend.page = "publish"
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: 5
        spacing: Theme.gap
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            title: qsTr("Traffic")
            tools: RangeChoice {
                model: Backend.traffic
            }
            TrafficChart {
                anchors.fill: parent
                visible: Backend.traffic.error === ""
            }
            ErrorNote {
                anchors.left: parent.left
                anchors.right: parent.right
                visible: Backend.traffic.error !== ""
                what: qsTr("The traffic cannot be read.")
                why: Backend.traffic.error
                works: qsTr("Topics, clients and publishing still work; this chart asks again every second.")
            }
        }
        ConnectionsCard {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.preferredHeight: 5
        spacing: Theme.gap
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 2
            title: qsTr("Topic offsets")
            note: qsTr("the highest last offsets, with messages/s now")
            tools: Toggle {
                text: qsTr("Log scale")
                checked: Backend.busiest.logScale
                onToggled: Backend.busiest.logScale = checked
            }
            OffsetBars {
                anchors.fill: parent
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            title: qsTr("Health")
            note: qsTr("value against limit")
            HealthBars {
                anchors.fill: parent
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.px(216)
        Layout.maximumHeight: Theme.px(216)
        visible: root.height > Theme.px(780)
        spacing: Theme.gap
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            title: qsTr("Dropped by reason")
            note: qsTr("since start")
            DropBars {
                anchors.fill: parent
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            title: qsTr("Last drops")
            DropsList {
                anchors.fill: parent
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.preferredWidth: 1
            title: qsTr("Last events")
            EventsList {
                anchors.fill: parent
            }
        }
    }
}
