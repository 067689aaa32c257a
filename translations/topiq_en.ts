<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>BottomBar</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publish</translation>
    </message>
</context>
<context>
    <name>ClientDetails</name>
    <message>
        <source>Subscriptions</source>
        <translation>Subscriptions</translation>
    </message>
    <message>
        <source>This client subscribes to nothing.</source>
        <translation>This client subscribes to nothing.</translation>
    </message>
</context>
<context>
    <name>ClientHeader</name>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocol</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>For</source>
        <translation>For</translation>
    </message>
    <message>
        <source>Keep-alive</source>
        <translation>Keep-alive</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>Subscribed</translation>
    </message>
    <message>
        <source>In/s</source>
        <translation>In/s</translation>
    </message>
    <message>
        <source>Out/s</source>
        <translation>Out/s</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>In flight</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Dropped</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Last error</translation>
    </message>
</context>
<context>
    <name>ClientItem</name>
    <message>
        <source>%1, connected for %2</source>
        <translation>%1, connected for %2</translation>
    </message>
    <message>
        <source>%1, away for %2</source>
        <translation>%1, away for %2</translation>
    </message>
    <message>
        <source>away for %1</source>
        <translation>away for %1</translation>
    </message>
    <message>
        <source>in %1/s</source>
        <translation>in %1/s</translation>
    </message>
    <message>
        <source>out %1/s</source>
        <translation>out %1/s</translation>
    </message>
</context>
<context>
    <name>ClientsPage</name>
    <message>
        <source>Part of a client id, user or address</source>
        <translation>Part of a client id, user or address</translation>
    </message>
    <message>
        <source>Away, too</source>
        <translation>Away, too</translation>
    </message>
    <message>
        <source>Show kept sessions of clients that are away</source>
        <translation>Show kept sessions of clients that are away</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>The clients cannot be read.</source>
        <translation>The clients cannot be read.</translation>
    </message>
    <message>
        <source>No client connected. %1</source>
        <translation>No client connected. %1</translation>
    </message>
    <message>
        <source>%1 match this filter.</source>
        <translation>%1 match this filter.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Clear filter</translation>
    </message>
</context>
<context>
    <name>ConnectionsCard</name>
    <message>
        <source>Connections</source>
        <translation>Connections</translation>
    </message>
    <message>
        <source>%1 open, %2 sessions, %3 subscriptions</source>
        <translation>%1 open, %2 sessions, %3 subscriptions</translation>
    </message>
    <message>
        <source>Open connections over time, now %1</source>
        <translation>Open connections over time, now %1</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>Listener</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>Security</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Connections at a time</source>
        <translation>Connections at a time</translation>
    </message>
</context>
<context>
    <name>Crosshair</name>
    <message>
        <source>Values at a time</source>
        <translation>Values at a time</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
</context>
<context>
    <name>DropBars</name>
    <message>
        <source>Dropped by reason</source>
        <translation>Dropped by reason</translation>
    </message>
    <message>
        <source>Nothing has been dropped for this reason.</source>
        <translation>Nothing has been dropped for this reason.</translation>
    </message>
</context>
<context>
    <name>DropsList</name>
    <message>
        <source>Nothing has been dropped.</source>
        <translation>Nothing has been dropped.</translation>
    </message>
    <message>
        <source>Last drops</source>
        <translation>Last drops</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Copy command</source>
        <translation>Copy command</translation>
    </message>
</context>
<context>
    <name>ErrorNote</name>
    <message>
        <source>Copy details</source>
        <translation>Copy details</translation>
    </message>
</context>
<context>
    <name>EventsList</name>
    <message>
        <source>Nothing has happened since the start.</source>
        <translation>Nothing has happened since the start.</translation>
    </message>
    <message>
        <source>Last events</source>
        <translation>Last events</translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Clear filter</translation>
    </message>
</context>
<context>
    <name>HealthBars</name>
    <message>
        <source>Health</source>
        <translation>Health</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Close (Esc)</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>QoS</source>
        <translation>QoS</translation>
    </message>
    <message>
        <source>Retain</source>
        <translation>Retain</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>Records of %1</source>
        <translation>Records of %1</translation>
    </message>
    <message>
        <source>Older records</source>
        <translation>Older records</translation>
    </message>
    <message>
        <source>The history cannot be read.</source>
        <translation>The history cannot be read.</translation>
    </message>
    <message>
        <source>No record is kept for this topic. Records start when a message arrives.</source>
        <translation>No record is kept for this topic. Records start when a message arrives.</translation>
    </message>
</context>
<context>
    <name>ListStates</name>
    <message>
        <source>What is shown is the last known state; it is asked for again every second.</source>
        <translation>What is shown is the last known state; it is asked for again every second.</translation>
    </message>
    <message>
        <source>The other pages still work; this one asks again every second.</source>
        <translation>The other pages still work; this one asks again every second.</translation>
    </message>
</context>
<context>
    <name>Main</name>
    <message>
        <source>Topiq</source>
        <translation>Topiq</translation>
    </message>
</context>
<context>
    <name>NavRail</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>Clients</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>Narrow the rail</source>
        <translation>Narrow the rail</translation>
    </message>
    <message>
        <source>Widen the rail</source>
        <translation>Widen the rail</translation>
    </message>
</context>
<context>
    <name>OffsetBars</name>
    <message>
        <source>%1: last offset %2, %3 messages/s</source>
        <translation>%1: last offset %2, %3 messages/s</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>The topics cannot be read.</source>
        <translation>The topics cannot be read.</translation>
    </message>
    <message>
        <source>No topic yet. Topics appear with their first message.</source>
        <translation>No topic yet. Topics appear with their first message.</translation>
    </message>
    <message>
        <source>Topic offsets</source>
        <translation>Topic offsets</translation>
    </message>
</context>
<context>
    <name>OverviewDesktop</name>
    <message>
        <source>Nothing has arrived yet. %1</source>
        <translation>Nothing has arrived yet. %1</translation>
    </message>
    <message>
        <source>Publish a test</source>
        <translation>Publish a test</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Traffic</translation>
    </message>
    <message>
        <source>The traffic cannot be read.</source>
        <translation>The traffic cannot be read.</translation>
    </message>
    <message>
        <source>Topics, clients and publishing still work; this chart asks again every second.</source>
        <translation>Topics, clients and publishing still work; this chart asks again every second.</translation>
    </message>
    <message>
        <source>Topic offsets</source>
        <translation>Topic offsets</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>Log scale</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>value against limit</source>
        <translation>value against limit</translation>
    </message>
    <message>
        <source>Dropped by reason</source>
        <translation>Dropped by reason</translation>
    </message>
    <message>
        <source>since start</source>
        <translation>since start</translation>
    </message>
    <message>
        <source>Last drops</source>
        <translation>Last drops</translation>
    </message>
    <message>
        <source>Last events</source>
        <translation>Last events</translation>
    </message>
    <message>
        <source>Drops</source>
        <translation>Drops</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>the highest last offsets; bright: grown in the last 2 min</source>
        <translation>the highest last offsets; bright: grown in the last 2 min</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Show</translation>
    </message>
</context>
<context>
    <name>OverviewTouch</name>
    <message>
        <source>Traffic</source>
        <translation>Traffic</translation>
    </message>
    <message>
        <source>Topic offsets</source>
        <translation>Topic offsets</translation>
    </message>
    <message>
        <source>Drops</source>
        <translation>Drops</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>Log scale</translation>
    </message>
</context>
<context>
    <name>PayloadView</name>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Value (binary)</source>
        <translation>Value (binary)</translation>
    </message>
    <message>
        <source>Show as</source>
        <translation>Show as</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>Copy value</translation>
    </message>
    <message>
        <source>Value of the record</source>
        <translation>Value of the record</translation>
    </message>
    <message>
        <source>Load whole</source>
        <translation>Load whole</translation>
    </message>
</context>
<context>
    <name>PublishForm</name>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>plant/line1/temperature</source>
        <translation>plant/line1/temperature</translation>
    </message>
    <message>
        <source>Known topics</source>
        <translation>Known topics</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Payload</translation>
    </message>
    <message>
        <source>The value; empty is a value, too</source>
        <translation>The value; empty is a value, too</translation>
    </message>
    <message>
        <source>Quality of service</source>
        <translation>Quality of service</translation>
    </message>
    <message>
        <source>0 at most once</source>
        <translation>0 at most once</translation>
    </message>
    <message>
        <source>1 at least once</source>
        <translation>1 at least once</translation>
    </message>
    <message>
        <source>2 exactly once</source>
        <translation>2 exactly once</translation>
    </message>
    <message>
        <source>Retain</source>
        <translation>Retain</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>Publish</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>PublishHint</name>
    <message>
        <source>Example</source>
        <translation>Example</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>QoS %1</source>
        <translation>QoS %1</translation>
    </message>
    <message>
        <source>What you publish is listed here: its offset, how long it took, and how many consumers got it.</source>
        <translation>What you publish is listed here: its offset, how long it took, and how many consumers got it.</translation>
    </message>
    <message>
        <source>To watch it arrive, subscribe elsewhere:</source>
        <translation>To watch it arrive, subscribe elsewhere:</translation>
    </message>
</context>
<context>
    <name>PublishPage</name>
    <message>
        <source>Message</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>newest first</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>Clear list</translation>
    </message>
</context>
<context>
    <name>RangeChoice</name>
    <message>
        <source>Range</source>
        <translation>Range</translation>
    </message>
    <message>
        <source>2 min</source>
        <translation>2 min</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 h</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 h</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 d</translation>
    </message>
</context>
<context>
    <name>ReceiversCard</name>
    <message>
        <source>Who gets it</source>
        <translation>Who gets it</translation>
    </message>
    <message>
        <source>Nobody: the message cannot be sent as it is.</source>
        <translation>Nobody: the message cannot be sent as it is.</translation>
    </message>
    <message>
        <source>Topics with a similar name</source>
        <translation>Topics with a similar name</translation>
    </message>
    <message>
        <source>Busiest topics</source>
        <translation>Busiest topics</translation>
    </message>
</context>
<context>
    <name>RecordDetails</name>
    <message>
        <source>Record %1</source>
        <translation>Record %1</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Record</translation>
    </message>
    <message>
        <source>The record cannot be shown.</source>
        <translation>The record cannot be shown.</translation>
    </message>
</context>
<context>
    <name>RecordItem</name>
    <message>
        <source>Offset %1, %2: %3</source>
        <translation>Offset %1, %2: %3</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
</context>
<context>
    <name>ResultHeader</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>Took</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>Consumers</translation>
    </message>
</context>
<context>
    <name>ResultItem</name>
    <message>
        <source>Failed</source>
        <translation>Failed</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Retry</translation>
    </message>
    <message>
        <source>Put back into the form</source>
        <translation>Put back into the form</translation>
    </message>
    <message>
        <source>offset %1, %2, consumers: %3</source>
        <translation>offset %1, %2, consumers: %3</translation>
    </message>
    <message>
        <source>nobody got it</source>
        <translation>nobody got it</translation>
    </message>
</context>
<context>
    <name>ShortcutHelp</name>
    <message>
        <source>Space</source>
        <translation>Space</translation>
    </message>
    <message>
        <source>Overview, Topics, Clients, Publish</source>
        <translation>Overview, Topics, Clients, Publish</translation>
    </message>
    <message>
        <source>Go to the filter (typing does it, too)</source>
        <translation>Go to the filter (typing does it, too)</translation>
    </message>
    <message>
        <source>Walk through a list</source>
        <translation>Walk through a list</translation>
    </message>
    <message>
        <source>Open the chosen row</source>
        <translation>Open the chosen row</translation>
    </message>
    <message>
        <source>Close what is open</source>
        <translation>Close what is open</translation>
    </message>
    <message>
        <source>Pause and resume what is live</source>
        <translation>Pause and resume what is live</translation>
    </message>
    <message>
        <source>Publish the message of the form</source>
        <translation>Publish the message of the form</translation>
    </message>
    <message>
        <source>Newest: ask for everything again</source>
        <translation>Newest: ask for everything again</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Full screen</translation>
    </message>
    <message>
        <source>Larger, smaller, normal size</source>
        <translation>Larger, smaller, normal size</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>This list</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Keyboard shortcuts</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>State: %1</source>
        <translation>State: %1</translation>
    </message>
    <message>
        <source>up %1</source>
        <translation>up %1</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connections</translation>
    </message>
    <message>
        <source>In/s</source>
        <translation>In/s</translation>
    </message>
    <message>
        <source>Out/s</source>
        <translation>Out/s</translation>
    </message>
    <message>
        <source>Dropped/s</source>
        <translation>Dropped/s</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Paused</translation>
    </message>
    <message>
        <source>Paused – resume</source>
        <translation>Paused – resume</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>Pause (Space)</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Light theme</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dark theme</translation>
    </message>
    <message>
        <source>Keyboard shortcuts (F1)</source>
        <translation>Keyboard shortcuts (F1)</translation>
    </message>
</context>
<context>
    <name>TopicHeader</name>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Last offset</source>
        <translation>Last offset</translation>
    </message>
    <message>
        <source>Messages/s</source>
        <translation>Messages/s</translation>
    </message>
    <message>
        <source>Bytes/s</source>
        <translation>Bytes/s</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Kept</translation>
    </message>
    <message>
        <source>Size kept</source>
        <translation>Size kept</translation>
    </message>
    <message>
        <source>Retained</source>
        <translation>Retained</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>Consumers</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Last seen</translation>
    </message>
</context>
<context>
    <name>TopicItem</name>
    <message>
        <source>%1: last offset %2, %3 messages/s</source>
        <translation>%1: last offset %2, %3 messages/s</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>offset %1</translation>
    </message>
    <message>
        <source>no consumer</source>
        <translation>no consumer</translation>
    </message>
    <message>
        <source>consumers: %1</source>
        <translation>consumers: %1</translation>
    </message>
</context>
<context>
    <name>TopicsPage</name>
    <message>
        <source>Part of a name, or a filter: plant/+/temperature, plant/#</source>
        <translation>Part of a name, or a filter: plant/+/temperature, plant/#</translation>
    </message>
    <message>
        <source>$ topics</source>
        <translation>$ topics</translation>
    </message>
    <message>
        <source>Show $ topics (system)</source>
        <translation>Show $ topics (system)</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>The topics cannot be read.</source>
        <translation>The topics cannot be read.</translation>
    </message>
    <message>
        <source>No topic yet. Topics appear with their first message.</source>
        <translation>No topic yet. Topics appear with their first message.</translation>
    </message>
    <message>
        <source>%1 match this filter.</source>
        <translation>%1 match this filter.</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>Clear filter</translation>
    </message>
    <message>
        <source>Publish a test</source>
        <translation>Publish a test</translation>
    </message>
    <message>
        <source>Name, or plant/#</source>
        <translation>Name, or plant/#</translation>
    </message>
</context>
<context>
    <name>TrafficChart</name>
    <message>
        <source>In, messages/s</source>
        <translation>In, messages/s</translation>
    </message>
    <message>
        <source>Out, messages/s</source>
        <translation>Out, messages/s</translation>
    </message>
    <message>
        <source>messages/s</source>
        <translation>messages/s</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>In, bytes</source>
        <translation>In, bytes</translation>
    </message>
    <message>
        <source>Out, bytes</source>
        <translation>Out, bytes</translation>
    </message>
    <message>
        <source>Traffic at a time</source>
        <translation>Traffic at a time</translation>
    </message>
    <message>
        <source>In, bytes (right)</source>
        <translation>In, bytes (right)</translation>
    </message>
    <message>
        <source>Out, bytes (right)</source>
        <translation>Out, bytes (right)</translation>
    </message>
</context>
<context>
    <name>topiq::ClientModel</name>
    <message>
        <source>first %1 of %2 clients</source>
        <translation>first %1 of %2 clients</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 clients</source>
        <translation>%1 of %2 clients</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>connected</translation>
    </message>
    <message>
        <source>away, session kept</source>
        <translation>away, session kept</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocol</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>ends with the connection</source>
        <translation>ends with the connection</translation>
    </message>
    <message>
        <source>kept when the client leaves</source>
        <translation>kept when the client leaves</translation>
    </message>
    <message>
        <source>Keep-alive</source>
        <translation>Keep-alive</translation>
    </message>
    <message>
        <source>off</source>
        <translation>off</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Messages in</translation>
    </message>
    <message>
        <source>%1 (%2/s)</source>
        <translation>%1 (%2/s)</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Messages out</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>Queued</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>In flight</translation>
    </message>
    <message>
        <source>Waiting in its socket</source>
        <translation>Waiting in its socket</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Dropped</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>Last error</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… and %1 more</translation>
    </message>
</context>
<context>
    <name>topiq::Format</name>
    <message>
        <source>%1 k</source>
        <comment>thousands</comment>
        <translation>%1 k</translation>
    </message>
    <message>
        <source>%1 M</source>
        <comment>millions</comment>
        <translation>%1 M</translation>
    </message>
    <message>
        <source>%1 G</source>
        <comment>thousand millions</comment>
        <translation>%1 G</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes per second</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 d %2 h</translation>
    </message>
    <message>
        <source>never</source>
        <translation>never</translation>
    </message>
    <message>
        <source>now</source>
        <translation>now</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>%1 s ago</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 min ago</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 h ago</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>%1 d ago</translation>
    </message>
</context>
<context>
    <name>topiq::HistoryModel</name>
    <message>
        <source>no message yet</source>
        <translation>no message yet</translation>
    </message>
    <message>
        <source>%1 messages so far, none kept</source>
        <translation>%1 messages so far, none kept</translation>
    </message>
    <message>
        <source>offsets %1 – %2, %3 kept</source>
        <translation>offsets %1 – %2, %3 kept</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 new</translation>
    </message>
    <message>
        <source>Record %1 is no longer kept: newer records have taken its place.</source>
        <translation>Record %1 is no longer kept: newer records have taken its place.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>Topic</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>Offset</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation>%1 (%2 bytes)</translation>
    </message>
    <message>
        <source>Retain</source>
        <translation>Retain</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>User</source>
        <translation>User</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocol</translation>
    </message>
    <message>
        <source>The first %1 of %2 are shown.</source>
        <translation>The first %1 of %2 are shown.</translation>
    </message>
    <message>
        <source>QoS</source>
        <translation>QoS</translation>
    </message>
</context>
<context>
    <name>topiq::Overview</name>
    <message>
        <source>Queue full</source>
        <translation>Queue full</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>Too large</translation>
    </message>
    <message>
        <source>Client away</source>
        <translation>Client away</translation>
    </message>
    <message>
        <source>Malformed</source>
        <translation>Malformed</translation>
    </message>
    <message>
        <source>Session ended</source>
        <translation>Session ended</translation>
    </message>
    <message>
        <source>no limit set</source>
        <translation>no limit set</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>limit %1</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connections</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Topics</translation>
    </message>
    <message>
        <source>Records kept</source>
        <translation>Records kept</translation>
    </message>
    <message>
        <source>In</source>
        <translation>In</translation>
    </message>
    <message>
        <source>msg/s</source>
        <translation>msg/s</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>Out</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>Dropped</translation>
    </message>
    <message>
        <source>%1 since start</source>
        <translation>%1 since start</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>Queued bytes</source>
        <translation>Queued bytes</translation>
    </message>
    <message>
        <source>Queued messages</source>
        <translation>Queued messages</translation>
    </message>
    <message>
        <source>Descriptors</source>
        <translation>Descriptors</translation>
    </message>
    <message>
        <source>History</source>
        <translation>History</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sessions</translation>
    </message>
    <message>
        <source>Retained</source>
        <translation>Retained</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 of %2</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>no limit</translation>
    </message>
    <message>
        <source>full</source>
        <translation>full</translation>
    </message>
    <message>
        <source>high</source>
        <translation>high</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>fine</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 cores</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>plain</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Starting</translation>
    </message>
    <message>
        <source>%1 full</source>
        <translation>%1 full</translation>
    </message>
    <message>
        <source>Dropping</source>
        <translation>Dropping</translation>
    </message>
    <message>
        <source>%1 high</source>
        <translation>%1 high</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Running</translation>
    </message>
    <message>
        <source>No listener is open.</source>
        <translation>No listener is open.</translation>
    </message>
    <message>
        <source>Listening on %1.</source>
        <translation>Listening on %1.</translation>
    </message>
    <message>
        <source>The client acknowledges too slowly, and its queue has reached its limit.</source>
        <translation>The client acknowledges too slowly, and its queue has reached its limit.</translation>
    </message>
    <message>
        <source>Slow consumer</source>
        <translation>Slow consumer</translation>
    </message>
    <message>
        <source>The client reads too slowly, and QoS 0 messages do not wait for it.</source>
        <translation>The client reads too slowly, and QoS 0 messages do not wait for it.</translation>
    </message>
    <message>
        <source>The client is away, and QoS 0 messages are not kept for it.</source>
        <translation>The client is away, and QoS 0 messages are not kept for it.</translation>
    </message>
    <message>
        <source>Messages were still queued for a session when it was discarded.</source>
        <translation>Messages were still queued for a session when it was discarded.</translation>
    </message>
    <message>
        <source>Not retained</source>
        <translation>Not retained</translation>
    </message>
    <message>
        <source>The limit of retained messages is reached; the message was delivered, but not retained.</source>
        <translation>The limit of retained messages is reached; the message was delivered, but not retained.</translation>
    </message>
    <message>
        <source>A packet broke the protocol, and its connection was closed.</source>
        <translation>A packet broke the protocol, and its connection was closed.</translation>
    </message>
    <message>
        <source>A packet was longer than the limit, and its connection was closed.</source>
        <translation>A packet was longer than the limit, and its connection was closed.</translation>
    </message>
    <message>
        <source>× %1</source>
        <translation>× %1</translation>
    </message>
</context>
<context>
    <name>topiq::PublishController</name>
    <message>
        <source>The topic is empty. Type the name of the topic that shall get the message.</source>
        <translation>The topic is empty. Type the name of the topic that shall get the message.</translation>
    </message>
    <message>
        <source>A topic to publish to must not contain “%1”: wildcards belong into subscriptions.</source>
        <translation>A topic to publish to must not contain “%1”: wildcards belong into subscriptions.</translation>
    </message>
    <message>
        <source>The topic contains a NUL character, which MQTT forbids.</source>
        <translation>The topic contains a NUL character, which MQTT forbids.</translation>
    </message>
    <message>
        <source>The topic is longer than 65,535 bytes, the most that MQTT can carry.</source>
        <translation>The topic is longer than 65,535 bytes, the most that MQTT can carry.</translation>
    </message>
    <message>
        <source>empty: clears the retained message</source>
        <translation>empty: clears the retained message</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>empty</translation>
    </message>
    <message>
        <source>%1 of text</source>
        <translation>%1 of text</translation>
    </message>
    <message>
        <source>%1 of valid JSON</source>
        <translation>%1 of valid JSON</translation>
    </message>
    <message>
        <source>%1, no valid JSON from byte %2 on</source>
        <translation>%1, no valid JSON from byte %2 on</translation>
    </message>
    <message>
        <source>This topic does not exist yet; it appears with its first message.</source>
        <translation>This topic does not exist yet; it appears with its first message.</translation>
    </message>
    <message>
        <source>0 consumers will get this: nobody subscribes to this topic.</source>
        <translation>0 consumers will get this: nobody subscribes to this topic.</translation>
    </message>
    <message numerus="yes">
        <source>%n consumer(s) will get this.</source>
        <translation>
            <numerusform>%n consumer will get this.</numerusform>
            <numerusform>%n consumers will get this.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>QoS %1, retain</source>
        <translation>QoS %1, retain</translation>
    </message>
    <message>
        <source>QoS %1</source>
        <translation>QoS %1</translation>
    </message>
    <message>
        <source>Last offset</source>
        <translation>Last offset</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>none yet</translation>
    </message>
    <message>
        <source>Messages/s</source>
        <translation>Messages/s</translation>
    </message>
    <message>
        <source>Records kept</source>
        <translation>Records kept</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Retained message</source>
        <translation>Retained message</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Last message</translation>
    </message>
</context>
<context>
    <name>topiq::TopicModel</name>
    <message>
        <source>first %1 of %2 topics</source>
        <translation>first %1 of %2 topics</translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>%n topic</numerusform>
            <numerusform>%n topics</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 topics</source>
        <translation>%1 of %2 topics</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no message yet</comment>
        <translation>none</translation>
    </message>
</context>
<context>
    <name>topiq::TrafficModel</name>
    <message>
        <source>No traffic has been measured yet.</source>
        <translation>No traffic has been measured yet.</translation>
    </message>
    <message>
        <source>Messages per second over the last %1: in %2, out %3.</source>
        <translation>Messages per second over the last %1: in %2, out %3.</translation>
    </message>
    <message>
        <source>%1 now, %2 mean, %3 max</source>
        <translation>%1 now, %2 mean, %3 max</translation>
    </message>
    <message>
        <source>%1 msg/s</source>
        <translation>%1 msg/s</translation>
    </message>
</context>
</TS>
