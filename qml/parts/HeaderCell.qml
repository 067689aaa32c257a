// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// The head of a column; with a sort key it is a button that sorts.
AbstractButton {
    id: root

    property TopicModel sorts: null
    property string key
    property bool atRight: false
    readonly property bool active: sorts !== null && key !== "" && sorts.sortKey === key

    enabled: sorts !== null && key !== ""
    focusPolicy: enabled ? Qt.TabFocus : Qt.NoFocus
    implicitHeight: Theme.headerRow
    hoverEnabled: true
    Accessible.role: Accessible.ColumnHeader
    Accessible.name: text

    contentItem: RowLayout {
        spacing: 2
        layoutDirection: root.atRight ? Qt.RightToLeft : Qt.LeftToRight
        PlainText {
            Layout.fillWidth: !arrow.visible
            Layout.maximumWidth: arrow.visible ? root.width - arrow.width - 2 : 100000
            text: root.text
            color: root.active || (root.enabled && root.hovered) ? Theme.text : Theme.dim
            font.pixelSize: Theme.tiny
            font.weight: Font.DemiBold
            horizontalAlignment: root.atRight ? Text.AlignRight : Text.AlignLeft
        }
        Icon {
            id: arrow

            visible: root.active
            name: root.active && root.sorts.descending ? "down" : "up"
            size: Theme.px(12)
            color: Theme.accent
        }
        Item {
            Layout.fillWidth: arrow.visible
        }
    }
    background: Item {
        FocusFrame {
            control: root
            visible: root.visualFocus
        }
    }
    onClicked: sorts.sortBy(key)
    Keys.onReturnPressed: if (enabled) root.clicked()
}
