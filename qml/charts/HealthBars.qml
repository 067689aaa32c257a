// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// Every limit as a bar: value against limit, with the word that says how it stands.
ListView {
    id: root

    model: Backend.overview.health
    clip: true
    interactive: contentHeight > height
    boundsBehavior: Flickable.StopAtBounds
    delegate: Item {
        id: bar

        required property string title
        required property string text
        required property double fraction
        required property int level
        required property string word

        width: ListView.view.width
        height: Math.max(Theme.px(Theme.touch ? 46 : 32), Math.min(Theme.px(44), root.height / 9))
        Accessible.role: Accessible.ListItem
        Accessible.name: title + ": " + text + ", " + word
        ColumnLayout {
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(3)
            RowLayout {
                Layout.fillWidth: true
                spacing: Theme.px(8)
                PlainText {
                    Layout.fillWidth: true
                    text: bar.title
                    color: Theme.dim
                }
                PlainText {
                    text: bar.text
                }
                PlainText {
                    Layout.preferredWidth: Theme.px(Theme.touch ? 76 : 62)
                    text: bar.word
                    color: bar.fraction < 0 ? Theme.faint : Theme.level(bar.level)
                    horizontalAlignment: Text.AlignRight
                    font.pixelSize: Theme.caption
                }
            }
            Meter {
                Layout.fillWidth: true
                implicitHeight: Theme.px(5)
                fraction: bar.fraction
                fill: Theme.level(bar.level)
            }
        }
    }
}
