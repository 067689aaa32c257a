// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq

QtObject {
    required property real width
    readonly property real user: width > Theme.px(1000) ? Theme.px(110) : 0
    readonly property real protocol: width > Theme.px(820) ? Theme.px(110) : 0
    readonly property real address: width > Theme.px(700) ? Theme.px(160) : 0
    readonly property real since: Theme.px(110)
    readonly property real keepAlive: width > Theme.px(1380) ? Theme.px(84) : 0
    readonly property real subscriptions: width > Theme.px(1100) ? Theme.px(84) : 0
    readonly property real rate: Theme.px(70)
    readonly property real queued: Theme.px(76)
    readonly property real inFlight: width > Theme.px(1240) ? Theme.px(76) : 0
    readonly property real dropped: width > Theme.px(880) ? Theme.px(76) : 0
    readonly property real error: width > Theme.px(1640) ? Theme.px(230) : 0
}
