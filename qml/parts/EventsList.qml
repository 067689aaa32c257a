// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

ListView {
    id: root

    model: Backend.overview.events
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    delegate: RowLayout {
        id: event

        required property string time
        required property string sentence

        width: ListView.view.width
        height: Theme.px(Theme.touch ? 36 : 22)
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
