<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-FileCopyrightText: The Topiq authors -->
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="en">
    <context>
        <name>BottomBar</name>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="14" />
            <source>Pages</source>
            <translation>Pages</translation>
        </message>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="31" />
            <source>Overview</source>
            <translation>Overview</translation>
        </message>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="39" />
            <source>Topics</source>
            <translation>Topics</translation>
        </message>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="47" />
            <source>Clients</source>
            <translation>Clients</translation>
        </message>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="56" />
            <source>Publish</source>
            <translation>Publish</translation>
        </message>
    </context>
    <context>
        <name>ClientDetails</name>
        <message>
            <location filename="../qml/parts/ClientDetails.qml" line="40" />
            <source>Subscriptions</source>
            <translation>Subscriptions</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientDetails.qml" line="45" />
            <source>This client subscribes to nothing.</source>
            <translation>This client subscribes to nothing.</translation>
        </message>
    </context>
    <context>
        <name>ClientHeader</name>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="15" />
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="20" />
            <source>User</source>
            <translation>User</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="25" />
            <source>Protocol</source>
            <translation>Protocol</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="30" />
            <source>Address</source>
            <translation>Address</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="35" />
            <source>For</source>
            <translation>For</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="41" />
            <source>Keep-alive</source>
            <translation>Keep-alive</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="47" />
            <source>Subscribed</source>
            <translation>Subscribed</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="52" />
            <source>In/s</source>
            <translation>In/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="57" />
            <source>Out/s</source>
            <translation>Out/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="62" />
            <source>Queued</source>
            <translation>Queued</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="68" />
            <source>In flight</source>
            <translation>In flight</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="74" />
            <source>Dropped</source>
            <translation>Dropped</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="79" />
            <source>Last error</source>
            <translation>Last error</translation>
        </message>
    </context>
    <context>
        <name>ClientItem</name>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="37" />
            <source>%1, connected for %2</source>
            <translation>%1, connected for %2</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="37" />
            <source>%1, away for %2</source>
            <translation>%1, away for %2</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="179" />
            <source>away for %1</source>
            <translation>away for %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="192" />
            <source>in %1/s</source>
            <translation>in %1/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="197" />
            <source>out %1/s</source>
            <translation>out %1/s</translation>
        </message>
    </context>
    <context>
        <name>ClientsPage</name>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="37" />
            <source>Part of a client id, user or address</source>
            <translation>Part of a client id, user or address</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="53" />
            <source>Away, too</source>
            <translation>Away, too</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="53" />
            <source>Show kept sessions of clients that are away</source>
            <translation>Show kept sessions of clients that are away</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="83" />
            <source>Clients</source>
            <translation>Clients</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="102" />
            <source>The clients cannot be read.</source>
            <translation>The clients cannot be read.</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="103" />
            <source>No client connected. %1</source>
            <translation>No client connected. %1</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="104" />
            <source>%1 match this filter.</source>
            <translation>%1 match this filter.</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="105" />
            <source>Clear filter</source>
            <translation>Clear filter</translation>
        </message>
    </context>
    <context>
        <name>ConnectionsCard</name>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="14" />
            <source>Connections</source>
            <translation>Connections</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="15" />
            <source>%1 open, %2 sessions, %3 subscriptions</source>
            <translation>%1 open, %2 sessions, %3 subscriptions</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="28" />
            <source>Open connections over time, now %1</source>
            <translation>Open connections over time, now %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="36" />
            <source>Listener</source>
            <translation>Listener</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="43" />
            <source>Security</source>
            <translation>Security</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="50" />
            <source>Open</source>
            <translation>Open</translation>
        </message>
    </context>
    <context>
        <name>DetailsPane</name>
        <message>
            <location filename="../qml/parts/DetailsPane.qml" line="43" />
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <location filename="../qml/parts/DetailsPane.qml" line="56" />
            <source>Close (Esc)</source>
            <translation>Close (Esc)</translation>
        </message>
    </context>
    <context>
        <name>DropsList</name>
        <message>
            <location filename="../qml/parts/DropsList.qml" line="58" />
            <source>Nothing has been dropped.</source>
            <translation>Nothing has been dropped.</translation>
        </message>
    </context>
    <context>
        <name>EmptyState</name>
        <message>
            <location filename="../qml/parts/EmptyState.qml" line="58" />
            <source>Copy command</source>
            <translation>Copy command</translation>
        </message>
    </context>
    <context>
        <name>ErrorNote</name>
        <message>
            <location filename="../qml/parts/ErrorNote.qml" line="57" />
            <source>Copy details</source>
            <translation>Copy details</translation>
        </message>
    </context>
    <context>
        <name>EventsList</name>
        <message>
            <location filename="../qml/parts/EventsList.qml" line="37" />
            <source>Nothing has happened since the start.</source>
            <translation>Nothing has happened since the start.</translation>
        </message>
    </context>
    <context>
        <name>FilterField</name>
        <message>
            <location filename="../qml/parts/FilterField.qml" line="12" />
            <source>Filter</source>
            <translation>Filter</translation>
        </message>
        <message>
            <location filename="../qml/parts/FilterField.qml" line="50" />
            <source>Clear filter</source>
            <translation>Clear filter</translation>
        </message>
    </context>
    <context>
        <name>HistoryView</name>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="33" />
            <source>Back</source>
            <translation>Back</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="58" />
            <source>Resume</source>
            <translation>Resume</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="58" />
            <source>Pause</source>
            <translation>Pause</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="64" />
            <source>Close (Esc)</source>
            <translation>Close (Esc)</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="78" />
            <source>Offset</source>
            <translation>Offset</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="82" />
            <source>Time</source>
            <translation>Time</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="86" />
            <source>Value</source>
            <translation>Value</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="91" />
            <source>Size</source>
            <translation>Size</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="96" />
            <source>QoS</source>
            <translation>QoS</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="100" />
            <source>Retain</source>
            <translation>Retain</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="105" />
            <source>From</source>
            <translation>From</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="127" />
            <source>Records of %1</source>
            <translation>Records of %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="148" />
            <source>Older records</source>
            <translation>Older records</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="165" />
            <source>The history cannot be read.</source>
            <translation>The history cannot be read.</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="166" />
            <source>No record is kept for this topic. Records start when a message arrives.</source>
            <translation>No record is kept for this topic. Records start when a message arrives.</translation>
        </message>
    </context>
    <context>
        <name>ListStates</name>
        <message>
            <location filename="../qml/parts/ListStates.qml" line="65" />
            <source>What is shown is the last known state; it is asked for again every second.</source>
            <translation>What is shown is the last known state; it is asked for again every second.</translation>
        </message>
        <message>
            <location filename="../qml/parts/ListStates.qml" line="66" />
            <source>The other pages still work; this one asks again every second.</source>
            <translation>The other pages still work; this one asks again every second.</translation>
        </message>
    </context>
    <context>
        <name>Main</name>
        <message>
            <location filename="../qml/Main.qml" line="32" />
            <source>Topiq</source>
            <translation>Topiq</translation>
        </message>
    </context>
    <context>
        <name>NavRail</name>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="16" />
            <source>Pages</source>
            <translation>Pages</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="34" />
            <source>Overview</source>
            <translation>Overview</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="42" />
            <source>Topics</source>
            <translation>Topics</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="50" />
            <source>Clients</source>
            <translation>Clients</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="59" />
            <source>Publish</source>
            <translation>Publish</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="75" />
            <source>Narrow the rail</source>
            <translation>Narrow the rail</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="75" />
            <source>Widen the rail</source>
            <translation>Widen the rail</translation>
        </message>
    </context>
    <context>
        <name>OffsetBars</name>
        <message>
            <location filename="../qml/charts/OffsetBars.qml" line="34" />
            <source>%1: last offset %2, %3 messages/s</source>
            <translation>%1: last offset %2, %3 messages/s</translation>
        </message>
        <message>
            <location filename="../qml/charts/OffsetBars.qml" line="70" />
            <source>%1/s</source>
            <translation>%1/s</translation>
        </message>
        <message>
            <location filename="../qml/charts/OffsetBars.qml" line="91" />
            <source>The topics cannot be read.</source>
            <translation>The topics cannot be read.</translation>
        </message>
        <message>
            <location filename="../qml/charts/OffsetBars.qml" line="92" />
            <source>No topic yet. Topics appear with their first message.</source>
            <translation>No topic yet. Topics appear with their first message.</translation>
        </message>
    </context>
    <context>
        <name>OverviewDesktop</name>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="32" />
            <source>Nothing has arrived yet. %1</source>
            <translation>Nothing has arrived yet. %1</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="33" />
            <source>Publish a test</source>
            <translation>Publish a test</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="46" />
            <source>Traffic</source>
            <translation>Traffic</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="58" />
            <source>The traffic cannot be read.</source>
            <translation>The traffic cannot be read.</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="60" />
            <source>Topics, clients and publishing still work; this chart asks again every second.</source>
            <translation>Topics, clients and publishing still work; this chart asks again every second.</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="78" />
            <source>Topic offsets</source>
            <translation>Topic offsets</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="79" />
            <source>the highest last offsets, with messages/s now</source>
            <translation>the highest last offsets, with messages/s now</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="81" />
            <source>Log scale</source>
            <translation>Log scale</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="93" />
            <source>Health</source>
            <translation>Health</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="94" />
            <source>value against limit</source>
            <translation>value against limit</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="110" />
            <source>Dropped by reason</source>
            <translation>Dropped by reason</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="111" />
            <source>since start</source>
            <translation>since start</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="120" />
            <source>Last drops</source>
            <translation>Last drops</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="129" />
            <source>Last events</source>
            <translation>Last events</translation>
        </message>
    </context>
    <context>
        <name>OverviewTouch</name>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Traffic</source>
            <translation>Traffic</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Connections</source>
            <translation>Connections</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Topic offsets</source>
            <translation>Topic offsets</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Drops</source>
            <translation>Drops</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Health</source>
            <translation>Health</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="46" />
            <source>Log scale</source>
            <translation>Log scale</translation>
        </message>
    </context>
    <context>
        <name>PayloadView</name>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="23" />
            <source>Value</source>
            <translation>Value</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="23" />
            <source>Value (binary)</source>
            <translation>Value (binary)</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="28" />
            <source>Show as</source>
            <translation>Show as</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="29" />
            <source>Text</source>
            <translation>Text</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="29" />
            <source>Hex</source>
            <translation>Hex</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="35" />
            <source>Copy value</source>
            <translation>Copy value</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="66" />
            <source>Value of the record</source>
            <translation>Value of the record</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="84" />
            <source>Load whole</source>
            <translation>Load whole</translation>
        </message>
    </context>
    <context>
        <name>PublishForm</name>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="20" />
            <location filename="../qml/parts/PublishForm.qml" line="29" />
            <source>Topic</source>
            <translation>Topic</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="30" />
            <source>plant/line1/temperature</source>
            <translation>plant/line1/temperature</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="63" />
            <source>Known topics</source>
            <translation>Known topics</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="134" />
            <location filename="../qml/parts/PublishForm.qml" line="174" />
            <source>Payload</source>
            <translation>Payload</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="164" />
            <source>The value; empty is a value, too</source>
            <translation>The value; empty is a value, too</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="185" />
            <location filename="../qml/parts/PublishForm.qml" line="192" />
            <source>Quality of service</source>
            <translation>Quality of service</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="193" />
            <source>0 at most once</source>
            <translation>0 at most once</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="193" />
            <source>1 at least once</source>
            <translation>1 at least once</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="193" />
            <source>2 exactly once</source>
            <translation>2 exactly once</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="198" />
            <source>Retain</source>
            <translation>Retain</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="209" />
            <location filename="../qml/parts/PublishForm.qml" line="221" />
            <source>Publish</source>
            <translation>Publish</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="226" />
            <source>Ctrl+Enter</source>
            <translation>Ctrl+Enter</translation>
        </message>
    </context>
    <context>
        <name>PublishPage</name>
        <message>
            <location filename="../qml/pages/PublishPage.qml" line="26" />
            <source>Message</source>
            <translation>Message</translation>
        </message>
        <message>
            <location filename="../qml/pages/PublishPage.qml" line="38" />
            <location filename="../qml/pages/PublishPage.qml" line="55" />
            <source>Results</source>
            <translation>Results</translation>
        </message>
        <message>
            <location filename="../qml/pages/PublishPage.qml" line="39" />
            <source>newest first</source>
            <translation>newest first</translation>
        </message>
        <message>
            <location filename="../qml/pages/PublishPage.qml" line="43" />
            <source>Clear list</source>
            <translation>Clear list</translation>
        </message>
        <message>
            <location filename="../qml/pages/PublishPage.qml" line="66" />
            <source>What you publish is listed here: its offset, how long it took, and how many consumers got it.</source>
            <translation>What you publish is listed here: its offset, how long it took, and how many consumers got it.</translation>
        </message>
    </context>
    <context>
        <name>RangeChoice</name>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="13" />
            <source>Range</source>
            <translation>Range</translation>
        </message>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="14" />
            <source>2 min</source>
            <translation>2 min</translation>
        </message>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="14" />
            <source>1 h</source>
            <translation>1 h</translation>
        </message>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="14" />
            <source>24 h</source>
            <translation>24 h</translation>
        </message>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="14" />
            <source>7 d</source>
            <translation>7 d</translation>
        </message>
    </context>
    <context>
        <name>RecordDetails</name>
        <message>
            <location filename="../qml/parts/RecordDetails.qml" line="17" />
            <source>Record %1</source>
            <translation>Record %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/RecordDetails.qml" line="17" />
            <source>Record</source>
            <translation>Record</translation>
        </message>
        <message>
            <location filename="../qml/parts/RecordDetails.qml" line="26" />
            <source>The record cannot be shown.</source>
            <translation>The record cannot be shown.</translation>
        </message>
    </context>
    <context>
        <name>RecordItem</name>
        <message>
            <location filename="../qml/parts/RecordItem.qml" line="26" />
            <source>Offset %1, %2: %3</source>
            <translation>Offset %1, %2: %3</translation>
        </message>
        <message>
            <location filename="../qml/parts/RecordItem.qml" line="78" />
            <source>yes</source>
            <translation>yes</translation>
        </message>
        <message>
            <location filename="../qml/parts/RecordItem.qml" line="78" />
            <source>no</source>
            <translation>no</translation>
        </message>
    </context>
    <context>
        <name>ResultItem</name>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="23" />
            <source>Failed</source>
            <translation>Failed</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="23" />
            <source>Sent</source>
            <translation>Sent</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="23" />
            <source>Sending</source>
            <translation>Sending</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="30" />
            <source>offset %1, %2, %3 consumers</source>
            <translation>offset %1, %2, %3 consumers</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="70" />
            <source>offset %1</source>
            <translation>offset %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="90" />
            <source>0 consumers</source>
            <translation>0 consumers</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="90" />
            <source>to %1</source>
            <translation>to %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="98" />
            <location filename="../qml/parts/ResultItem.qml" line="99" />
            <source>Retry</source>
            <translation>Retry</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="105" />
            <source>Put back into the form</source>
            <translation>Put back into the form</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="115" />
            <source>%1, %2 consumers</source>
            <translation>%1, %2 consumers</translation>
        </message>
    </context>
    <context>
        <name>ShortcutHelp</name>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="12" />
            <source>Space</source>
            <translation>Space</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="13" />
            <source>Overview, Topics, Clients, Publish</source>
            <translation>Overview, Topics, Clients, Publish</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="13" />
            <source>Go to the filter (typing does it, too)</source>
            <translation>Go to the filter (typing does it, too)</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="14" />
            <source>Walk through a list</source>
            <translation>Walk through a list</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="14" />
            <source>Open the chosen row</source>
            <translation>Open the chosen row</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="14" />
            <source>Close what is open</source>
            <translation>Close what is open</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="14" />
            <source>Pause and resume what is live</source>
            <translation>Pause and resume what is live</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="15" />
            <source>Publish the message of the form</source>
            <translation>Publish the message of the form</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="15" />
            <source>Newest: ask for everything again</source>
            <translation>Newest: ask for everything again</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="15" />
            <source>Full screen</source>
            <translation>Full screen</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="16" />
            <source>Larger, smaller, normal size</source>
            <translation>Larger, smaller, normal size</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="16" />
            <source>This list</source>
            <translation>This list</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="21" />
            <location filename="../qml/parts/ShortcutHelp.qml" line="37" />
            <source>Keyboard shortcuts</source>
            <translation>Keyboard shortcuts</translation>
        </message>
    </context>
    <context>
        <name>StatusStrip</name>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="42" />
            <source>State: %1</source>
            <translation>State: %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="47" />
            <source>up %1</source>
            <translation>up %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="53" />
            <source>Connections</source>
            <translation>Connections</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="60" />
            <source>In/s</source>
            <translation>In/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="67" />
            <source>Out/s</source>
            <translation>Out/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="74" />
            <source>Dropped/s</source>
            <translation>Dropped/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="85" />
            <source>Memory</source>
            <translation>Memory</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="105" />
            <source>Paused</source>
            <translation>Paused</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="105" />
            <source>Paused – resume</source>
            <translation>Paused – resume</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="111" />
            <source>Pause (Space)</source>
            <translation>Pause (Space)</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="116" />
            <source>Light theme</source>
            <translation>Light theme</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="116" />
            <source>Dark theme</source>
            <translation>Dark theme</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="122" />
            <source>Keyboard shortcuts (F1)</source>
            <translation>Keyboard shortcuts (F1)</translation>
        </message>
    </context>
    <context>
        <name>TopicHeader</name>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="17" />
            <source>Topic</source>
            <translation>Topic</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="24" />
            <source>Last offset</source>
            <translation>Last offset</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="31" />
            <source>Messages/s</source>
            <translation>Messages/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="39" />
            <source>Bytes/s</source>
            <translation>Bytes/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="45" />
            <source>Kept</source>
            <translation>Kept</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="51" />
            <source>Size kept</source>
            <translation>Size kept</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="58" />
            <source>Retained</source>
            <translation>Retained</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="63" />
            <source>Consumers</source>
            <translation>Consumers</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="69" />
            <source>Last seen</source>
            <translation>Last seen</translation>
        </message>
    </context>
    <context>
        <name>TopicItem</name>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="31" />
            <source>%1: last offset %2, %3 messages/s</source>
            <translation>%1: last offset %2, %3 messages/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="90" />
            <source>yes</source>
            <translation>yes</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="90" />
            <source>no</source>
            <translation>no</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="130" />
            <source>%1/s</source>
            <translation>%1/s</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="140" />
            <source>offset %1</source>
            <translation>offset %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="144" />
            <source>no consumer</source>
            <translation>no consumer</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="144" />
            <source>consumers: %1</source>
            <translation>consumers: %1</translation>
        </message>
        <message>
            <source>%1 consumers</source>
            <translation>%1 consumers</translation>
        </message>
    </context>
    <context>
        <name>TopicsPage</name>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="65" />
            <source>Part of a name, or a filter: plant/+/temperature, plant/#</source>
            <translation>Part of a name, or a filter: plant/+/temperature, plant/#</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="81" />
            <source>$ topics</source>
            <translation>$ topics</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="81" />
            <source>Show $ topics (system)</source>
            <translation>Show $ topics (system)</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="112" />
            <source>Topics</source>
            <translation>Topics</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="131" />
            <source>The topics cannot be read.</source>
            <translation>The topics cannot be read.</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="132" />
            <source>No topic yet. Topics appear with their first message.</source>
            <translation>No topic yet. Topics appear with their first message.</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="133" />
            <source>%1 match this filter.</source>
            <translation>%1 match this filter.</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="134" />
            <source>Clear filter</source>
            <translation>Clear filter</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="134" />
            <source>Publish a test</source>
            <translation>Publish a test</translation>
        </message>
    </context>
    <context>
        <name>TrafficChart</name>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="26" />
            <source>In, messages/s</source>
            <translation>In, messages/s</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="33" />
            <source>In, bytes (right axis)</source>
            <translation>In, bytes (right axis)</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="41" />
            <source>Out, messages/s</source>
            <translation>Out, messages/s</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="48" />
            <source>Out, bytes (right axis)</source>
            <translation>Out, bytes (right axis)</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="57" />
            <source>messages/s</source>
            <translation>messages/s</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="63" />
            <source>In</source>
            <translation>In</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="68" />
            <source>Out</source>
            <translation>Out</translation>
        </message>
    </context>
    <context>
        <name>topiq::ClientModel</name>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="43" />
            <source>first %1 of %2 clients</source>
            <translation>first %1 of %2 clients</translation>
        </message>
        <message numerus="yes">
            <location filename="../app/gui/clientmodel.cpp" line="45" />
            <source>%n client(s)</source>
            <translation>
                <numerusform>%n client</numerusform>
                <numerusform>%n clients</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="46" />
            <source>%1 of %2 clients</source>
            <translation>%1 of %2 clients</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="107" />
            <source>none</source>
            <translation>none</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="110" />
            <source>State</source>
            <translation>State</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="110" />
            <source>connected</source>
            <translation>connected</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="110" />
            <source>away, session kept</source>
            <translation>away, session kept</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="111" />
            <source>Since</source>
            <translation>Since</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="112" />
            <source>User</source>
            <translation>User</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="113" />
            <source>Protocol</source>
            <translation>Protocol</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="114" />
            <source>Address</source>
            <translation>Address</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="115" />
            <source>Session</source>
            <translation>Session</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="115" />
            <source>ends with the connection</source>
            <translation>ends with the connection</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="115" />
            <source>kept when the client leaves</source>
            <translation>kept when the client leaves</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="116" />
            <source>Keep-alive</source>
            <translation>Keep-alive</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="116" />
            <location filename="../app/gui/clientmodel.cpp" line="155" />
            <source>off</source>
            <translation>off</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="116" />
            <location filename="../app/gui/clientmodel.cpp" line="155" />
            <source>%1 s</source>
            <translation>%1 s</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="117" />
            <source>Messages in</source>
            <translation>Messages in</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="117" />
            <location filename="../app/gui/clientmodel.cpp" line="118" />
            <source>%1 (%2/s)</source>
            <translation>%1 (%2/s)</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="118" />
            <source>Messages out</source>
            <translation>Messages out</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="119" />
            <source>Queued</source>
            <translation>Queued</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="119" />
            <source>%1 (%2)</source>
            <translation>%1 (%2)</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="120" />
            <source>In flight</source>
            <translation>In flight</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="121" />
            <source>Waiting in its socket</source>
            <translation>Waiting in its socket</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="122" />
            <source>Dropped</source>
            <translation>Dropped</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="123" />
            <source>Last error</source>
            <translation>Last error</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="129" />
            <source>… and %1 more</source>
            <translation>… and %1 more</translation>
        </message>
    </context>
    <context>
        <name>topiq::Format</name>
        <message>
            <location filename="../app/gui/format.cpp" line="25" />
            <source>%1 k</source>
            <comment>thousands</comment>
            <translation>%1 k</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="27" />
            <source>%1 M</source>
            <comment>millions</comment>
            <translation>%1 M</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="28" />
            <source>%1 G</source>
            <comment>thousand millions</comment>
            <translation>%1 G</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="47" />
            <source>%1/s</source>
            <comment>bytes per second</comment>
            <translation>%1/s</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="54" />
            <source>%1 s</source>
            <comment>seconds</comment>
            <translation>%1 s</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="56" />
            <source>%1 min %2 s</source>
            <translation>%1 min %2 s</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="58" />
            <source>%1 h %2 min</source>
            <translation>%1 h %2 min</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="59" />
            <source>%1 d %2 h</source>
            <translation>%1 d %2 h</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="65" />
            <location filename="../app/gui/format.cpp" line="91" />
            <source>never</source>
            <translation>never</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="68" />
            <source>now</source>
            <translation>now</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="70" />
            <source>%1 s ago</source>
            <translation>%1 s ago</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="72" />
            <source>%1 min ago</source>
            <translation>%1 min ago</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="74" />
            <source>%1 h ago</source>
            <translation>%1 h ago</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="75" />
            <source>%1 d ago</source>
            <translation>%1 d ago</translation>
        </message>
    </context>
    <context>
        <name>topiq::HistoryModel</name>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="60" />
            <source>no message yet</source>
            <translation>no message yet</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="62" />
            <source>%1 messages so far, none kept</source>
            <translation>%1 messages so far, none kept</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="63" />
            <source>offsets %1 – %2, %3 kept</source>
            <translation>offsets %1 – %2, %3 kept</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="72" />
            <source>%1 new</source>
            <translation>%1 new</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="210" />
            <source>Record %1 is no longer kept: newer records have taken its place.</source>
            <translation>Record %1 is no longer kept: newer records have taken its place.</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="220" />
            <source>none</source>
            <translation>none</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="222" />
            <source>Topic</source>
            <translation>Topic</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="223" />
            <source>Offset</source>
            <translation>Offset</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="224" />
            <source>Time</source>
            <translation>Time</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="225" />
            <source>Size</source>
            <translation>Size</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="225" />
            <source>%1 (%2 bytes)</source>
            <translation>%1 (%2 bytes)</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="226" />
            <source>Quality of service</source>
            <translation>Quality of service</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="227" />
            <source>Retain</source>
            <translation>Retain</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="227" />
            <source>yes</source>
            <translation>yes</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="227" />
            <source>no</source>
            <translation>no</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="228" />
            <source>Client</source>
            <translation>Client</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="229" />
            <source>User</source>
            <translation>User</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="230" />
            <source>Address</source>
            <translation>Address</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="231" />
            <source>Protocol</source>
            <translation>Protocol</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="245" />
            <source>The first %1 of %2 are shown.</source>
            <translation>The first %1 of %2 are shown.</translation>
        </message>
    </context>
    <context>
        <name>topiq::Overview</name>
        <message>
            <location filename="../app/gui/overview.cpp" line="26" />
            <source>Queue full</source>
            <translation>Queue full</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="27" />
            <source>Too large</source>
            <translation>Too large</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="28" />
            <source>Client away</source>
            <translation>Client away</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="29" />
            <source>Malformed</source>
            <translation>Malformed</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="30" />
            <source>Expired</source>
            <translation>Expired</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="31" />
            <source>No consumer</source>
            <translation>No consumer</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="32" />
            <source>Refused by rights</source>
            <translation>Refused by rights</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="33" />
            <source>Quota</source>
            <translation>Quota</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="34" />
            <source>Slow connection</source>
            <translation>Slow connection</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="35" />
            <source>Inbox full</source>
            <translation>Inbox full</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="36" />
            <source>Retained store full</source>
            <translation>Retained store full</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="37" />
            <source>Session ended</source>
            <translation>Session ended</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="38" />
            <source>Too many topics</source>
            <translation>Too many topics</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="109" />
            <source>no limit set</source>
            <translation>no limit set</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="109" />
            <source>limit %1</source>
            <translation>limit %1</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="113" />
            <source>Connections</source>
            <translation>Connections</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="115" />
            <location filename="../app/gui/overview.cpp" line="143" />
            <source>Topics</source>
            <translation>Topics</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="117" />
            <source>Records kept</source>
            <translation>Records kept</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="119" />
            <source>In</source>
            <translation>In</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="119" />
            <location filename="../app/gui/overview.cpp" line="121" />
            <location filename="../app/gui/overview.cpp" line="123" />
            <source>msg/s</source>
            <translation>msg/s</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="121" />
            <source>Out</source>
            <translation>Out</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="123" />
            <source>Dropped</source>
            <translation>Dropped</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="124" />
            <source>%1 since start</source>
            <translation>%1 since start</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="138" />
            <source>Memory</source>
            <translation>Memory</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="139" />
            <source>Queued bytes</source>
            <translation>Queued bytes</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="140" />
            <source>Queued messages</source>
            <translation>Queued messages</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="141" />
            <source>Descriptors</source>
            <translation>Descriptors</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="142" />
            <source>History</source>
            <translation>History</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="144" />
            <source>Sessions</source>
            <translation>Sessions</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="145" />
            <source>Retained</source>
            <translation>Retained</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="161" />
            <source>%1 of %2</source>
            <translation>%1 of %2</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="162" />
            <location filename="../app/gui/overview.cpp" line="165" />
            <source>no limit</source>
            <translation>no limit</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="162" />
            <source>full</source>
            <translation>full</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="162" />
            <source>high</source>
            <translation>high</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="162" />
            <source>fine</source>
            <translation>fine</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="165" />
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="165" />
            <source>%1 cores</source>
            <translation>%1 cores</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="186" />
            <source>%1 times</source>
            <translation>%1 times</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="191" />
            <source>TLS</source>
            <translation>TLS</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="191" />
            <source>plain</source>
            <translation>plain</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="213" />
            <source>Starting</source>
            <translation>Starting</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="215" />
            <source>%1 full</source>
            <translation>%1 full</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="217" />
            <source>Dropping</source>
            <translation>Dropping</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="218" />
            <source>%1 high</source>
            <translation>%1 high</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="218" />
            <source>Running</source>
            <translation>Running</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="240" />
            <source>No listener is open.</source>
            <translation>No listener is open.</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="240" />
            <source>Listening on %1.</source>
            <translation>Listening on %1.</translation>
        </message>
    </context>
    <context>
        <name>topiq::PublishController</name>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="73" />
            <source>The topic is empty. Type the name of the topic that shall get the message.</source>
            <translation>The topic is empty. Type the name of the topic that shall get the message.</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="76" />
            <source>A topic to publish to must not contain “%1”: wildcards belong into subscriptions.</source>
            <translation>A topic to publish to must not contain “%1”: wildcards belong into subscriptions.</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="78" />
            <source>The topic contains a NUL character, which MQTT forbids.</source>
            <translation>The topic contains a NUL character, which MQTT forbids.</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="80" />
            <source>The topic is longer than 65,535 bytes, the most that MQTT can carry.</source>
            <translation>The topic is longer than 65,535 bytes, the most that MQTT can carry.</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="89" />
            <source>empty: clears the retained message</source>
            <translation>empty: clears the retained message</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="89" />
            <source>empty</source>
            <translation>empty</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="91" />
            <source>%1 of text</source>
            <translation>%1 of text</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="94" />
            <source>%1 of valid JSON</source>
            <translation>%1 of valid JSON</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="95" />
            <source>%1, no valid JSON from byte %2 on</source>
            <translation>%1, no valid JSON from byte %2 on</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="103" />
            <source>This topic does not exist yet; it appears with its first message.</source>
            <translation>This topic does not exist yet; it appears with its first message.</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="104" />
            <source>0 consumers will get this: nobody subscribes to this topic.</source>
            <translation>0 consumers will get this: nobody subscribes to this topic.</translation>
        </message>
        <message numerus="yes">
            <location filename="../app/gui/publishcontroller.cpp" line="104" />
            <source>%n consumer(s) will get this.</source>
            <translation>
                <numerusform>%n consumer will get this.</numerusform>
                <numerusform>%n consumers will get this.</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="250" />
            <source>%1 ms</source>
            <translation>%1 ms</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="254" />
            <source>QoS %1, retain</source>
            <translation>QoS %1, retain</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="254" />
            <source>QoS %1</source>
            <translation>QoS %1</translation>
        </message>
    </context>
    <context>
        <name>topiq::TopicModel</name>
        <message>
            <location filename="../app/gui/topicmodel.cpp" line="94" />
            <source>first %1 of %2 topics</source>
            <translation>first %1 of %2 topics</translation>
        </message>
        <message numerus="yes">
            <location filename="../app/gui/topicmodel.cpp" line="96" />
            <source>%n topic(s)</source>
            <translation>
                <numerusform>%n topic</numerusform>
                <numerusform>%n topics</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../app/gui/topicmodel.cpp" line="97" />
            <source>%1 of %2 topics</source>
            <translation>%1 of %2 topics</translation>
        </message>
        <message>
            <location filename="../app/gui/topicmodel.cpp" line="178" />
            <source>none</source>
            <comment>no message yet</comment>
            <translation>none</translation>
        </message>
    </context>
    <context>
        <name>topiq::TrafficModel</name>
        <message>
            <location filename="../app/gui/trafficmodel.cpp" line="83" />
            <source>No traffic has been measured yet.</source>
            <translation>No traffic has been measured yet.</translation>
        </message>
        <message>
            <location filename="../app/gui/trafficmodel.cpp" line="84" />
            <source>Messages per second over the last %1: in %2, out %3.</source>
            <translation>Messages per second over the last %1: in %2, out %3.</translation>
        </message>
        <message>
            <location filename="../app/gui/trafficmodel.cpp" line="149" />
            <source>%1 now, %2 mean, %3 max</source>
            <translation>%1 now, %2 mean, %3 max</translation>
        </message>
    </context>
</TS>
