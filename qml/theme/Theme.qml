// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
pragma Singleton
import QtQuick
import Topiq.Backend

// Every size and colour of the window. Pages name a meaning (in, out, dropped, line ...), never a literal.
QtObject {
    id: root

    property bool touch: false
    readonly property bool dark: UiSettings.dark
    readonly property real zoom: UiSettings.zoom

    function px(size: real): real {
        return Math.round(size * zoom);
    }

    // Sizes
    readonly property real gap: px(touch ? 8 : 12)
    readonly property real smallGap: px(touch ? 8 : 6)
    readonly property real padding: px(touch ? 10 : 14)
    readonly property real radius: px(6)
    readonly property real control: px(touch ? 48 : 32)
    readonly property real smallControl: px(touch ? 48 : 26)
    readonly property real row: px(touch ? 64 : 30)
    readonly property real headerRow: px(touch ? 32 : 28)
    readonly property real strip: px(touch ? 48 : 40)
    readonly property real rail: px(UiSettings.railWide ? 220 : 72)
    readonly property real bottomBar: px(64)
    readonly property real pane: px(420)

    // Text
    readonly property real tiny: px(touch ? 16 : 11)
    readonly property real caption: px(touch ? 16 : 12)
    readonly property real body: px(touch ? 16 : 13)
    readonly property real title: px(touch ? 17 : 14)
    readonly property real heading: px(touch ? 20 : 18)
    readonly property real figure: px(touch ? 28 : 26)
    readonly property string fixedFamily: UiSettings.fixedFamily

    // Surfaces and text
    readonly property color window: dark ? "#0d1117" : "#eef1f5"
    readonly property color surface: dark ? "#161c24" : "#ffffff"
    readonly property color raised: dark ? "#1e2631" : "#f4f6f9"
    readonly property color field: dark ? "#0f141b" : "#ffffff"
    readonly property color line: dark ? "#2a3340" : "#d5dce4"
    readonly property color fieldLine: dark ? "#5b6878" : "#8a96a3"
    readonly property color hover: dark ? "#212b37" : "#eaf0f7"
    readonly property color selected: dark ? "#1c3a5c" : "#d6e8fc"
    readonly property color text: dark ? "#e8eef5" : "#15202c"
    readonly property color dim: dark ? "#a3b0be" : "#4c5a68"
    readonly property color faint: dark ? "#8391a0" : "#64717e"
    readonly property color track: dark ? "#263140" : "#e0e6ed"
    readonly property color grid: dark ? "#232c38" : "#e4e9ef"
    readonly property color shade: "#99000000"

    // Meanings
    readonly property color accent: dark ? "#4c9ffe" : "#0a63c2"
    readonly property color past: dark ? "#2b5586" : "#8fb8e6"
    readonly property color accentInk: dark ? "#06121f" : "#ffffff"
    readonly property color incoming: dark ? "#4cb3ff" : "#0a6ccf"
    readonly property color outgoing: dark ? "#f5a95b" : "#b85c00"
    readonly property color dropped: dark ? "#ff6b76" : "#c2202f"
    readonly property color good: dark ? "#45c98b" : "#147a45"
    readonly property color warn: dark ? "#e8c14a" : "#8a6100"
    readonly property color bad: dark ? "#ff6b76" : "#c2202f"
    readonly property color connections: dark ? "#b392f0" : "#6a3fc4"
    readonly property color stored: dark ? "#5fd0c5" : "#0b7a72"

    function meaning(key: string): color {
        switch (key) {
        case "in": return incoming;
        case "out": return outgoing;
        case "dropped": return dropped;
        case "connections": return connections;
        case "records": return stored;
        default: return accent;
        }
    }
    function level(level: int): color {
        return level === 2 ? bad : level === 1 ? warn : good;
    }
}
