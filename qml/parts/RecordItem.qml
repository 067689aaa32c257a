// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

// A row of a topic's history.
Item {
    id: root

    required property int index
    required property double recordOffset
    required property string offsetText
    required property string time
    required property string preview
    required property string size
    required property int qos
    required property bool retain
    required property string from
    property bool current: false
    property bool listFocused: false
    signal chosen()

    height: Theme.px(Theme.touch ? 48 : 26)
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("Offset %1, %2: %3").arg(offsetText).arg(time).arg(preview)

    RowBack {
        anchors.fill: parent
        current: root.current
        focused: root.listFocused
        hovered: area.containsMouse
    }
    MouseArea {
        id: area

        anchors.fill: parent
        hoverEnabled: !Theme.touch
        onClicked: root.chosen()
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(10)
        anchors.rightMargin: Theme.px(10)
        spacing: Theme.px(12)
        Cell {
            Layout.preferredWidth: Theme.px(90)
            atRight: true
            text: root.offsetText
        }
        Cell {
            Layout.preferredWidth: Theme.px(Theme.touch ? 118 : 96)
            text: root.time
            color: Theme.dim
        }
        Cell {
            Layout.fillWidth: true
            text: root.preview
            font.family: Theme.fixedFamily
            font.pixelSize: Theme.caption
        }
        Cell {
            Layout.preferredWidth: Theme.px(76)
            atRight: true
            text: root.size
            color: Theme.dim
        }
        Cell {
            Layout.preferredWidth: Theme.px(34)
            visible: !Theme.touch
            atRight: true
            text: root.qos
            color: Theme.dim
        }
        Cell {
            Layout.preferredWidth: Theme.px(60)
            Layout.leftMargin: Theme.px(8)
            visible: !Theme.touch
            text: root.retain ? qsTr("yes") : qsTr("no")
            color: root.retain ? Theme.text : Theme.faint
        }
        Cell {
            Layout.preferredWidth: Theme.px(150)
            visible: !Theme.touch
            text: root.from
            color: Theme.dim
        }
    }
}
