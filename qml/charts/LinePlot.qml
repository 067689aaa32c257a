// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtCharts
import Topiq
import Topiq.Backend

// The one place that knows Qt Charts: an area and a line on the left axis and up to two thin lines on the right one, over
// time. Only the first has its area filled: two of them would mix to a third colour. The model replaces whole series; nothing is animated. Axis labels are numbers and times only: Qt Charts would
// read markup in them, so names never go there.
ChartView {
    id: root

    required property TrafficModel model
    required property string first
    property string second
    property string third
    property string fourth
    property color firstColor: Theme.incoming
    property color secondColor: Theme.outgoing
    property real leftTop: 10
    property real rightTop: 10
    property int timeTicks: width > Theme.px(700) ? 7 : 4
    // Qt Charts draws "..." for labels that lie too close together.
    readonly property int valueTicks: height > Theme.px(Theme.touch ? 170 : 140) ? 5 : height > Theme.px(Theme.touch ? 110 : 84) ? 3 : 2
    property list<string> names
    property string name

    antialiasing: true
    animationOptions: ChartView.NoAnimation
    legend.visible: false
    localizeNumbers: true
    backgroundColor: "transparent"
    plotAreaColor: "transparent"
    dropShadowEnabled: false
    margins.left: 0
    margins.right: 0
    margins.top: Theme.px(6)
    margins.bottom: 0

    Component.onCompleted: {
        root.model.attach(first, firstLine);
        root.model.attach(first, firstArea);
        if (second !== "")
            root.model.attach(second, secondLine);
        if (third !== "")
            root.model.attach(third, thirdLine);
        if (fourth !== "")
            root.model.attach(fourth, fourthLine);
    }

    DateTimeAxis {
        id: timeAxis

        min: root.model.begin
        max: root.model.end
        format: root.model.timeFormat
        tickCount: root.timeTicks
        labelsColor: Theme.faint
        labelsFont.pixelSize: Theme.tiny
        gridLineColor: Theme.grid
        color: Theme.line
    }
    ValuesAxis {
        id: leftAxis

        min: 0
        max: root.leftTop
        tickCount: root.valueTicks
        labelFormat: "%.0f"
        labelsColor: Theme.faint
        labelsFont.pixelSize: Theme.tiny
        gridLineColor: Theme.grid
        lineVisible: false
    }
    ValuesAxis {
        id: rightAxis

        visible: root.third !== ""
        min: 0
        max: root.rightTop
        tickCount: root.valueTicks
        labelFormat: "%.0f"
        labelsColor: Theme.faint
        labelsFont.pixelSize: Theme.tiny
        gridVisible: false
        lineVisible: false
    }
    AreaSeries {
        axisX: timeAxis
        axisY: leftAxis
        color: Qt.alpha(root.firstColor, 0.18)
        borderColor: "transparent"
        borderWidth: 0
        upperSeries: LineSeries {
            id: firstArea
        }
    }
    // An area's own border would also draw its sides and its foot.
    LineSeries {
        id: firstLine

        axisX: timeAxis
        axisY: leftAxis
        color: root.firstColor
        width: 2
    }
    LineSeries {
        id: secondLine

        axisX: timeAxis
        axisY: leftAxis
        visible: root.second !== ""
        color: root.secondColor
        width: 2
    }
    LineSeries {
        id: thirdLine

        axisX: timeAxis
        axisYRight: rightAxis
        visible: root.third !== ""
        color: root.firstColor
        width: 1.2
        style: Qt.DotLine
    }
    LineSeries {
        id: fourthLine

        axisX: timeAxis
        axisYRight: rightAxis
        visible: root.fourth !== ""
        color: root.secondColor
        width: 1.2
        style: Qt.DotLine
    }
    Crosshair {
        x: root.plotArea.x
        y: root.plotArea.y
        width: root.plotArea.width
        height: root.plotArea.height
        model: root.model
        keys: root.fourth !== "" ? [root.first, root.second, root.third, root.fourth] : [root.first]
        names: root.names
        inks: [root.firstColor, root.secondColor, root.firstColor, root.secondColor]
        name: root.name
    }
}
