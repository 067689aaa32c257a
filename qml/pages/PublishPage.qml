// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

Page {
    id: root

    readonly property PublishController form: Backend.publisher
    readonly property bool roomy: !Theme.touch && height > Theme.px(560)

    first: formView.topicField

    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        onActivated: root.form.send()
    }
    RowLayout {
        anchors.fill: parent
        spacing: Theme.gap
        ColumnLayout {
            Layout.fillHeight: true
            Layout.fillWidth: false
            Layout.preferredWidth: Theme.touch ? root.width * 0.54 : Math.min(Theme.px(620), root.width * 0.45)
            spacing: Theme.gap
            Card {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.maximumHeight: root.roomy ? Math.max(Theme.px(360), root.height * 0.48) : root.height
                title: Theme.touch ? "" : qsTr("Message")
                inset: Theme.touch ? Theme.px(8) : Theme.padding
                PublishForm {
                    id: formView

                    anchors.fill: parent
                    tellsConsumers: !root.roomy
                }
            }
            ReceiversCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: root.roomy
            }
        }
        Card {
            Layout.fillWidth: true
            Layout.fillHeight: true
            inset: Theme.touch ? 1 : Theme.padding
            title: Theme.touch ? "" : qsTr("Results")
            note: qsTr("newest first")
            tools: ActionButton {
                visible: results.count > 0
                implicitHeight: Theme.smallControl
                text: qsTr("Clear list")
                onClicked: root.form.clearResults()
            }
            ColumnLayout {
                anchors.fill: parent
                spacing: 0
                ResultHeader {
                    Layout.fillWidth: true
                    visible: !Theme.touch
                    opacity: results.count > 0 ? 1 : 0.6
                }
                ListView {
                    id: results

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    clip: true
                    activeFocusOnTab: true
                    boundsBehavior: Flickable.StopAtBounds
                    model: root.form
                    Accessible.role: Accessible.List
                    Accessible.name: qsTr("Results")
                    ScrollBar.vertical: ScrollBar {}
                    delegate: ResultItem {
                        width: results.width
                        onRetried: root.form.retry(index)
                        onEdited: root.form.edit(index)
                    }
                    FocusFrame {
                        parent: results // not its content, which scrolls
                        control: results
                    }
                    PublishHint {
                        parent: results
                        anchors.left: parent.left
                        anchors.right: parent.right
                        visible: results.count === 0
                    }
                }
            }
        }
    }
}
