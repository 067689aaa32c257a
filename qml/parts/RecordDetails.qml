// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// One record whole: where it came from, and its value as text or hexadecimal.
DetailsPane {
    id: root

    readonly property HistoryModel history: Backend.history
    property bool hex: false

    open: history.openOffset >= 0 || history.openError !== ""
    title: history.openOffset >= 0 ? qsTr("Record %1").arg(Format.count(history.openOffset)) : qsTr("Record")
    onClosed: history.close()

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.px(10)
        ErrorNote {
            Layout.fillWidth: true
            visible: root.history.openError !== ""
            what: qsTr("The record cannot be shown.")
            why: root.history.openError
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: Theme.touch
            spacing: Theme.gap
            visible: Theme.touch && root.history.openOffset >= 0
            Flickable {
                Layout.preferredWidth: root.width * 0.46
                Layout.fillHeight: true
                clip: true
                contentHeight: touchFacts.implicitHeight
                FactsList {
                    id: touchFacts

                    width: parent.width
                    nameWidth: Theme.px(120)
                    facts: root.history.openFacts
                }
            }
            PayloadView {
                Layout.fillWidth: true
                Layout.fillHeight: true
                hex: root.hex
                onHexChosen: on => root.hex = on
            }
        }
        FactsList {
            Layout.fillWidth: true
            visible: !Theme.touch && root.history.openOffset >= 0
            facts: root.history.openFacts
        }
        PayloadView {
            Layout.fillWidth: true
            Layout.fillHeight: true
            visible: !Theme.touch && root.history.openOffset >= 0
            hex: root.hex
            onHexChosen: on => root.hex = on
        }
        Item {
            Layout.fillHeight: true
            visible: root.history.openOffset < 0
        }
    }
}
