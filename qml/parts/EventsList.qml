// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// What clients did last, newest on top.
RowList {
    id: root

    rowHeight: Theme.px(Theme.touch ? 36 : 22)
    name: qsTr("Last events")
    model: Backend.overview.events
    delegate: RowLayout {
        id: event

        required property string time
        required property string sentence

        width: ListView.view.width
        height: root.rowHeight
        spacing: Theme.px(10)
        Accessible.role: Accessible.ListItem
        Accessible.name: time + " " + sentence
        PlainText {
            text: event.time
            color: Theme.faint
        }
        PlainText {
            Layout.fillWidth: true
            text: event.sentence
        }
    }
    PlainText {
        anchors.centerIn: parent
        visible: root.count === 0 && Backend.overview.loaded
        text: qsTr("Nothing has happened since the start.")
        color: Theme.faint
    }
}
