// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq
import Topiq.Backend

// Lies over the plot of a chart: a line at the point under the pointer or finger, with its time and values. All charts
// of a model share the place. With the focus, the arrow keys move it.
FocusScope {
    id: root

    required property TrafficModel model
    required property list<string> keys
    required property list<string> names
    required property list<color> inks
    property string name: qsTr("Values at a time")
    readonly property bool shown: model.cursor >= 0
    readonly property real place: model.cursor * width

    activeFocusOnTab: !Theme.touch
    Accessible.role: Accessible.Slider
    Accessible.name: shown ? name + ": " + model.cursorTime + " " + reading() : name
    Keys.onLeftPressed: model.stepCursor(-1)
    Keys.onRightPressed: model.stepCursor(1)
    onActiveFocusChanged: if (!activeFocus) model.cursor = -1

    function reading(): string {
        let words = [];
        for (let i = 0; i < keys.length; ++i)
            words.push(names[i] + " " + model.cursorText(keys[i]));
        return words.join(", ");
    }

    FocusFrame {
        control: root
    }
    MouseArea {
        anchors.fill: parent
        hoverEnabled: !Theme.touch
        onPositionChanged: mouse => root.model.cursor = Math.max(0, Math.min(1, mouse.x / width))
        onPressed: mouse => root.model.cursor = Math.max(0, Math.min(1, mouse.x / width))
        onExited: if (!Theme.touch && !root.activeFocus) root.model.cursor = -1
        onCanceled: root.model.cursor = -1
    }
    Rectangle {
        visible: root.shown
        x: Math.round(root.place)
        width: 1
        height: parent.height
        color: Theme.dim
    }
    Repeater {
        model: root.shown ? root.keys : []
        delegate: Rectangle {
            required property int index
            required property string modelData
            // Follows the model: its cursor names the point, its height is asked for anew with every change.
            readonly property real level: root.model.cursorTime === "" ? 0 : root.model.cursorHeight(modelData)

            width: Theme.px(7)
            height: width
            radius: width / 2
            x: root.place - width / 2
            y: root.height * (1 - level) - height / 2
            color: root.inks[index]
            border.width: 1
            border.color: Theme.surface
        }
    }
    Rectangle {
        visible: root.shown
        width: figures.implicitWidth + Theme.px(16)
        height: figures.implicitHeight + Theme.px(10)
        x: root.place > root.width / 2 ? Math.max(0, root.place - width - Theme.px(10)) : Math.min(root.width - width, root.place + Theme.px(10))
        y: Theme.px(4)
        radius: Theme.radius
        color: Theme.raised
        border.color: Theme.fieldLine
        GridLayout {
            id: figures

            anchors.centerIn: parent
            columns: 2
            flow: GridLayout.TopToBottom
            rows: root.keys.length + 1
            rowSpacing: Theme.px(1)
            columnSpacing: Theme.px(12)
            PlainText {
                Layout.columnSpan: 2
                text: root.model.cursorTime
                font.pixelSize: Theme.caption
                font.weight: Font.DemiBold
            }
            Repeater {
                model: root.names
                delegate: PlainText {
                    required property int index
                    required property string modelData
                    Layout.row: index + 1
                    Layout.column: 0
                    text: modelData
                    color: root.inks[index]
                    font.pixelSize: Theme.caption
                }
            }
            Repeater {
                model: root.keys
                delegate: PlainText {
                    required property int index
                    required property string modelData
                    Layout.row: index + 1
                    Layout.column: 1
                    Layout.fillWidth: true
                    text: root.model.cursorTime === "" ? "" : root.model.cursorText(modelData)
                    horizontalAlignment: Text.AlignRight
                    font.pixelSize: Theme.caption
                }
            }
        }
    }
}
