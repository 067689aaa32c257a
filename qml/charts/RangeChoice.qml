// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import Topiq
import Topiq.Backend

Segmented {
    id: root

    required property TrafficModel model
    readonly property list<int> seconds: Theme.touch ? [120, 3600] : [120, 3600, 86400, 604800]

    name: qsTr("Range")
    labels: Theme.touch ? [qsTr("2 min"), qsTr("1 h")] : [qsTr("2 min"), qsTr("1 h"), qsTr("24 h"), qsTr("7 d")]
    current: model.seconds <= 120 ? 0 : model.seconds <= 3600 ? 1 : model.seconds <= 86400 ? 2 : 3
    onChosen: index => model.seconds = seconds[index]
}
