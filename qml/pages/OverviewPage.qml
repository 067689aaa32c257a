// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq

Page {
    id: root

    Loader {
        anchors.fill: parent
        sourceComponent: Theme.touch ? small : large
    }
    Component {
        id: large

        OverviewDesktop {}
    }
    Component {
        id: small

        OverviewTouch {}
    }
}
