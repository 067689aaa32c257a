// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// Messages dropped since the start, one bar per reason. Below them one sentence explains a reason: the one pointed at,
// walked to or tapped, else the most frequent one.
ColumnLayout {
    id: root

    spacing: Theme.px(4)

    RowList {
        id: bars

        property int pointed: -1
        readonly property int told: pointed >= 0 ? pointed : currentIndex

        Layout.fillWidth: true
        Layout.fillHeight: true
        model: Backend.overview.drops
        rowHeight: Theme.px(Theme.touch ? 30 : 20)
        walks: true
        name: qsTr("Dropped by reason")
        delegate: Item {
            id: bar

            required property int index
            required property string title
            required property string total
            required property double fraction
            required property bool some
            required property string sentence

            width: ListView.view.width
            height: bars.rowHeight
            Accessible.role: Accessible.ListItem
            Accessible.name: title + ": " + total
            Accessible.description: sentence
            RowLayout {
                anchors.fill: parent
                spacing: Theme.px(10)
                PlainText {
                    Layout.preferredWidth: Theme.px(Theme.touch ? 140 : 112)
                    text: bar.title
                    color: bar.some ? Theme.text : Theme.faint
                    font.underline: bars.told === bar.index && explanation.visible
                }
                Meter {
                    Layout.fillWidth: true
                    fraction: bar.some ? Math.max(0.01, bar.fraction) : 0
                    fill: Theme.dropped
                }
                PlainText {
                    Layout.preferredWidth: Theme.px(64)
                    text: bar.total
                    horizontalAlignment: Text.AlignRight
                    font.weight: bar.some ? Font.DemiBold : Font.Normal
                    color: bar.some ? Theme.text : Theme.faint
                }
            }
            MouseArea {
                anchors.fill: parent
                hoverEnabled: !Theme.touch
                onEntered: bars.pointed = bar.index
                onExited: if (bars.pointed === bar.index) bars.pointed = -1
                onClicked: bars.currentIndex = bar.index
            }
            Binding {
                when: bars.told === bar.index
                target: explanation
                property: "text"
                value: bar.some || bars.pointed >= 0 || bar.ListView.view.activeFocus ? bar.sentence : qsTr("Nothing has been dropped for this reason.")
                restoreMode: Binding.RestoreNone
            }
        }
    }
    PlainText {
        id: explanation

        Layout.fillWidth: true
        visible: text !== ""
        color: Theme.dim
        font.pixelSize: Theme.caption
        wrapMode: Text.Wrap
        maximumLineCount: 2
        Layout.preferredHeight: Theme.caption * 2.7
        verticalAlignment: Text.AlignTop
    }
}
