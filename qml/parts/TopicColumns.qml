// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq

// The widths of the topic table's columns; zero means there is no room for the column.
QtObject {
    required property real width
    readonly property real offset: Theme.px(110)
    readonly property real rate: Theme.px(84)
    readonly property real bytes: width > Theme.px(820) ? Theme.px(100) : 0
    readonly property real records: width > Theme.px(720) ? Theme.px(84) : 0
    readonly property real kept: width > Theme.px(1100) ? Theme.px(100) : 0
    readonly property real retained: width > Theme.px(920) ? Theme.px(80) : 0
    readonly property real consumers: Theme.px(90)
    readonly property real seen: width > Theme.px(640) ? Theme.px(110) : 0
}
