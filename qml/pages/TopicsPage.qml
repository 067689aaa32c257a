// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

Page {
    id: root

    readonly property TopicModel topics: Backend.topics
    readonly property HistoryModel history: Backend.history
    readonly property bool hasTopic: history.topic !== ""

    filter: filterField
    first: table

    function choose(name: string) {
        root.history.topic = name;
    }

    Shortcut {
        sequence: "Escape"
        enabled: root.hasTopic && !details.visible && !filterField.activeFocus
        onActivated: root.choose("")
    }
    RowLayout {
        anchors.fill: parent
        spacing: Theme.gap
        SplitView {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: !(Theme.touch && details.visible)
            orientation: Qt.Vertical
            handle: Item {
                implicitHeight: Theme.gap
                Rectangle {
                    anchors.centerIn: parent
                    width: Theme.px(40)
                    height: Theme.px(4)
                    radius: 2
                    color: Theme.line
                }
            }
            Card {
                visible: !(Theme.touch && root.hasTopic)
                SplitView.fillWidth: true
                SplitView.fillHeight: !root.hasTopic
                SplitView.preferredHeight: root.height * 0.45
                SplitView.minimumHeight: Theme.px(140)
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
                            Layout.maximumWidth: Theme.px(Theme.touch ? 460 : 420)
                            placeholderText: Theme.touch ? qsTr("Name, or plant/#") : qsTr("Part of a name, or a filter: plant/+/temperature, plant/#")
                            filter: root.topics.filter
                            onEdited: text => root.topics.filter = text
                            Keys.onDownPressed: table.forceActiveFocus()
                            Keys.onReturnPressed: table.forceActiveFocus()
                        }
                        PlainText {
                            visible: root.topics.loaded
                            text: root.topics.summary
                            color: Theme.dim
                            font.pixelSize: Theme.caption
                        }
                        Item {
                            Layout.fillWidth: true
                        }
                        Toggle {
                            text: Theme.touch ? qsTr("$ topics") : qsTr("Show $ topics (system)")
                            checked: root.topics.withSystem
                            onToggled: root.topics.withSystem = checked
                        }
                    }
                    TopicHeader {
                        Layout.fillWidth: true
                        Layout.leftMargin: Theme.px(10)
                        Layout.rightMargin: Theme.px(10)
                        visible: !Theme.touch
                        columns: tableColumns
                        model: root.topics
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
                        model: root.topics
                        reuseItems: true
                        currentIndex: root.topics.indexOf(root.history.topic)
                        highlightMoveDuration: 0
                        Accessible.role: Accessible.List
                        Accessible.name: qsTr("Topics")
                        ScrollBar.vertical: ScrollBar {}
                        Keys.onReturnPressed: root.choose(root.topics.nameAt(currentIndex))
                        Keys.onEnterPressed: root.choose(root.topics.nameAt(currentIndex))
                        delegate: TopicItem {
                            width: table.width
                            columns: tableColumns
                            current: name === root.history.topic || (table.activeFocus && index === table.currentIndex)
                            listFocused: table.activeFocus
                            onChosen: {
                                table.currentIndex = index;
                                table.forceActiveFocus();
                                root.choose(name);
                            }
                        }
                    FocusFrame {
                        parent: table // not its content, which scrolls
                        control: table
                    }
                    ListStates {
                        parent: table
                            loaded: root.topics.loaded
                            error: root.topics.error
                            count: table.count
                            what: qsTr("The topics cannot be read.")
                            sentence: root.topics.filter === "" ? qsTr("No topic yet. Topics appear with their first message.")
                                                                : qsTr("%1 match this filter.").arg(root.topics.summary)
                            action: root.topics.filter !== "" ? qsTr("Clear filter") : Backend.kiosk ? "" : qsTr("Publish a test")
                            command: root.topics.filter === "" ? Backend.overview.connectCommand : ""
                            onActed: {
                                if (root.topics.filter === "")
                                    Backend.page = "publish";
                                else
                                    root.topics.filter = "";
                            }
                        }
                    }
                }
            }
            HistoryView {
                id: historyView

                visible: root.hasTopic
                SplitView.fillWidth: true
                SplitView.fillHeight: true
                SplitView.minimumHeight: Theme.px(140)
                onClosed: root.choose("")
            }
        }
        RecordDetails {
            id: details

            objectName: "recordDetails"
        }
    }
    TopicColumns {
        id: tableColumns

        // Not the table's own width: its columns would keep it from ever getting narrower.
        width: root.width - (details.visible ? Theme.pane + Theme.gap : 0)
    }
}
