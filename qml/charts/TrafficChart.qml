// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

ColumnLayout {
    id: root

    readonly property TrafficModel model: Backend.traffic

    spacing: Theme.px(2)
    Accessible.role: Accessible.Chart
    Accessible.name: root.model.sentence

    GridLayout {
        Layout.fillWidth: true
        visible: !Theme.touch
        columns: 2
        columnSpacing: Theme.px(24)
        rowSpacing: Theme.px(2)
        LegendEntry {
            Layout.fillWidth: true
            Layout.preferredWidth: 5
            name: qsTr("In, messages/s")
            figures: root.model.inLegend
            color: Theme.incoming
        }
        LegendEntry {
            Layout.fillWidth: true
            Layout.preferredWidth: 6
            name: qsTr("In, bytes (right)")
            figures: root.model.bytesInLegend
            color: Theme.incoming
            dotted: true
        }
        LegendEntry {
            Layout.fillWidth: true
            Layout.preferredWidth: 5
            name: qsTr("Out, messages/s")
            figures: root.model.outLegend
            color: Theme.outgoing
        }
        LegendEntry {
            Layout.fillWidth: true
            Layout.preferredWidth: 6
            name: qsTr("Out, bytes (right)")
            figures: root.model.bytesOutLegend
            color: Theme.outgoing
            dotted: true
        }
    }
    RowLayout {
        Layout.fillWidth: true
        PlainText {
            text: qsTr("messages/s")
            color: Theme.faint
            font.pixelSize: Theme.tiny
        }
        LegendEntry {
            visible: Theme.touch
            name: qsTr("In")
            color: Theme.incoming
        }
        LegendEntry {
            visible: Theme.touch
            name: qsTr("Out")
            color: Theme.outgoing
        }
        Item {
            Layout.fillWidth: true
        }
        PlainText {
            text: root.model.bytesUnit
            color: Theme.faint
            font.pixelSize: Theme.tiny
        }
    }
    LinePlot {
        Layout.fillWidth: true
        Layout.fillHeight: true
        model: root.model
        first: "in"
        second: "out"
        third: "bytesIn"
        fourth: "bytesOut"
        names: [qsTr("In"), qsTr("Out"), qsTr("In, bytes"), qsTr("Out, bytes")]
        name: qsTr("Traffic at a time")
        leftTop: root.model.messagesTop
        rightTop: root.model.bytesTop
    }
}
