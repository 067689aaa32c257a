// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

// What became of one published message; a failed one can be sent again or taken back into the form.
Item {
    id: root

    required property int index
    required property string status
    required property string topicName
    required property string offsetText
    required property string time
    required property string latency
    required property string consumers
    required property bool nobody
    required property string preview
    required property string flags
    required property string error
    readonly property bool failed: status === "failed"
    property string word: failed ? qsTr("Failed") : status === "sent" ? qsTr("Sent") : qsTr("Sending")
    readonly property color ink: failed ? Theme.bad : status === "sent" ? Theme.good : Theme.dim
    signal retried()
    signal edited()

    height: column.implicitHeight + Theme.px(14)
    Accessible.role: Accessible.ListItem
    Accessible.name: word + ", " + topicName + (failed ? ", " + error : ", " + qsTr("offset %1, %2, consumers: %3").arg(offsetText).arg(latency).arg(consumers))

    RowBack {
        anchors.fill: parent
        hovered: area.hovered
    }
    HoverHandler {
        id: area
    }
    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: Theme.px(12)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(2)
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(12)
            Icon {
                name: root.failed ? "warning" : root.status === "sent" ? "check" : "retry"
                color: root.ink
                size: Theme.px(16)
            }
            PlainText {
                Layout.preferredWidth: Theme.px(66)
                visible: !Theme.touch
                text: root.word
                color: root.ink
                font.weight: Font.DemiBold
            }
            PlainText {
                Layout.fillWidth: true
                text: root.topicName
                elide: Text.ElideMiddle
            }
            PlainText {
                Layout.preferredWidth: Theme.px(90)
                visible: !Theme.touch
                text: root.offsetText
                horizontalAlignment: Text.AlignRight
            }
            PlainText {
                Layout.preferredWidth: Theme.px(96)
                visible: !Theme.touch
                text: root.time
                color: Theme.dim
                horizontalAlignment: Text.AlignRight
            }
            PlainText {
                Layout.preferredWidth: Theme.px(76)
                visible: !Theme.touch
                text: root.latency
                color: Theme.dim
                horizontalAlignment: Text.AlignRight
            }
            PlainText {
                Layout.preferredWidth: Theme.px(90)
                visible: !Theme.touch && !root.failed
                text: root.consumers
                font.weight: root.nobody ? Font.DemiBold : Font.Normal
                color: root.nobody ? Theme.warn : Theme.text
                horizontalAlignment: Text.AlignRight
            }
            ActionButton {
                Layout.preferredWidth: Theme.touch ? implicitWidth : Theme.px(90)
                visible: root.failed
                implicitHeight: Theme.smallControl
                iconName: "retry"
                text: Theme.touch ? "" : qsTr("Retry")
                Accessible.name: qsTr("Retry")
                onClicked: root.retried()
            }
            IconButton {
                visible: !Theme.touch
                iconName: "edit"
                text: qsTr("Put back into the form")
                onClicked: root.edited()
            }
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.px(28)
            spacing: Theme.px(12)
            PlainText {
                Layout.fillWidth: true
                text: root.failed ? root.error : Theme.touch && root.consumers !== "" ? qsTr("offset %1, %2, consumers: %3").arg(root.offsetText).arg(root.latency).arg(root.consumers) : root.preview
                color: root.failed ? Theme.bad : Theme.touch && root.nobody ? Theme.warn : Theme.dim
                font.pixelSize: Theme.caption
                wrapMode: root.failed ? Text.Wrap : Text.NoWrap
            }
            PlainText {
                visible: !Theme.touch
                text: root.nobody ? qsTr("nobody got it") + "   " + root.flags : root.flags
                color: root.nobody ? Theme.warn : Theme.faint
                font.pixelSize: Theme.caption
            }
        }
    }
}
