// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
import QtQuick
import QtCharts
import Topiq
import Topiq.Backend

// The one place that knows Qt Charts: one or two areas on the left axis and up to two thin lines on the right one, over
// time. The model replaces whole series; nothing is animated. Axis labels are numbers and times only: Qt Charts would
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
        if (second !== "") {
            root.model.attach(second, secondLine);
            root.model.attach(second, secondArea);
        }
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
        tickCount: 5
        labelFormat: root.leftTop < 8 ? "%.1f" : "%.0f"
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
        tickCount: 5
        labelFormat: root.rightTop < 40 ? "%.1f" : "%.0f"
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
    AreaSeries {
        axisX: timeAxis
        axisY: leftAxis
        visible: root.second !== ""
        color: Qt.alpha(root.secondColor, 0.12)
        borderColor: "transparent"
        borderWidth: 0
        upperSeries: LineSeries {
            id: secondArea
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
}
