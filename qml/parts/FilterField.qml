// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq

Field {
    id: root

    property string filter
    signal edited(string filter)

    name: qsTr("Filter")
    leftPadding: Theme.px(32)
    rightPadding: clear.visible ? clear.width + 4 : Theme.px(10)
    text: filter
    onTextEdited: root.edited(text)
    Keys.onEscapePressed: event => {
        event.accepted = text !== "";
        if (event.accepted)
            root.edited("");
    }

    function begin(typed: string) {
        root.forceActiveFocus(Qt.ShortcutFocusReason);
        if (typed === "") {
            root.selectAll();
        } else {
            root.insert(root.length, typed);
            root.edited(root.text);
        }
    }

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        x: Theme.px(9)
        name: "search"
        color: Theme.faint
        size: Theme.px(15)
    }
    IconButton {
        id: clear

        anchors.right: parent.right
        anchors.rightMargin: 2
        anchors.verticalCenter: parent.verticalCenter
        height: parent.height - 4
        width: height
        visible: root.text !== ""
        iconName: "close"
        text: qsTr("Clear filter")
        onClicked: root.edited("")
    }
}
