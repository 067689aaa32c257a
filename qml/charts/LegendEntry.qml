// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

// Mark, word and figures of one line: last, mean, greatest.
RowLayout {
    id: root

    property string name
    property string figures
    property color color
    property bool dotted: false

    spacing: Theme.px(6)
    Row {
        spacing: 2
        Repeater {
            model: root.dotted ? 3 : 1
            delegate: Rectangle {
                required property int index
                width: root.dotted ? 3 : Theme.px(14)
                height: root.dotted ? 2 : 3
                color: root.color
            }
        }
    }
    PlainText {
        text: root.name
        font.pixelSize: Theme.caption
        font.weight: Font.DemiBold
    }
    PlainText {
        Layout.fillWidth: true
        text: root.figures
        color: Theme.dim
        font.pixelSize: Theme.caption
    }
}
