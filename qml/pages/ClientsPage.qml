// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

Page {
    id: root

    readonly property ClientModel clients: Backend.clients

    filter: filterField
    first: table

    RowLayout {
        anchors.fill: parent
        spacing: Theme.gap
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: !(Theme.touch && details.visible)
            inset: Theme.touch ? 0 : 1
            ColumnLayout {
                anchors.fill: parent
                spacing: 0
                RowLayout {
                    Layout.fillWidth: true
                    Layout.margins: Theme.px(Theme.touch ? 6 : 8)
                    spacing: Theme.px(12)
                    FilterField {
                        id: filterField

                        Layout.fillWidth: true
                        Layout.maximumWidth: Theme.px(420)
                        placeholderText: qsTr("Part of a client id, user or address")
                        filter: root.clients.filter
                        onEdited: text => root.clients.filter = text
                        Keys.onDownPressed: table.forceActiveFocus()
                        Keys.onReturnPressed: table.forceActiveFocus()
                    }
                    PlainText {
                        visible: root.clients.loaded
                        text: root.clients.summary
                        color: Theme.dim
                        font.pixelSize: Theme.caption
                    }
                    Item {
                        Layout.fillWidth: true
                    }
                    Toggle {
                        text: Theme.touch ? qsTr("Away, too") : qsTr("Show kept sessions of clients that are away")
                        checked: root.clients.withOffline
                        onToggled: root.clients.withOffline = checked
                    }
                }
                ClientHeader {
                    Layout.fillWidth: true
                    Layout.leftMargin: Theme.px(10)
                    Layout.rightMargin: Theme.px(10)
                    visible: !Theme.touch
                    columns: tableColumns
                }
                Rectangle {
                    Layout.fillWidth: true
                    Layout.preferredHeight: 1
                    color: Theme.line
                }
                ListView {
                    id: table

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    clip: true
                    activeFocusOnTab: true
                    boundsBehavior: Flickable.StopAtBounds
                    model: root.clients
                    reuseItems: true
                    currentIndex: -1
                    highlightMoveDuration: 0
                    Accessible.role: Accessible.List
                    Accessible.name: qsTr("Clients")
                    ScrollBar.vertical: ScrollBar {}
                    Keys.onReturnPressed: root.clients.openRow(currentIndex)
                    Keys.onEnterPressed: root.clients.openRow(currentIndex)
                    delegate: ClientItem {
                        width: table.width
                        columns: tableColumns
                        current: clientId === root.clients.openId || (table.activeFocus && index === table.currentIndex)
                        listFocused: table.activeFocus
                        onChosen: {
                            table.currentIndex = index;
                            table.forceActiveFocus();
                            root.clients.openId = clientId;
                        }
                    }
                    FocusFrame {
                        parent: table // not its content, which scrolls
                        control: table
                    }
                    ListStates {
                        parent: table
                        loaded: root.clients.loaded
                        error: root.clients.error
                        count: table.count
                        what: qsTr("The clients cannot be read.")
                        sentence: root.clients.filter === "" ? qsTr("No client connected. %1").arg(Backend.overview.listening)
                                                             : qsTr("%1 match this filter.").arg(root.clients.summary)
                        action: root.clients.filter === "" ? "" : qsTr("Clear filter")
                        command: root.clients.filter === "" ? Backend.overview.connectCommand : ""
                        onActed: root.clients.filter = ""
                    }
                }
            }
        }
        ClientDetails {
            id: details
        }
    }
    ClientColumns {
        id: tableColumns

        // Not the table's own width: its columns would keep it from ever getting narrower.
        width: root.width - (details.visible ? Theme.pane + Theme.gap : 0)
    }
}
