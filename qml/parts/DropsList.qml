// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// The last discarded messages: when, why, whose.
RowList {
    id: root

    rowHeight: Theme.px(Theme.touch ? 36 : 22)
    name: qsTr("Last drops")
    model: Backend.overview.lastDrops
    delegate: RowLayout {
        id: drop

        required property string time
        required property string reason
        required property string topic
        required property string client
        required property string times

        width: ListView.view.width
        height: root.rowHeight
        spacing: Theme.px(10)
        Accessible.role: Accessible.ListItem
        Accessible.name: time + " " + reason + " " + topic + " " + client + " " + times
        PlainText {
            text: drop.time
            color: Theme.faint
        }
        PlainText {
            Layout.preferredWidth: Theme.px(96)
            text: drop.reason
            color: Theme.dropped
        }
        PlainText {
            Layout.fillWidth: true
            Layout.preferredWidth: 3
            text: drop.topic
            elide: Text.ElideMiddle
        }
        PlainText {
            Layout.fillWidth: true
            Layout.preferredWidth: 2
            text: drop.client
            color: Theme.dim
            elide: Text.ElideMiddle
        }
        PlainText {
            Layout.preferredWidth: Theme.px(48)
            text: drop.times
            color: Theme.dim
            horizontalAlignment: Text.AlignRight
        }
    }
    PlainText {
        anchors.centerIn: parent
        visible: root.count === 0 && Backend.overview.loaded
        text: qsTr("Nothing has been dropped.")
        color: Theme.faint
    }
}
