// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Topiq

TextField {
    id: root

    property bool wrong: false
    property string name: placeholderText

    implicitHeight: Theme.control
    leftPadding: Theme.px(10)
    rightPadding: Theme.px(10)
    topPadding: 0
    bottomPadding: 0
    color: Theme.text
    placeholderTextColor: Theme.faint
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    font.pixelSize: Theme.body
    verticalAlignment: Text.AlignVCenter
    selectByMouse: true
    Accessible.role: Accessible.EditableText
    Accessible.name: name

    background: Rectangle {
        radius: Theme.radius
        color: Theme.field
        border.width: root.activeFocus || root.wrong ? 2 : 1
        border.color: root.wrong ? Theme.bad : root.activeFocus ? Theme.accent : Theme.fieldLine
    }
}
