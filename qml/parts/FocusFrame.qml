// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq
import Topiq.Backend

// The visible focus of a control that is reached by keyboard.
Rectangle {
    required property Item control

    anchors.fill: parent
    color: "transparent"
    radius: Theme.radius
    border.width: 2
    border.color: Theme.accent
    visible: control.activeFocus && Backend.byKeyboard
}
