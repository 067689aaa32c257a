// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// Before one sends: who will get the message, what the topic is now, and which topics have a similar name.
Card {
    id: root

    readonly property PublishController form: Backend.publisher
    readonly property bool possible: form.problem === ""

    title: qsTr("Who gets it")
    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.px(10)
        RowLayout {
            Layout.fillWidth: true
            spacing: Theme.px(10)
            Icon {
                Layout.alignment: Qt.AlignTop
                name: root.possible && !root.form.noConsumers ? "clients" : "warning"
                color: !root.possible ? Theme.bad : root.form.noConsumers ? Theme.warn : Theme.dim
            }
            PlainText {
                Layout.fillWidth: true
                text: root.possible ? root.form.consumersNote : qsTr("Nobody: the message cannot be sent as it is.")
                color: !root.possible ? Theme.bad : root.form.noConsumers ? Theme.warn : Theme.text
                wrapMode: Text.Wrap
            }
        }
        FactsList {
            Layout.fillWidth: true
            visible: root.possible && root.form.topicFacts.count > 0
            facts: root.form.topicFacts
        }
        PlainText {
            visible: similar.count > 0
            text: similar.name
            color: Theme.dim
            font.pixelSize: Theme.caption
        }
        RowList {
            id: similar

            Layout.fillWidth: true
            Layout.fillHeight: true
            rowHeight: Theme.px(26)
            walks: count > 0
            visible: count > 0
            name: root.form.suggestions.length > 0 ? qsTr("Topics with a similar name") : qsTr("Busiest topics")
            model: root.form.suggestions.length > 0 ? root.form.suggestions : root.form.busiest
            delegate: Item {
                id: suggestion

                required property int index
                required property string modelData

                width: ListView.view.width
                height: similar.rowHeight
                Accessible.role: Accessible.ListItem
                Accessible.name: Format.visible(modelData)
                Keys.onReturnPressed: root.form.topic = modelData
                Keys.onEnterPressed: root.form.topic = modelData
                RowBack {
                    anchors.fill: parent
                    current: suggestion.ListView.view.activeFocus && suggestion.ListView.isCurrentItem
                    focused: current
                    hovered: area.containsMouse
                }
                PlainText {
                    anchors.fill: parent
                    anchors.leftMargin: Theme.px(8)
                    anchors.rightMargin: Theme.px(8)
                    text: Format.visible(suggestion.modelData)
                    elide: Text.ElideMiddle
                }
                MouseArea {
                    id: area

                    anchors.fill: parent
                    hoverEnabled: true
                    cursorShape: Qt.PointingHandCursor
                    onClicked: root.form.topic = suggestion.modelData
                }
            }
        }
        Item {
            Layout.fillHeight: true
            visible: similar.count === 0
        }
    }
}
