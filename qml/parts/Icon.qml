// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq

Image {
    property string name
    property color color: Theme.text
    property real size: Theme.px(18)

    width: size
    height: size
    sourceSize.width: Math.ceil(size * Screen.devicePixelRatio)
    sourceSize.height: Math.ceil(size * Screen.devicePixelRatio)
    source: name === "" ? "" : "image://icon/" + name + "/" + String(color).slice(-6)
    fillMode: Image.PreserveAspectFit
}
