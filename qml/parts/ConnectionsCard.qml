// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// How many are connected, over time, and through which doors.
Card {
    id: root

    readonly property Overview now: Backend.overview

    title: qsTr("Connections")
    note: root.now.loaded ? qsTr("%1 open, %2 sessions, %3 subscriptions").arg(root.now.connections).arg(root.now.sessions).arg(root.now.subscriptions) : ""
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.px(2)
        LinePlot {
            Layout.fillWidth: true
            Layout.fillHeight: true
            model: Backend.traffic
            first: "connections"
            firstColor: Theme.connections
            names: [qsTr("Open")]
            name: qsTr("Connections at a time")
            leftTop: Backend.traffic.connectionsTop
            timeTicks: width > Theme.px(520) ? 5 : 3
            Accessible.role: Accessible.Chart
            Accessible.name: qsTr("Open connections over time, now %1").arg(root.now.connections)
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.preferredHeight: Theme.px(22)
            spacing: Theme.px(10)
            PlainText {
                Layout.fillWidth: true
                text: qsTr("Listener")
                color: Theme.dim
                font.pixelSize: Theme.tiny
                font.weight: Font.DemiBold
            }
            PlainText {
                Layout.preferredWidth: Theme.px(60)
                text: qsTr("Security")
                color: Theme.dim
                font.pixelSize: Theme.tiny
                font.weight: Font.DemiBold
            }
            PlainText {
                Layout.preferredWidth: Theme.px(60)
                text: qsTr("Open")
                horizontalAlignment: Text.AlignRight
                color: Theme.dim
                font.pixelSize: Theme.tiny
                font.weight: Font.DemiBold
            }
        }
        Repeater {
            model: root.now.listeners
            delegate: RowLayout {
                id: listener

                required property string scheme
                required property string address
                required property string connections
                required property string tls

                Layout.fillWidth: true
                Layout.preferredHeight: Theme.px(22)
                spacing: Theme.px(10)
                PlainText {
                    Layout.fillWidth: true
                    text: listener.scheme + "://" + listener.address
                    elide: Text.ElideMiddle
                }
                PlainText {
                    Layout.preferredWidth: Theme.px(60)
                    text: listener.tls
                    color: Theme.dim
                }
                PlainText {
                    Layout.preferredWidth: Theme.px(60)
                    text: listener.connections
                    horizontalAlignment: Text.AlignRight
                    font.weight: Font.DemiBold
                }
            }
        }
    }
}
