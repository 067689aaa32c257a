// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// Names and values, one below the other.
Column {
    id: root

    required property RowsModel facts
    property real nameWidth: Theme.px(Theme.touch ? 190 : 132)

    spacing: Theme.px(4)
    Repeater {
        model: root.facts
        delegate: RowLayout {
            id: fact

            required property string label
            required property string value

            width: root.width
            spacing: Theme.px(10)
            Accessible.role: Accessible.StaticText
            Accessible.name: label + ": " + value
            PlainText {
                Layout.preferredWidth: root.nameWidth
                Layout.alignment: Qt.AlignTop
                text: fact.label
                color: Theme.dim
            }
            PlainText {
                Layout.fillWidth: true
                text: fact.value
                wrapMode: Text.WrapAtWordBoundaryOrAnywhere
                elide: Text.ElideNone
            }
        }
    }
}
