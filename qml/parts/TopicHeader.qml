// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

RowLayout {
    id: root

    required property TopicColumns columns
    required property TopicModel model

    spacing: Theme.px(12)
    HeaderCell {
        Layout.fillWidth: true
        text: qsTr("Topic")
        sorts: root.model
        key: "name"
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.offset
        atRight: true
        text: qsTr("Last offset")
        sorts: root.model
        key: "offset"
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.rate
        atRight: true
        text: qsTr("Messages/s")
        sorts: root.model
        key: "rate"
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.bytes
        visible: root.columns.bytes > 0
        atRight: true
        text: qsTr("Bytes/s")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.records
        visible: root.columns.records > 0
        atRight: true
        text: qsTr("Kept")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.kept
        visible: root.columns.kept > 0
        atRight: true
        text: qsTr("Size kept")
        sorts: root.model
        key: "bytes"
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.retained
        Layout.leftMargin: Theme.px(12)
        visible: root.columns.retained > 0
        text: qsTr("Retained")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.consumers
        atRight: true
        text: qsTr("Consumers")
    }
    HeaderCell {
        Layout.preferredWidth: root.columns.seen
        visible: root.columns.seen > 0
        atRight: true
        text: qsTr("Last seen")
        sorts: root.model
        key: "seen"
    }
}
