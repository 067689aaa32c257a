// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// A payload as text (control characters made visible) or hexadecimal, to read and to copy.
ColumnLayout {
    id: root

    property bool hex: false
    readonly property HistoryModel history: Backend.history
    readonly property bool asHex: hex || !history.openIsText
    signal hexChosen(bool on)

    spacing: Theme.px(8)
    RowLayout {
        Layout.fillWidth: true
        PlainText {
            Layout.fillWidth: true
            text: root.history.openIsText ? qsTr("Value") : qsTr("Value (binary)")
            font.weight: Font.DemiBold
        }
        Segmented {
            visible: root.history.openIsText
            name: qsTr("Show as")
            labels: [qsTr("Text"), qsTr("Hex")]
            current: root.hex ? 1 : 0
            onChosen: index => root.hexChosen(index === 1)
        }
        IconButton {
            iconName: "copy"
            text: qsTr("Copy value")
            onClicked: UiSettings.copy(value.text)
        }
    }
    Rectangle {
        Layout.fillWidth: true
        Layout.fillHeight: true
        radius: Theme.radius
        color: Theme.field
        border.color: Theme.line
        ScrollView {
            id: scroll

            anchors.fill: parent
            anchors.margins: 1
            clip: true
            TextArea {
                id: value

                readOnly: true
                textFormat: TextEdit.PlainText
                text: root.asHex ? root.history.openHex : root.history.openText
                color: Theme.text
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                font.family: Theme.fixedFamily
                font.pixelSize: root.asHex && !Theme.touch ? Theme.px(10) : Theme.caption
                wrapMode: root.asHex ? TextEdit.NoWrap : TextEdit.WrapAtWordBoundaryOrAnywhere
                background: null
                selectByMouse: true
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("Value of the record")
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        visible: root.history.openTruncation !== ""
        Icon {
            name: "warning"
            color: Theme.warn
        }
        PlainText {
            Layout.fillWidth: true
            text: root.history.openTruncation
            color: Theme.warn
            wrapMode: Text.Wrap
        }
        ActionButton {
            text: qsTr("Load whole")
            onClicked: root.history.loadWhole()
        }
    }
}
