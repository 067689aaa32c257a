// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// The message to publish. Ctrl+Enter sends from anywhere on the page.
ColumnLayout {
    id: root

    readonly property PublishController form: Backend.publisher
    readonly property alias topicField: topic
    property bool tellsConsumers: true ///< else a problem only: the consumers are told elsewhere

    spacing: Theme.px(Theme.touch ? 6 : 8)

    PlainText {
        visible: !Theme.touch
        text: qsTr("Topic")
        color: Theme.dim
        font.pixelSize: Theme.caption
    }
    Field {
        id: topic

        Layout.fillWidth: true
        objectName: "topicField"
        name: qsTr("Topic")
        placeholderText: qsTr("plant/line1/temperature")
        text: root.form.topic
        wrong: root.form.problem !== "" && (root.form.attempted || root.form.topic !== "")
        onTextEdited: root.form.topic = text
        onActiveFocusChanged: suggestions.visible = activeFocus && suggestions.wanted
        Keys.onDownPressed: suggestions.begin()

        Popup {
            id: suggestions

            readonly property bool wanted: root.form.suggestions.length > 0 && topic.text !== "" && !Theme.touch
            y: topic.height + 2
            width: topic.width
            padding: 1
            closePolicy: Popup.CloseOnEscape | Popup.CloseOnPressOutsideParent
            background: Rectangle {
                color: Theme.raised
                radius: Theme.radius
                border.color: Theme.line
            }
            function begin() {
                if (wanted) {
                    open();
                    names.currentIndex = 0;
                    names.forceActiveFocus();
                }
            }
            contentItem: ListView {
                id: names

                implicitHeight: contentHeight
                model: root.form.suggestions
                Accessible.role: Accessible.List
                Accessible.name: qsTr("Known topics")
                Keys.onReturnPressed: take(currentIndex)
                function take(row: int) {
                    root.form.topic = root.form.suggestions[row];
                    suggestions.close();
                    topic.forceActiveFocus();
                }
                delegate: Item {
                    id: suggestion

                    required property int index
                    required property string modelData

                    width: names.width
                    height: Theme.px(28)
                    RowBack {
                        anchors.fill: parent
                        current: names.activeFocus && suggestion.index === names.currentIndex
                        hovered: over.containsMouse
                    }
                    PlainText {
                        anchors.fill: parent
                        anchors.leftMargin: Theme.px(10)
                        text: Format.visible(suggestion.modelData)
                    }
                    MouseArea {
                        id: over

                        anchors.fill: parent
                        hoverEnabled: true
                        onClicked: names.take(suggestion.index)
                    }
                }
            }
        }
        Connections {
            target: root.form
            function onSuggestionsChanged() {
                if (topic.activeFocus)
                    suggestions.visible = suggestions.wanted;
            }
        }
    }
    // Placed by hand: a layout around a text that wraps is not always done anew in time.
    Item {
        Layout.fillWidth: true
        implicitHeight: Math.max(Theme.px(18), warning.implicitHeight)
        Icon {
            id: mark

            visible: warning.text !== "" && (topic.wrong || root.form.noConsumers)
            y: 1
            name: "warning"
            size: Theme.px(15)
            color: topic.wrong ? Theme.bad : Theme.warn
        }
        PlainText {
            id: warning

            x: mark.visible ? mark.width + Theme.px(6) : 0
            width: parent.width - x
            text: topic.wrong ? root.form.problem : root.tellsConsumers ? root.form.consumersNote : ""
            color: topic.wrong ? Theme.bad : root.form.noConsumers ? Theme.warn : Theme.dim
            font.pixelSize: Theme.caption
            wrapMode: Text.Wrap
            maximumLineCount: 2
            Accessible.role: Accessible.StaticText
            Accessible.name: text
        }
    }
    RowLayout {
        Layout.fillWidth: true
        visible: !Theme.touch
        PlainText {
            Layout.fillWidth: true
            text: qsTr("Payload")
            color: Theme.dim
            font.pixelSize: Theme.caption
        }
        PlainText {
            text: root.form.payloadNote
            color: Theme.faint
            font.pixelSize: Theme.caption
        }
    }
    Rectangle {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.px(60)
        radius: Theme.radius
        color: Theme.field
        border.width: payload.activeFocus ? 2 : 1
        border.color: payload.activeFocus ? Theme.accent : Theme.fieldLine
        ScrollView {
            anchors.fill: parent
            anchors.margins: 2
            clip: true
            TextArea {
                id: payload

                objectName: "payloadField"
                textFormat: TextEdit.PlainText
                text: root.form.payload
                onTextChanged: root.form.payload = text
                color: Theme.text
                placeholderText: qsTr("The value; empty is a value, too")
                placeholderTextColor: Theme.faint
                selectionColor: Theme.accent
                selectedTextColor: Theme.accentInk
                font.family: Theme.fixedFamily
                font.pixelSize: Theme.body
                wrapMode: TextEdit.WrapAtWordBoundaryOrAnywhere
                selectByMouse: true
                background: null
                Accessible.role: Accessible.EditableText
                Accessible.name: qsTr("Payload")
                KeyNavigation.priority: KeyNavigation.BeforeItem
                KeyNavigation.tab: qos
            }
        }
    }
    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.px(Theme.touch ? 8 : 16)
        PlainText {
            visible: !Theme.touch
            text: qsTr("Quality of service")
            color: Theme.dim
            font.pixelSize: Theme.caption
        }
        Segmented {
            id: qos

            name: qsTr("Quality of service")
            labels: Theme.touch ? ["0", "1", "2"] : [qsTr("0 at most once"), qsTr("1 at least once"), qsTr("2 exactly once")]
            current: root.form.qos
            onChosen: index => root.form.qos = index
        }
        Toggle {
            text: qsTr("Retain")
            checked: root.form.retain
            onToggled: root.form.retain = checked
        }
        Item {
            Layout.fillWidth: true
        }
        ActionButton {
            objectName: "sendButton"
            visible: Theme.touch
            primary: true
            text: qsTr("Publish")
            onClicked: root.form.send()
        }
    }
    RowLayout {
        Layout.fillWidth: true
        Layout.topMargin: Theme.px(4)
        visible: !Theme.touch
        spacing: Theme.px(12)
        ActionButton {
            primary: true
            iconName: "publish"
            text: qsTr("Publish")
            onClicked: root.form.send()
        }
        PlainText {
            Layout.fillWidth: true
            text: qsTr("Ctrl+Enter")
            color: Theme.faint
            font.pixelSize: Theme.caption
        }
    }
}
