// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

// The heads of ResultItem's columns.
Item {
    id: root

    implicitHeight: Theme.headerRow
    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(12)
        anchors.rightMargin: Theme.px(12)
        spacing: Theme.px(12)
        HeaderCell {
            Layout.preferredWidth: Theme.px(94)
            text: qsTr("Status")
        }
        HeaderCell {
            Layout.fillWidth: true
            text: qsTr("Topic")
        }
        HeaderCell {
            Layout.preferredWidth: Theme.px(90)
            atRight: true
            text: qsTr("Offset")
        }
        HeaderCell {
            Layout.preferredWidth: Theme.px(96)
            atRight: true
            text: qsTr("Time")
        }
        HeaderCell {
            Layout.preferredWidth: Theme.px(76)
            atRight: true
            text: qsTr("Took")
        }
        HeaderCell {
            Layout.preferredWidth: Theme.px(90)
            atRight: true
            text: qsTr("Consumers")
        }
        Item {
            Layout.preferredWidth: Theme.smallControl
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 1
        color: Theme.line
    }
}
