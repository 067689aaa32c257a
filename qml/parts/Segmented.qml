// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Topiq

// One of a few: a row of words, the chosen one filled. Arrow keys move the choice.
FocusScope {
    id: root

    required property list<string> labels
    property string name
    property int current: 0
    signal chosen(int index)

    implicitHeight: Theme.smallControl
    implicitWidth: row.implicitWidth + 4
    activeFocusOnTab: true
    Accessible.role: Accessible.RadioButton
    Accessible.name: name + ": " + labels[current]
    Keys.onLeftPressed: if (current > 0) root.chosen(current - 1)
    Keys.onRightPressed: if (current < labels.length - 1) root.chosen(current + 1)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.raised
        border.color: Theme.line
    }
    Row {
        id: row

        anchors.centerIn: parent
        Repeater {
            model: root.labels
            delegate: AbstractButton {
                id: segment

                required property int index
                required property string modelData

                height: root.height - 4
                width: Math.max(label.implicitWidth + Theme.px(Theme.touch ? 24 : 18), Theme.touch ? Theme.px(48) : 0)
                focusPolicy: Qt.NoFocus
                hoverEnabled: !Theme.touch
                Accessible.name: segment.modelData
                background: Rectangle {
                    radius: Theme.radius - 2
                    color: segment.index === root.current ? Theme.selected : segment.hovered ? Theme.hover : "transparent"
                }
                contentItem: PlainText {
                    id: label

                    text: segment.modelData
                    font.pixelSize: Theme.caption
                    font.weight: segment.index === root.current ? Font.DemiBold : Font.Normal
                    color: segment.index === root.current ? Theme.text : Theme.dim
                    horizontalAlignment: Text.AlignHCenter
                }
                onClicked: root.chosen(segment.index)
            }
        }
    }
    FocusFrame {
        control: root
    }
}
