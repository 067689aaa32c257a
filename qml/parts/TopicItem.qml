// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

// A row of the topic table; on touch two lines.
Item {
    id: root

    required property int index
    required property string name
    required property string label
    required property string lastOffset
    required property string rate
    required property string byteRate
    required property string records
    required property string bytes
    required property bool retained
    required property string consumers
    required property bool noConsumer
    required property string seen
    required property bool busy
    property TopicColumns columns: null
    property bool current: false
    property bool listFocused: false
    signal chosen()

    height: Theme.row
    Accessible.role: Accessible.ListItem
    Accessible.name: qsTr("%1: last offset %2, %3 messages/s").arg(label).arg(lastOffset).arg(rate)

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
        visible: !Theme.touch
        spacing: Theme.px(12)
        Cell {
            Layout.fillWidth: true
            text: root.label
            elide: Text.ElideMiddle
        }
        Cell {
            Layout.preferredWidth: root.columns.offset
            atRight: true
            text: root.lastOffset
        }
        Cell {
            Layout.preferredWidth: root.columns.rate
            atRight: true
            text: root.rate
            color: root.busy ? Theme.text : Theme.faint
        }
        Cell {
            Layout.preferredWidth: root.columns.bytes
            visible: root.columns.bytes > 0
            atRight: true
            text: root.byteRate
            color: root.busy ? Theme.text : Theme.faint
        }
        Cell {
            Layout.preferredWidth: root.columns.records
            visible: root.columns.records > 0
            atRight: true
            text: root.records
        }
        Cell {
            Layout.preferredWidth: root.columns.kept
            visible: root.columns.kept > 0
            atRight: true
            text: root.bytes
        }
        Cell {
            Layout.preferredWidth: root.columns.retained
            Layout.leftMargin: Theme.px(12)
            visible: root.columns.retained > 0
            text: root.retained ? qsTr("yes") : qsTr("no")
            color: root.retained ? Theme.text : Theme.faint
        }
        Cell {
            Layout.preferredWidth: root.columns.consumers
            atRight: true
            text: root.consumers
            color: root.noConsumer ? Theme.warn : Theme.text
        }
        Cell {
            Layout.preferredWidth: root.columns.seen
            visible: root.columns.seen > 0
            atRight: true
            text: root.seen
            color: root.busy ? Theme.text : Theme.dim
        }
    }
    ColumnLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(12)
        anchors.rightMargin: Theme.px(12)
        anchors.topMargin: Theme.px(6)
        anchors.bottomMargin: Theme.px(6)
        visible: Theme.touch
        spacing: 0
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(10)
            PlainText {
                Layout.fillWidth: true
                text: root.label
                elide: Text.ElideMiddle
                font.weight: Font.DemiBold
            }
            Icon {
                visible: root.retained
                name: "pin"
                color: Theme.dim
            }
            PlainText {
                text: qsTr("%1/s").arg(root.rate)
                color: root.busy ? Theme.incoming : Theme.faint
                font.weight: Font.DemiBold
            }
        }
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(10)
            PlainText {
                Layout.fillWidth: true
                text: qsTr("offset %1").arg(root.lastOffset)
                color: Theme.dim
            }
            PlainText {
                text: root.noConsumer ? qsTr("no consumer") : qsTr("consumers: %1").arg(root.consumers)
                color: root.noConsumer ? Theme.warn : Theme.dim
            }
            PlainText {
                Layout.preferredWidth: Theme.px(110)
                text: root.seen
                color: Theme.dim
                horizontalAlignment: Text.AlignRight
            }
        }
    }
}
