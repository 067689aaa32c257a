// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import Topiq

// A short list on a card: shows whole rows only, however much room there is. The rest is reached by scrolling, row by row.
Item {
    id: root

    required property real rowHeight
    property alias model: list.model
    property alias delegate: list.delegate
    property alias count: list.count
    property alias currentIndex: list.currentIndex
    property bool walks: false ///< has a current row that the arrow keys move
    property string name

    ListView {
        id: list

        width: parent.width
        height: Math.max(1, Math.floor((parent.height + 0.5) / root.rowHeight)) * root.rowHeight
        clip: true
        interactive: contentHeight > height
        boundsBehavior: Flickable.StopAtBounds
        snapMode: ListView.SnapToItem
        activeFocusOnTab: root.walks || interactive
        highlightMoveDuration: 0
        currentIndex: 0
        Accessible.role: Accessible.List
        Accessible.name: root.name
        ScrollBar.vertical: ScrollBar {}
    }
    FocusFrame {
        control: list
        anchors.margins: -4
    }
}
