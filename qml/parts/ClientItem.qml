// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

// A row of the client table; kept sessions whose client is away are grey. On touch two lines.
Item {
    id: root

    required property int index
    required property string clientId
    required property string label
    required property string user
    required property string protocol
    required property string address
    required property bool connected
    required property string since
    required property string keepAlive
    required property string subscriptions
    required property string rateIn
    required property string rateOut
    required property string queued
    required property bool waiting
    required property string inFlight
    required property string dropped
    required property bool hasDrops
    required property string lastError
    property ClientColumns columns: null
    property bool current: false
    property bool listFocused: false
    readonly property color ink: connected ? Theme.text : Theme.faint
    signal chosen()

    height: Theme.row
    Accessible.role: Accessible.ListItem
    Accessible.name: connected ? qsTr("%1, connected for %2").arg(label).arg(since) : qsTr("%1, away for %2").arg(label).arg(since)

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
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(8)
            Rectangle {
                implicitWidth: Theme.px(8)
                implicitHeight: implicitWidth
                radius: implicitWidth / 2
                color: root.connected ? Theme.good : "transparent"
                border.width: root.connected ? 0 : 1
                border.color: Theme.faint
            }
            Cell {
                Layout.fillWidth: true
                text: root.label
                color: root.ink
                elide: Text.ElideMiddle
            }
        }
        Cell {
            Layout.preferredWidth: root.columns.user
            visible: root.columns.user > 0
            text: root.user === "" ? "–" : root.user
            color: root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.protocol
            visible: root.columns.protocol > 0
            text: root.protocol
            color: root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.address
            visible: root.columns.address > 0
            text: root.address === "" ? "–" : root.address
            color: root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.since
            atRight: true
            text: root.since
            color: root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.keepAlive
            visible: root.columns.keepAlive > 0
            atRight: true
            text: root.keepAlive
            color: root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.subscriptions
            visible: root.columns.subscriptions > 0
            atRight: true
            text: root.subscriptions
            color: root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.rate
            atRight: true
            text: root.rateIn
            color: root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.rate
            atRight: true
            text: root.rateOut
            color: root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.queued
            atRight: true
            text: root.queued
            color: root.waiting ? Theme.warn : root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.inFlight
            visible: root.columns.inFlight > 0
            atRight: true
            text: root.inFlight
            color: root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.dropped
            visible: root.columns.dropped > 0
            atRight: true
            text: root.dropped
            color: root.hasDrops ? Theme.dropped : root.ink
        }
        Cell {
            Layout.preferredWidth: root.columns.error
            visible: root.columns.error > 0
            text: root.lastError
            color: Theme.dim
        }
    }
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(12)
        anchors.rightMargin: Theme.px(12)
        visible: Theme.touch
        spacing: Theme.px(12)
        Rectangle {
            implicitWidth: Theme.px(12)
            implicitHeight: implicitWidth
            radius: implicitWidth / 2
            color: root.connected ? Theme.good : "transparent"
            border.width: root.connected ? 0 : 2
            border.color: Theme.faint
        }
        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0
            PlainText {
                Layout.fillWidth: true
                text: root.label
                color: root.ink
                font.weight: Font.DemiBold
                elide: Text.ElideMiddle
            }
            PlainText {
                Layout.fillWidth: true
                text: root.connected ? root.protocol + "   " + root.address : qsTr("away for %1").arg(root.since)
                color: Theme.dim
            }
        }
        Icon {
            visible: root.hasDrops || root.waiting
            name: "warning"
            color: root.hasDrops ? Theme.dropped : Theme.warn
        }
        ColumnLayout {
            spacing: 0
            PlainText {
                Layout.alignment: Qt.AlignRight
                text: qsTr("in %1/s").arg(root.rateIn)
                color: root.connected ? Theme.incoming : Theme.faint
            }
            PlainText {
                Layout.alignment: Qt.AlignRight
                text: qsTr("out %1/s").arg(root.rateOut)
                color: root.connected ? Theme.outgoing : Theme.faint
            }
        }
    }
}
