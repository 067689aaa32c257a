// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// The history of the chosen topic, newest on top, live until paused.
Card {
    id: root

    readonly property HistoryModel history: Backend.history
    readonly property alias list: records
    signal closed()

    inset: Theme.touch ? 0 : 1
    radius: Theme.touch ? 0 : Theme.radius
    border.width: Theme.touch ? 0 : 1

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.px(Theme.touch ? 52 : 40)
            Layout.leftMargin: Theme.px(Theme.touch ? 4 : 12)
            Layout.rightMargin: Theme.px(6)
            spacing: Theme.px(10)
            IconButton {
                visible: Theme.touch
                iconName: "back"
                text: qsTr("Back")
                onClicked: root.closed()
            }
            PlainText {
                Layout.fillWidth: Theme.touch
                text: root.history.title
                font.pixelSize: Theme.title
                font.weight: Font.DemiBold
                elide: Text.ElideMiddle
            }
            PlainText {
                Layout.fillWidth: true
                visible: !Theme.touch
                text: root.history.range
                color: Theme.dim
                font.pixelSize: Theme.caption
            }
            PlainText {
                visible: text !== ""
                text: root.history.waiting
                color: Theme.accent
                font.weight: Font.DemiBold
            }
            ActionButton {
                implicitHeight: Theme.smallControl
                iconName: Backend.paused ? "play" : "pause"
                text: Backend.paused ? qsTr("Resume") : qsTr("Pause")
                onClicked: Backend.paused = !Backend.paused
            }
            IconButton {
                visible: !Theme.touch
                iconName: "close"
                text: qsTr("Close (Esc)")
                onClicked: root.closed()
            }
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.headerRow
            Layout.leftMargin: Theme.px(10)
            Layout.rightMargin: Theme.px(10)
            visible: !Theme.touch
            spacing: Theme.px(12)
            HeaderCell {
                Layout.preferredWidth: Theme.px(90)
                atRight: true
                text: qsTr("Offset")
            }
            HeaderCell {
                Layout.preferredWidth: Theme.px(96)
                text: qsTr("Time")
            }
            HeaderCell {
                Layout.fillWidth: true
                text: qsTr("Value")
            }
            HeaderCell {
                Layout.preferredWidth: Theme.px(76)
                atRight: true
                text: qsTr("Size")
            }
            HeaderCell {
                Layout.preferredWidth: Theme.px(34)
                atRight: true
                text: qsTr("QoS")
            }
            HeaderCell {
                Layout.preferredWidth: Theme.px(60)
                Layout.leftMargin: Theme.px(8)
                text: qsTr("Retain")
            }
            HeaderCell {
                Layout.preferredWidth: Theme.px(150)
                text: qsTr("From")
            }
        }
        Rectangle {
            Layout.fillWidth: true
            Layout.preferredHeight: 1
            color: Theme.line
        }
        ListView {
            id: records

            property bool onTop: true

            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            activeFocusOnTab: true
            boundsBehavior: Flickable.StopAtBounds
            currentIndex: -1
            model: root.history
            reuseItems: true
            Accessible.role: Accessible.List
            Accessible.name: qsTr("Records of %1").arg(root.history.title)
            ScrollBar.vertical: ScrollBar {}
            onMovementEnded: onTop = atYBeginning
            onCurrentIndexChanged: if (activeFocus) onTop = currentIndex <= 0
            Keys.onReturnPressed: root.history.openRow(currentIndex)
            delegate: RecordItem {
                width: records.width
                current: recordOffset === root.history.openOffset || (records.activeFocus && index === records.currentIndex)
                listFocused: records.activeFocus
                onChosen: {
                    records.currentIndex = index;
                    records.forceActiveFocus();
                    root.history.open(recordOffset);
                }
            }
            footer: Item {
                width: records.width
                height: root.history.hasOlder ? Theme.px(Theme.touch ? 64 : 44) : 0
                visible: root.history.hasOlder
                ActionButton {
                    anchors.centerIn: parent
                    text: qsTr("Older records")
                    onClicked: root.history.loadOlder()
                }
            }
            Connections {
                target: root.history

                // A list that stands at its top shows what is new; one that was scrolled stays where the reader is.
                function onRowsInserted() {
                    if (records.onTop)
                        records.positionViewAtBeginning();
                }
            }
            FocusFrame {
                parent: records // not its content, which scrolls
                control: records
            }
            ListStates {
                parent: records
                loaded: root.history.loaded
                error: root.history.error
                count: records.count
                what: qsTr("The history cannot be read.")
                sentence: qsTr("No record is kept for this topic. Records start when a message arrives.")
            }
        }
    }
}
