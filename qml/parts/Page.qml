// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq
import Topiq.Backend

// What every page does with the keyboard: typing goes to the filter, Space pauses what is live.
FocusScope {
    id: root

    property FilterField filter: null
    property Item first: null

    focus: true
    Component.onCompleted: if (first) first.forceActiveFocus()
    Keys.onPressed: event => {
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))
            return;
        if (event.key === Qt.Key_Space) {
            Backend.paused = !Backend.paused;
            event.accepted = true;
        } else if (root.filter && event.text.length === 1 && event.text > " " && event.key !== Qt.Key_Delete) {
            root.filter.begin(event.text);
            event.accepted = true;
        }
    }
}
