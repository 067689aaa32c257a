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

    first: formView.topicField

    Shortcut {
        sequences: ["Ctrl+Return", "Ctrl+Enter"]
        onActivated: root.form.send()
    }
    RowLayout {
        anchors.fill: parent
        spacing: Theme.gap
        Card {
            Layout.fillHeight: true
            Layout.preferredWidth: Theme.touch ? root.width * 0.54 : Math.min(Theme.px(640), root.width * 0.45)
            title: Theme.touch ? "" : qsTr("Message")
            inset: Theme.touch ? Theme.px(8) : Theme.padding
            PublishForm {
                id: formView

                anchors.fill: parent
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
            ListView {
                id: results

                anchors.fill: parent
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
                ListStates {
                    loaded: true
                    error: ""
                    count: results.count
                    sentence: qsTr("What you publish is listed here: its offset, how long it took, and how many consumers got it.")
                }
            }
        }
    }
}
