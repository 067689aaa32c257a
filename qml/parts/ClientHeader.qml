// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

RowLayout {
    id: root

    required property ClientColumns columns

    spacing: Theme.px(12)
    HeaderCell {
        Layout.fillWidth: true
        text: qsTr("Client")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.user
        visible: root.columns.user > 0
        text: qsTr("User")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.protocol
        visible: root.columns.protocol > 0
        text: qsTr("Protocol")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.address
        visible: root.columns.address > 0
        text: qsTr("Address")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.since
        atRight: true
        text: qsTr("For")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.keepAlive
        visible: root.columns.keepAlive > 0
        atRight: true
        text: qsTr("Keep-alive")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.subscriptions
        visible: root.columns.subscriptions > 0
        atRight: true
        text: qsTr("Subscribed")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.rate
        atRight: true
        text: qsTr("In/s")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.rate
        atRight: true
        text: qsTr("Out/s")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.queued
        atRight: true
        text: qsTr("Queued")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.inFlight
        visible: root.columns.inFlight > 0
        atRight: true
        text: qsTr("In flight")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.dropped
        visible: root.columns.dropped > 0
        atRight: true
        text: qsTr("Dropped")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.error
        visible: root.columns.error > 0
        text: qsTr("Last error")
    }
}
