// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Topiq
import Topiq.Backend

ApplicationWindow {
    id: root

    property size fixedSize: Qt.size(0, 0)
    readonly property bool isFixed: fixedSize.width > 0
    readonly property bool touch: width < 1000 || height < 600

    function goTo(page: string) {
        if (page !== "publish" || !Backend.kiosk)
            Backend.page = page;
    }
    function focusFilter() {
        const here = pageLoader.item as Page;
        if (here && here.filter) {
            here.filter.begin("");
            return;
        }
        Backend.page = "topics";
        const topics = pageLoader.item as Page;
        if (topics && topics.filter)
            topics.filter.begin("");
    }

    title: qsTr("Topiq")
    color: Theme.window
    width: isFixed ? fixedSize.width : UiSettings.windowSize.width
    height: isFixed ? fixedSize.height : UiSettings.windowSize.height
    minimumWidth: isFixed ? fixedSize.width : 480
    minimumHeight: isFixed ? fixedSize.height : 320
    flags: Backend.kiosk ? Qt.Window | Qt.FramelessWindowHint : Qt.Window
    visibility: Backend.kiosk && !isFixed ? Window.FullScreen : Window.Windowed
    visible: true
    onTouchChanged: Theme.touch = touch
    onActiveChanged: Backend.inUse = active
    onClosing: if (visibility === Window.Windowed && !isFixed) UiSettings.rememberSize(width, height)
    Component.onCompleted: {
        Theme.touch = touch;
    }

    palette.window: Theme.surface
    palette.text: Theme.text
    palette.toolTipBase: Theme.raised
    palette.toolTipText: Theme.text
    palette.mid: Theme.fieldLine
    palette.dark: Theme.dim

    ColumnLayout {
        anchors.fill: parent
        spacing: 0
        StatusStrip {
            Layout.fillWidth: true
            onHelpWanted: help.visible = true
        }
        RowLayout {
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: 0
            NavRail {
                Layout.fillHeight: true
                visible: !Theme.touch
            }
            Loader {
                id: pageLoader

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.margins: Theme.gap
                focus: true
                sourceComponent: Backend.page === "topics" ? topicsPage : Backend.page === "clients" ? clientsPage
                    : Backend.page === "publish" && !Backend.kiosk ? publishPage : overviewPage
            }
        }
        BottomBar {
            Layout.fillWidth: true
            visible: Theme.touch
        }
    }
    ShortcutHelp {
        id: help

        anchors.fill: parent
    }

    Component {
        id: overviewPage

        OverviewPage {}
    }
    Component {
        id: topicsPage

        TopicsPage {}
    }
    Component {
        id: clientsPage

        ClientsPage {}
    }
    Component {
        id: publishPage

        PublishPage {}
    }

    Shortcut {
        sequence: "Ctrl+1"
        onActivated: root.goTo("overview")
    }
    Shortcut {
        sequence: "Ctrl+2"
        onActivated: root.goTo("topics")
    }
    Shortcut {
        sequence: "Ctrl+3"
        onActivated: root.goTo("clients")
    }
    Shortcut {
        sequence: "Ctrl+4"
        onActivated: root.goTo("publish")
    }
    Shortcut {
        sequence: "Ctrl+K"
        onActivated: root.focusFilter()
    }
    Shortcut {
        sequence: "F5"
        onActivated: Backend.newest()
    }
    Shortcut {
        sequence: "F11"
        enabled: !Backend.kiosk
        onActivated: root.visibility = root.visibility === Window.FullScreen ? Window.Windowed : Window.FullScreen
    }
    Shortcut {
        sequence: "F1"
        onActivated: help.visible = !help.visible
    }
    Shortcut {
        sequences: ["Ctrl++", "Ctrl+="]
        onActivated: UiSettings.zoom = UiSettings.zoom + 0.1
    }
    Shortcut {
        sequence: "Ctrl+-"
        onActivated: UiSettings.zoom = UiSettings.zoom - 0.1
    }
    Shortcut {
        sequence: "Ctrl+0"
        onActivated: UiSettings.zoom = 1
    }
}
