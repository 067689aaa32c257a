// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtQuick.Layouts
import Topiq

// One value in a table row.
PlainText {
    property bool atRight: false

    Layout.fillHeight: true
    horizontalAlignment: atRight ? Text.AlignRight : Text.AlignLeft
    font.pixelSize: Theme.body
}
