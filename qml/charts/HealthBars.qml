// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// Every limit as a bar: value against limit, with the word that says how it stands. Where there is little height, the bar
// stands between name and value instead of below them.
RowList {
    id: root

    readonly property real fair: height / Math.max(1, count)
    readonly property bool narrow: !Theme.touch && width < Theme.px(340)
    readonly property bool flat: !narrow && !Theme.touch && fair < Theme.px(32)

    rowHeight: flat ? Math.max(Theme.px(18), Math.min(Theme.px(30), fair))
                    : Math.max(Theme.px(Theme.touch ? 42 : 26), Math.min(Theme.px(44), fair))
    name: qsTr("Health")
    model: Backend.overview.health
    delegate: Item {
        id: bar

        required property string title
        required property string text
        required property double fraction
        required property int level
        required property string word

        width: ListView.view.width
        height: root.rowHeight
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
                    Layout.fillWidth: !root.flat
                    Layout.preferredWidth: Theme.px(122)
                    text: bar.title
                    color: Theme.dim
                }
                Meter {
                    Layout.fillWidth: true
                    Layout.minimumWidth: Theme.px(20)
                    visible: root.flat
                    opacity: bar.fraction < 0 ? 0 : 1
                    implicitHeight: Theme.px(5)
                    fraction: bar.fraction
                    fill: Theme.level(bar.level)
                }
                PlainText {
                    Layout.preferredWidth: root.flat ? Theme.px(152) : implicitWidth
                    text: bar.text
                    horizontalAlignment: Text.AlignRight
                }
                PlainText {
                    // In a narrow card only a word that needs a look has room.
                    readonly property bool shown: !root.narrow || bar.level > 0
                    Layout.preferredWidth: shown ? Theme.px(Theme.touch ? 66 : 56) : 0
                    Layout.leftMargin: shown ? 0 : -Theme.px(8)
                    text: shown ? bar.word : ""
                    color: bar.fraction < 0 ? Theme.faint : Theme.level(bar.level)
                    horizontalAlignment: Text.AlignRight
                    font.pixelSize: Theme.caption
                }
            }
            Meter {
                Layout.fillWidth: true
                visible: !root.flat
                opacity: bar.fraction < 0 ? 0 : 1
                implicitHeight: Theme.px(5)
                fraction: bar.fraction
                fill: Theme.level(bar.level)
            }
        }
    }
}
