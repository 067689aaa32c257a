// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// Messages dropped since the start, one bar per reason.
ListView {
    id: root

    model: Backend.overview.drops
    clip: true
    interactive: contentHeight > height
    boundsBehavior: Flickable.StopAtBounds
    delegate: RowLayout {
        id: bar

        required property string title
        required property string total
        required property double fraction
        required property bool some

        width: ListView.view.width
        height: Theme.px(Theme.touch ? 36 : 24)
        spacing: Theme.px(10)
        Accessible.role: Accessible.ListItem
        Accessible.name: title + ": " + total
        PlainText {
            Layout.preferredWidth: Theme.px(Theme.touch ? 170 : 124)
            text: bar.title
            color: bar.some ? Theme.text : Theme.faint
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
}
