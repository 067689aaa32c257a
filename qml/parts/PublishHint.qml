// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// Stands where results will be: an example of a result, and how to watch the messages arrive elsewhere.
ColumnLayout {
    id: root

    spacing: Theme.px(16)
    ResultItem {
        Layout.fillWidth: true
        visible: !Theme.touch
        enabled: false
        opacity: 0.5
        index: 0
        status: "sent"
        word: qsTr("Example")
        topicName: "plant/line1/temperature"
        offsetText: Format.count(1234)
        time: "12:34:56.789"
        latency: qsTr("%1 ms").arg("0.12")
        consumers: "3"
        nobody: false
        preview: "21.5"
        flags: qsTr("QoS %1").arg(0)
        error: ""
    }
    EmptyState {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.padding
        Layout.rightMargin: Theme.padding
        Layout.topMargin: Theme.px(Theme.touch ? 24 : 8)
        sentence: qsTr("What you publish is listed here: its offset, how long it took, and how many consumers got it.")
    }
    EmptyState {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.padding
        Layout.rightMargin: Theme.padding
        visible: !Theme.touch && command !== ""
        sentence: qsTr("To watch it arrive, subscribe elsewhere:")
        command: Backend.overview.loaded && Backend.publisher.problem === "" ? Backend.overview.subscribeCommand(Backend.publisher.topic) : ""
    }
}
