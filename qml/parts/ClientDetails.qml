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
        contentHeight: grid.implicitHeight
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollBar {}
        GridLayout {
            id: grid

            width: parent.width
            columns: Theme.touch ? 2 : 1
            columnSpacing: Theme.px(20)
            rowSpacing: Theme.px(12)
            FactsList {
                Layout.fillWidth: true
                Layout.preferredWidth: 3
                Layout.alignment: Qt.AlignTop
                nameWidth: Theme.px(Theme.touch ? 184 : 132)
                facts: root.clients.openFacts
            }
            Rectangle {
                Layout.fillWidth: true
                Layout.preferredHeight: 1
                visible: !Theme.touch
                color: Theme.line
            }
            ColumnLayout {
                Layout.fillWidth: true
                Layout.preferredWidth: 2
                Layout.alignment: Qt.AlignTop
                spacing: Theme.px(8)
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
}
