// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

RowLayout {
    id: root

    readonly property list<string> names: [qsTr("Traffic"), qsTr("Topic offsets"), qsTr("Drops"), qsTr("Health")]

    spacing: Theme.gap

    GridLayout {
        Layout.fillHeight: true
        Layout.fillWidth: false
        Layout.preferredWidth: root.width * 0.42
        Layout.maximumWidth: root.width * 0.42
        columns: 2
        rowSpacing: Theme.gap
        columnSpacing: Theme.gap
        Repeater {
            model: Backend.overview.mainTiles
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
        objectName: "slot"
        inset: Theme.px(10)
        title: root.names[slot.currentIndex]
        tools: [
            RangeChoice {
                visible: slot.currentIndex === 0
                model: Backend.traffic
            },
            Toggle {
                visible: slot.currentIndex === 1
                text: qsTr("Log scale")
                checked: Backend.busiest.logScale
                onToggled: Backend.busiest.logScale = checked
            }
        ]
        ColumnLayout {
            anchors.fill: parent
            spacing: 0
            SwipeView {
                id: slot

                readonly property bool atRest: currentItem !== null && Math.abs((contentItem as ListView).contentX - currentItem.x) < 1

                objectName: "slotView"
                Layout.fillWidth: true
                Layout.fillHeight: true
                clip: true
                spacing: Theme.gap
                focus: true
                activeFocusOnTab: false // the dots below are the way by keyboard
                onCurrentIndexChanged: Backend.traffic.cursor = -1
                Accessible.role: Accessible.PageTabList
                Accessible.name: root.names[currentIndex]
                Keys.onLeftPressed: decrementCurrentIndex()
                Keys.onRightPressed: incrementCurrentIndex()
                TrafficChart {}
                OffsetBars {
                    most: 5
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
                        readonly property bool here: index === slot.currentIndex

                        objectName: "dot " + index
                        implicitWidth: Theme.px(48)
                        implicitHeight: Theme.px(36)
                        focusPolicy: Qt.StrongFocus
                        Accessible.role: Accessible.PageTab
                        Accessible.name: root.names[index]
                        Accessible.selected: dot.here
                        onClicked: slot.currentIndex = index
                        Keys.onReturnPressed: dot.clicked()
                        background: Item {
                            FocusFrame {
                                control: dot
                                visible: dot.visualFocus
                            }
                        }
                        contentItem: Item {
                            Rectangle {
                                anchors.centerIn: parent
                                width: Theme.px(dot.here ? 24 : 10)
                                height: Theme.px(8)
                                radius: height / 2
                                color: dot.here ? Theme.accent : Theme.fieldLine
                            }
                        }
                    }
                }
            }
        }
    }
}
