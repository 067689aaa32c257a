// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// What stands in the place of a list that has no rows: skeleton rows while the first answer is under way, why it failed,
// or the empty state.
Item {
    id: root

    required property bool loaded
    required property string error
    required property int count
    property string what
    property alias sentence: empty.sentence
    property alias action: empty.action
    property alias command: empty.command
    signal acted()

    anchors.fill: parent

    Column {
        anchors.fill: parent
        anchors.margins: Theme.px(8)
        spacing: Theme.px(10)
        visible: !root.loaded && wait.elapsed
        Repeater {
            model: 6
            delegate: Rectangle {
                required property int index
                width: root.width * (0.9 - 0.1 * (index % 3))
                height: Theme.px(14)
                radius: Theme.px(4)
                color: Theme.track
            }
        }
    }
    Timer {
        id: wait

        property bool elapsed: false
        interval: 200
        running: !root.loaded
        onTriggered: elapsed = true
        onRunningChanged: if (running) elapsed = false
    }
    EmptyState {
        id: empty

        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.padding, Theme.px(620))
        visible: root.loaded && root.error === "" && root.count === 0
        onActed: root.acted()
    }
    ErrorNote {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.px(8)
        visible: root.error !== ""
        what: root.what
        why: root.error
        works: root.count > 0 ? qsTr("What is shown is the last known state; it is asked for again every second.")
                              : qsTr("The other pages still work; this one asks again every second.")
    }
}
