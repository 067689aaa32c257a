// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

ColumnLayout {
    id: root

    readonly property bool tall: height > Theme.px(760)
    readonly property list<string> sideNames: [qsTr("Health"), qsTr("Drops"), qsTr("Events")]
    property int side: 0

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
            note: qsTr("the highest last offsets; bright: grown in the last 2 min")
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
            title: root.tall ? qsTr("Health") : ""
            note: qsTr("value against limit")
            ColumnLayout {
                anchors.fill: parent
                spacing: Theme.px(8)
                // Where the cards of the last row have no room, this one shows them by turns.
                Segmented {
                    visible: !root.tall
                    name: qsTr("Show")
                    labels: root.sideNames
                    current: root.side
                    onChosen: index => root.side = index
                }
                HealthBars {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: root.tall || root.side === 0
                }
                DropBars {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: !root.tall && root.side === 1
                }
                EventsList {
                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    visible: !root.tall && root.side === 2
                }
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.preferredHeight: Theme.px(246)
        Layout.maximumHeight: Theme.px(246)
        visible: root.tall
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
            Layout.preferredWidth: 1.3
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
