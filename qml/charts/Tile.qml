// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// One figure with its course over the last two minutes; a click opens the list that it counts.
AbstractButton {
    id: root

    required property string key
    required property string title
    required property string value
    required property string unit
    required property string detail
    required property list<real> course
    required property string page
    readonly property color ink: Theme.meaning(key)

    focusPolicy: page === "" ? Qt.NoFocus : Qt.TabFocus
    enabled: page !== ""
    hoverEnabled: !Theme.touch
    Accessible.role: Accessible.Button
    Accessible.name: title + ": " + value + " " + unit + ", " + detail
    onClicked: Backend.page = page
    Keys.onReturnPressed: root.clicked()

    background: Rectangle {
        color: root.hovered ? Theme.hover : Theme.surface
        radius: Theme.radius
        border.width: 1
        border.color: Theme.line
        Rectangle {
            width: 3
            height: parent.height - 2 * Theme.radius
            y: Theme.radius
            color: root.ink
        }
        FocusFrame {
            control: root
            visible: root.visualFocus
        }
    }
    contentItem: Item {
        Sparkline {
            anchors.right: parent.right
            anchors.rightMargin: Theme.px(8)
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.px(8)
            width: Theme.touch ? parent.width - Theme.px(20) : parent.width * 0.36
            height: parent.height * (Theme.touch ? 0.34 : 0.52)
            values: root.course
            color: root.ink
        }
        ColumnLayout {
            anchors.fill: parent
            anchors.leftMargin: Theme.padding
            anchors.rightMargin: Theme.px(8)
            anchors.topMargin: Theme.px(8)
            anchors.bottomMargin: Theme.px(8)
            spacing: 0
            PlainText {
                Layout.fillWidth: true
                text: root.title
                color: Theme.dim
                font.pixelSize: Theme.caption
            }
            RowLayout {
                spacing: Theme.px(6)
                PlainText {
                    text: root.value
                    font.pixelSize: Theme.figure
                    font.weight: Font.DemiBold
                    color: root.key === "dropped" && root.value !== "0" ? Theme.dropped : Theme.text
                }
                PlainText {
                    Layout.alignment: Qt.AlignBaseline
                    visible: root.unit !== "" && (Theme.touch || root.width > Theme.px(176))
                    text: root.unit
                    color: Theme.faint
                    font.pixelSize: Theme.caption
                }
            }
            PlainText {
                Layout.preferredWidth: root.width * 0.52
                visible: !Theme.touch
                text: root.detail
                color: Theme.faint
                font.pixelSize: Theme.tiny
            }
            Item {
                Layout.fillHeight: true
                visible: Theme.touch
            }
        }
    }
}
