// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// The last offset of the busiest topics as bars, their rate at the right end. A click opens the topic. Drawn by hand and
// not by Qt Charts because its labels are names from the network.
RowList {
    id: root

    property int most: 12

    rowHeight: Math.max(Theme.px(Theme.touch ? 40 : 20), Math.min(Theme.px(34), height / Math.max(1, Math.min(most, count))))
    walks: true
    name: qsTr("Topic offsets")
    model: Backend.busiest

    delegate: Item {
        id: bar

        required property string name
        required property string label
        required property string lastOffset
        required property string rate
        required property bool busy
        required property double fraction
        required property double grown

        width: ListView.view.width
        height: root.rowHeight
        Accessible.role: Accessible.ListItem
        Accessible.name: qsTr("%1: last offset %2, %3 messages/s").arg(label).arg(lastOffset).arg(rate)

        RowLayout {
            anchors.fill: parent
            spacing: Theme.px(10)
            PlainText {
                Layout.preferredWidth: root.width * (Theme.touch ? 0.42 : 0.3)
                text: bar.label
                elide: Text.ElideMiddle
                color: area.containsMouse || (bar.ListView.view.activeFocus && Backend.byKeyboard && bar.ListView.isCurrentItem) ? Theme.accent : Theme.text
            }
            Item {
                Layout.fillWidth: true
                Layout.preferredHeight: Theme.px(12)
                Rectangle {
                    anchors.fill: parent
                    radius: 2
                    color: Theme.track
                    opacity: 0.5
                }
                Rectangle {
                    height: parent.height
                    width: Math.max(2, parent.width * bar.fraction)
                    radius: 2
                    color: Theme.past
                }
                Rectangle {
                    // The part that has grown, at least wide enough to be seen.
                    x: Math.max(0, parent.width * bar.fraction - width)
                    height: parent.height
                    width: bar.grown > 0 ? Math.min(parent.width * bar.fraction, Math.max(3, parent.width * bar.grown)) : 0
                    radius: 2
                    color: Theme.accent
                }
            }
            PlainText {
                Layout.preferredWidth: Theme.px(Theme.touch ? 84 : 76)
                text: bar.lastOffset
                horizontalAlignment: Text.AlignRight
                font.weight: Font.DemiBold
            }
            PlainText {
                Layout.preferredWidth: Theme.px(Theme.touch ? 66 : 62)
                visible: !Theme.touch || root.width > Theme.px(420)
                text: qsTr("%1/s").arg(bar.rate)
                color: bar.busy ? Theme.incoming : Theme.faint
                horizontalAlignment: Text.AlignRight
            }
        }
        MouseArea {
            id: area

            anchors.fill: parent
            hoverEnabled: !Theme.touch
            cursorShape: Qt.PointingHandCursor
            onClicked: bar.show()
        }
        Keys.onReturnPressed: bar.show()
        Keys.onEnterPressed: bar.show()

        function show() {
            Backend.history.topic = bar.name;
            Backend.page = "topics";
        }
    }
    ListStates {
        loaded: Backend.busiest.loaded
        error: Backend.busiest.error
        count: root.count
        what: qsTr("The topics cannot be read.")
        sentence: qsTr("No topic yet. Topics appear with their first message.")
    }
}
