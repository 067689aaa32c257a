// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// One client: its facts, kept fresh while it is open, and what it subscribes to.
DetailsPane {
    id: root

    readonly property ClientModel clients: Backend.clients

    open: clients.openId !== ""
    title: clients.openTitle
    onClosed: clients.openId = ""

    Flickable {
        anchors.fill: parent
        clip: true
        contentHeight: column.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}
        ColumnLayout {
            id: column

            width: parent.width
            spacing: Theme.px(12)
            FactsList {
                Layout.fillWidth: true
                facts: root.clients.openFacts
            }
            Rectangle {
                Layout.fillWidth: true
                Layout.preferredHeight: 1
                color: Theme.line
            }
            PlainText {
                text: qsTr("Subscriptions")
                font.weight: Font.DemiBold
            }
            PlainText {
                visible: root.clients.openFilters.count === 0
                text: qsTr("This client subscribes to nothing.")
                color: Theme.faint
            }
            Repeater {
                model: root.clients.openFilters
                delegate: PlainText {
                    required property string filter
                    Layout.fillWidth: true
                    text: filter
                    font.family: Theme.fixedFamily
                    font.pixelSize: Theme.caption
                    elide: Text.ElideNone
                    wrapMode: Text.WrapAnywhere
                }
            }
        }
    }
}
