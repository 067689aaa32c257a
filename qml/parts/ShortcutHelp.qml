// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// F1: what the keyboard can do. Lies over the page; Esc or a click closes it.
Rectangle {
    id: root

    readonly property list<string> keys: ["Ctrl+1 … 4", "Ctrl+K", "↑ ↓", "Enter", "Esc", qsTr("Space"), "Ctrl+Enter", "F5", "F11", "Ctrl + − 0", "F1"]
    readonly property list<string> words: [qsTr("Overview, Topics, Clients, Publish"), qsTr("Go to the filter (typing does it, too)"),
        qsTr("Walk through a list"), qsTr("Open the chosen row"), qsTr("Close what is open"), qsTr("Pause and resume what is live"),
        qsTr("Publish the message of the form"), qsTr("Newest: ask for everything again"), qsTr("Full screen"),
        qsTr("Larger, smaller, normal size"), qsTr("This list")]

    color: Theme.shade
    visible: false
    Accessible.role: Accessible.Dialog
    Accessible.name: qsTr("Keyboard shortcuts")

    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onClicked: root.visible = false
    }
    Shortcut {
        sequence: "Escape"
        enabled: root.visible
        onActivated: root.visible = false
    }
    Card {
        anchors.centerIn: parent
        width: Theme.px(520)
        height: Theme.px(Theme.touch ? 400 : 396)
        title: qsTr("Keyboard shortcuts")
        GridLayout {
            anchors.fill: parent
            columns: 2
            rowSpacing: Theme.px(4)
            columnSpacing: Theme.px(16)
            flow: GridLayout.TopToBottom
            rows: root.keys.length
            Repeater {
                model: root.keys
                delegate: PlainText {
                    required property string modelData
                    text: modelData
                    font.family: Theme.fixedFamily
                    font.weight: Font.DemiBold
                }
            }
            Repeater {
                model: root.words
                delegate: PlainText {
                    required property string modelData
                    Layout.fillWidth: true
                    text: modelData
                    color: Theme.dim
                }
            }
        }
    }
}
