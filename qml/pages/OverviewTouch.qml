// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

RowLayout {
    id: root

    readonly property list<string> names: [qsTr("Traffic"), qsTr("Connections"), qsTr("Topic offsets"), qsTr("Drops"), qsTr("Health")]

    spacing: Theme.gap

    GridLayout {
        Layout.fillHeight: true
        Layout.fillWidth: false
        Layout.preferredWidth: root.width * 0.44
        Layout.maximumWidth: root.width * 0.44
        columns: 2
        rowSpacing: Theme.gap
        columnSpacing: Theme.gap
        Repeater {
            model: Backend.overview.tiles
            delegate: Tile {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.preferredWidth: 1
                Layout.preferredHeight: 1
            }
        }
    }
    Card {
        Layout.fillWidth: true
        Layout.fillHeight: true
        inset: Theme.px(10)
        title: root.names[slot.currentIndex]
        tools: [
            RangeChoice {
                visible: slot.currentIndex < 2
                model: Backend.traffic
            },
            Toggle {
                visible: slot.currentIndex === 2
                text: qsTr("Log scale")
                checked: Backend.busiest.logScale
                onToggled: Backend.busiest.logScale = checked
            }
        ]
        ColumnLayout {
            anchors.fill: parent
            spacing: Theme.px(4)
            SwipeView {
                id: slot

                Layout.fillWidth: true
                Layout.fillHeight: true
                clip: true
                spacing: Theme.gap
                focus: true
                activeFocusOnTab: false // the dots below are the way by keyboard
                Accessible.role: Accessible.PageTabList
                Accessible.name: root.names[currentIndex]
                Keys.onLeftPressed: decrementCurrentIndex()
                Keys.onRightPressed: incrementCurrentIndex()
                TrafficChart {}
                LinePlot {
                    model: Backend.traffic
                    first: "connections"
                    firstColor: Theme.connections
                    leftTop: Backend.traffic.connectionsTop
                }
                OffsetBars {
                    most: 6
                }
                DropBars {}
                HealthBars {}
            }
            RowLayout {
                Layout.alignment: Qt.AlignHCenter
                spacing: 0
                Repeater {
                    model: slot.count
                    delegate: AbstractButton {
                        id: dot

                        required property int index

                        implicitWidth: Theme.px(48)
                        implicitHeight: Theme.px(20)
                        Accessible.name: root.names[index]
                        onClicked: slot.currentIndex = index
                        contentItem: Item {
                            Rectangle {
                                anchors.centerIn: parent
                                width: Theme.px(dot.index === slot.currentIndex ? 24 : 10)
                                height: Theme.px(8)
                                radius: height / 2
                                color: dot.index === slot.currentIndex ? Theme.accent : Theme.fieldLine
                            }
                        }
                    }
                }
            }
        }
    }
}
