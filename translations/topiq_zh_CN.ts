<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<!-- SPDX-FileCopyrightText: The Topiq authors -->
<!-- SPDX-License-Identifier: GPL-3.0-or-later -->
<TS version="2.1" language="zh_CN">
    <context>
        <name>BottomBar</name>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="14" />
            <source>Pages</source>
            <translation>页面</translation>
        </message>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="31" />
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="39" />
            <source>Topics</source>
            <translation>主题</translation>
        </message>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="47" />
            <source>Clients</source>
            <translation>客户端</translation>
        </message>
        <message>
            <location filename="../qml/parts/BottomBar.qml" line="56" />
            <source>Publish</source>
            <translation>发布</translation>
        </message>
    </context>
    <context>
        <name>ClientDetails</name>
        <message>
            <location filename="../qml/parts/ClientDetails.qml" line="40" />
            <source>Subscriptions</source>
            <translation>订阅</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientDetails.qml" line="45" />
            <source>This client subscribes to nothing.</source>
            <translation>此客户端没有任何订阅。</translation>
        </message>
    </context>
    <context>
        <name>ClientHeader</name>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="15" />
            <source>Client</source>
            <translation>客户端</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="20" />
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="25" />
            <source>Protocol</source>
            <translation>协议</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="30" />
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="35" />
            <source>For</source>
            <translation>时长</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="41" />
            <source>Keep-alive</source>
            <translation>保活</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="47" />
            <source>Subscribed</source>
            <translation>订阅数</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="52" />
            <source>In/s</source>
            <translation>入/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="57" />
            <source>Out/s</source>
            <translation>出/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="62" />
            <source>Queued</source>
            <translation>排队</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="68" />
            <source>In flight</source>
            <translation>在途</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="74" />
            <source>Dropped</source>
            <translation>丢弃</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientHeader.qml" line="79" />
            <source>Last error</source>
            <translation>最近错误</translation>
        </message>
    </context>
    <context>
        <name>ClientItem</name>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="37" />
            <source>%1, connected for %2</source>
            <translation>%1，已连接 %2</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="37" />
            <source>%1, away for %2</source>
            <translation>%1，已离开 %2</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="179" />
            <source>away for %1</source>
            <translation>已离开 %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="192" />
            <source>in %1/s</source>
            <translation>入 %1/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/ClientItem.qml" line="197" />
            <source>out %1/s</source>
            <translation>出 %1/秒</translation>
        </message>
    </context>
    <context>
        <name>ClientsPage</name>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="37" />
            <source>Part of a client id, user or address</source>
            <translation>客户端标识、用户或地址的一部分</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="53" />
            <source>Away, too</source>
            <translation>含离线</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="53" />
            <source>Show kept sessions of clients that are away</source>
            <translation>显示离线客户端保留的会话</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="83" />
            <source>Clients</source>
            <translation>客户端</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="102" />
            <source>The clients cannot be read.</source>
            <translation>无法读取客户端。</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="103" />
            <source>No client connected. %1</source>
            <translation>没有客户端连接。%1</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="104" />
            <source>%1 match this filter.</source>
            <translation>符合此过滤条件：%1。</translation>
        </message>
        <message>
            <location filename="../qml/pages/ClientsPage.qml" line="105" />
            <source>Clear filter</source>
            <translation>清除过滤</translation>
        </message>
    </context>
    <context>
        <name>ConnectionsCard</name>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="14" />
            <source>Connections</source>
            <translation>连接</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="15" />
            <source>%1 open, %2 sessions, %3 subscriptions</source>
            <translation>%1 个打开，%2 个会话，%3 个订阅</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="28" />
            <source>Open connections over time, now %1</source>
            <translation>打开的连接数随时间的变化，当前 %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="36" />
            <source>Listener</source>
            <translation>监听器</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="43" />
            <source>Security</source>
            <translation>安全</translation>
        </message>
        <message>
            <location filename="../qml/parts/ConnectionsCard.qml" line="50" />
            <source>Open</source>
            <translation>打开</translation>
        </message>
    </context>
    <context>
        <name>DetailsPane</name>
        <message>
            <location filename="../qml/parts/DetailsPane.qml" line="43" />
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <location filename="../qml/parts/DetailsPane.qml" line="56" />
            <source>Close (Esc)</source>
            <translation>关闭 (Esc)</translation>
        </message>
    </context>
    <context>
        <name>DropsList</name>
        <message>
            <location filename="../qml/parts/DropsList.qml" line="58" />
            <source>Nothing has been dropped.</source>
            <translation>没有丢弃任何消息。</translation>
        </message>
    </context>
    <context>
        <name>EmptyState</name>
        <message>
            <location filename="../qml/parts/EmptyState.qml" line="58" />
            <source>Copy command</source>
            <translation>复制命令</translation>
        </message>
    </context>
    <context>
        <name>ErrorNote</name>
        <message>
            <location filename="../qml/parts/ErrorNote.qml" line="57" />
            <source>Copy details</source>
            <translation>复制详情</translation>
        </message>
    </context>
    <context>
        <name>EventsList</name>
        <message>
            <location filename="../qml/parts/EventsList.qml" line="37" />
            <source>Nothing has happened since the start.</source>
            <translation>启动以来没有事件。</translation>
        </message>
    </context>
    <context>
        <name>FilterField</name>
        <message>
            <location filename="../qml/parts/FilterField.qml" line="12" />
            <source>Filter</source>
            <translation>过滤</translation>
        </message>
        <message>
            <location filename="../qml/parts/FilterField.qml" line="50" />
            <source>Clear filter</source>
            <translation>清除过滤</translation>
        </message>
    </context>
    <context>
        <name>HistoryView</name>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="33" />
            <source>Back</source>
            <translation>返回</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="58" />
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="58" />
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="64" />
            <source>Close (Esc)</source>
            <translation>关闭 (Esc)</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="78" />
            <source>Offset</source>
            <translation>偏移量</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="82" />
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="86" />
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="91" />
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="96" />
            <source>QoS</source>
            <translation>QoS</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="100" />
            <source>Retain</source>
            <translation>保留</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="105" />
            <source>From</source>
            <translation>来源</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="127" />
            <source>Records of %1</source>
            <translation>%1 的记录</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="148" />
            <source>Older records</source>
            <translation>更早的记录</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="165" />
            <source>The history cannot be read.</source>
            <translation>无法读取历史。</translation>
        </message>
        <message>
            <location filename="../qml/parts/HistoryView.qml" line="166" />
            <source>No record is kept for this topic. Records start when a message arrives.</source>
            <translation>此主题没有保留记录。收到消息后开始记录。</translation>
        </message>
    </context>
    <context>
        <name>ListStates</name>
        <message>
            <location filename="../qml/parts/ListStates.qml" line="65" />
            <source>What is shown is the last known state; it is asked for again every second.</source>
            <translation>显示的是最近已知的状态；每秒会重新查询。</translation>
        </message>
        <message>
            <location filename="../qml/parts/ListStates.qml" line="66" />
            <source>The other pages still work; this one asks again every second.</source>
            <translation>其他页面仍可使用；本页每秒会重新查询。</translation>
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
            <translation>页面</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="34" />
            <source>Overview</source>
            <translation>概览</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="42" />
            <source>Topics</source>
            <translation>主题</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="50" />
            <source>Clients</source>
            <translation>客户端</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="59" />
            <source>Publish</source>
            <translation>发布</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="75" />
            <source>Narrow the rail</source>
            <translation>收窄侧栏</translation>
        </message>
        <message>
            <location filename="../qml/parts/NavRail.qml" line="75" />
            <source>Widen the rail</source>
            <translation>展开侧栏</translation>
        </message>
    </context>
    <context>
        <name>OffsetBars</name>
        <message>
            <location filename="../qml/charts/OffsetBars.qml" line="34" />
            <source>%1: last offset %2, %3 messages/s</source>
            <translation>%1：最新偏移量 %2，%3 条消息/秒</translation>
        </message>
        <message>
            <location filename="../qml/charts/OffsetBars.qml" line="70" />
            <source>%1/s</source>
            <translation>%1/秒</translation>
        </message>
        <message>
            <location filename="../qml/charts/OffsetBars.qml" line="91" />
            <source>The topics cannot be read.</source>
            <translation>无法读取主题。</translation>
        </message>
        <message>
            <location filename="../qml/charts/OffsetBars.qml" line="92" />
            <source>No topic yet. Topics appear with their first message.</source>
            <translation>还没有主题。主题随第一条消息出现。</translation>
        </message>
    </context>
    <context>
        <name>OverviewDesktop</name>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="32" />
            <source>Nothing has arrived yet. %1</source>
            <translation>还没有收到任何消息。%1</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="33" />
            <source>Publish a test</source>
            <translation>发布测试消息</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="46" />
            <source>Traffic</source>
            <translation>流量</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="58" />
            <source>The traffic cannot be read.</source>
            <translation>无法读取流量。</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="60" />
            <source>Topics, clients and publishing still work; this chart asks again every second.</source>
            <translation>主题、客户端和发布仍可使用；此图表每秒会重新查询。</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="78" />
            <source>Topic offsets</source>
            <translation>主题偏移量</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="79" />
            <source>the highest last offsets, with messages/s now</source>
            <translation>最新偏移量最高的主题及当前消息/秒</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="81" />
            <source>Log scale</source>
            <translation>对数刻度</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="93" />
            <source>Health</source>
            <translation>健康</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="94" />
            <source>value against limit</source>
            <translation>数值与上限</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="110" />
            <source>Dropped by reason</source>
            <translation>按原因丢弃</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="111" />
            <source>since start</source>
            <translation>自启动以来</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="120" />
            <source>Last drops</source>
            <translation>最近丢弃</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewDesktop.qml" line="129" />
            <source>Last events</source>
            <translation>最近事件</translation>
        </message>
    </context>
    <context>
        <name>OverviewTouch</name>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Traffic</source>
            <translation>流量</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Connections</source>
            <translation>连接</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Topic offsets</source>
            <translation>主题偏移量</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Drops</source>
            <translation>丢弃</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="12" />
            <source>Health</source>
            <translation>健康</translation>
        </message>
        <message>
            <location filename="../qml/pages/OverviewTouch.qml" line="46" />
            <source>Log scale</source>
            <translation>对数刻度</translation>
        </message>
    </context>
    <context>
        <name>PayloadView</name>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="23" />
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="23" />
            <source>Value (binary)</source>
            <translation>值（二进制）</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="28" />
            <source>Show as</source>
            <translation>显示为</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="29" />
            <source>Text</source>
            <translation>文本</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="29" />
            <source>Hex</source>
            <translation>十六进制</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="35" />
            <source>Copy value</source>
            <translation>复制值</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="66" />
            <source>Value of the record</source>
            <translation>记录的值</translation>
        </message>
        <message>
            <location filename="../qml/parts/PayloadView.qml" line="84" />
            <source>Load whole</source>
            <translation>加载全部</translation>
        </message>
    </context>
    <context>
        <name>PublishForm</name>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="20" />
            <location filename="../qml/parts/PublishForm.qml" line="29" />
            <source>Topic</source>
            <translation>主题</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="30" />
            <source>plant/line1/temperature</source>
            <translation>plant/line1/temperature</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="63" />
            <source>Known topics</source>
            <translation>已知主题</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="134" />
            <location filename="../qml/parts/PublishForm.qml" line="174" />
            <source>Payload</source>
            <translation>载荷</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="164" />
            <source>The value; empty is a value, too</source>
            <translation>消息的值；也可以为空</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="185" />
            <location filename="../qml/parts/PublishForm.qml" line="192" />
            <source>Quality of service</source>
            <translation>服务质量</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="193" />
            <source>0 at most once</source>
            <translation>0 最多一次</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="193" />
            <source>1 at least once</source>
            <translation>1 至少一次</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="193" />
            <source>2 exactly once</source>
            <translation>2 恰好一次</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="198" />
            <source>Retain</source>
            <translation>保留</translation>
        </message>
        <message>
            <location filename="../qml/parts/PublishForm.qml" line="209" />
            <location filename="../qml/parts/PublishForm.qml" line="221" />
            <source>Publish</source>
            <translation>发布</translation>
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
            <translation>消息</translation>
        </message>
        <message>
            <location filename="../qml/pages/PublishPage.qml" line="38" />
            <location filename="../qml/pages/PublishPage.qml" line="55" />
            <source>Results</source>
            <translation>结果</translation>
        </message>
        <message>
            <location filename="../qml/pages/PublishPage.qml" line="39" />
            <source>newest first</source>
            <translation>最新在前</translation>
        </message>
        <message>
            <location filename="../qml/pages/PublishPage.qml" line="43" />
            <source>Clear list</source>
            <translation>清空列表</translation>
        </message>
        <message>
            <location filename="../qml/pages/PublishPage.qml" line="66" />
            <source>What you publish is listed here: its offset, how long it took, and how many consumers got it.</source>
            <translation>您发布的消息列在这里：偏移量、用时以及收到它的消费者数量。</translation>
        </message>
    </context>
    <context>
        <name>RangeChoice</name>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="13" />
            <source>Range</source>
            <translation>范围</translation>
        </message>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="14" />
            <source>2 min</source>
            <translation>2 分钟</translation>
        </message>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="14" />
            <source>1 h</source>
            <translation>1 小时</translation>
        </message>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="14" />
            <source>24 h</source>
            <translation>24 小时</translation>
        </message>
        <message>
            <location filename="../qml/charts/RangeChoice.qml" line="14" />
            <source>7 d</source>
            <translation>7 天</translation>
        </message>
    </context>
    <context>
        <name>RecordDetails</name>
        <message>
            <location filename="../qml/parts/RecordDetails.qml" line="17" />
            <source>Record %1</source>
            <translation>记录 %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/RecordDetails.qml" line="17" />
            <source>Record</source>
            <translation>记录</translation>
        </message>
        <message>
            <location filename="../qml/parts/RecordDetails.qml" line="26" />
            <source>The record cannot be shown.</source>
            <translation>无法显示此记录。</translation>
        </message>
    </context>
    <context>
        <name>RecordItem</name>
        <message>
            <location filename="../qml/parts/RecordItem.qml" line="26" />
            <source>Offset %1, %2: %3</source>
            <translation>偏移量 %1，%2：%3</translation>
        </message>
        <message>
            <location filename="../qml/parts/RecordItem.qml" line="78" />
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <location filename="../qml/parts/RecordItem.qml" line="78" />
            <source>no</source>
            <translation>否</translation>
        </message>
    </context>
    <context>
        <name>ResultItem</name>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="23" />
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="23" />
            <source>Sent</source>
            <translation>已发送</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="23" />
            <source>Sending</source>
            <translation>发送中</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="30" />
            <source>offset %1, %2, %3 consumers</source>
            <translation>偏移量 %1，%2，%3 个消费者</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="70" />
            <source>offset %1</source>
            <translation>偏移量 %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="90" />
            <source>0 consumers</source>
            <translation>0 个消费者</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="90" />
            <source>to %1</source>
            <translation>送达 %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="98" />
            <location filename="../qml/parts/ResultItem.qml" line="99" />
            <source>Retry</source>
            <translation>重试</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="105" />
            <source>Put back into the form</source>
            <translation>放回表单</translation>
        </message>
        <message>
            <location filename="../qml/parts/ResultItem.qml" line="115" />
            <source>%1, %2 consumers</source>
            <translation>%1，%2 个消费者</translation>
        </message>
    </context>
    <context>
        <name>ShortcutHelp</name>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="12" />
            <source>Space</source>
            <translation>空格</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="13" />
            <source>Overview, Topics, Clients, Publish</source>
            <translation>概览、主题、客户端、发布</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="13" />
            <source>Go to the filter (typing does it, too)</source>
            <translation>转到过滤框（直接输入也可）</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="14" />
            <source>Walk through a list</source>
            <translation>在列表中移动</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="14" />
            <source>Open the chosen row</source>
            <translation>打开选中的行</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="14" />
            <source>Close what is open</source>
            <translation>关闭已打开的内容</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="14" />
            <source>Pause and resume what is live</source>
            <translation>暂停和继续实时内容</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="15" />
            <source>Publish the message of the form</source>
            <translation>发布表单中的消息</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="15" />
            <source>Newest: ask for everything again</source>
            <translation>最新：重新查询全部</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="15" />
            <source>Full screen</source>
            <translation>全屏</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="16" />
            <source>Larger, smaller, normal size</source>
            <translation>放大、缩小、正常大小</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="16" />
            <source>This list</source>
            <translation>此列表</translation>
        </message>
        <message>
            <location filename="../qml/parts/ShortcutHelp.qml" line="21" />
            <location filename="../qml/parts/ShortcutHelp.qml" line="37" />
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
    </context>
    <context>
        <name>StatusStrip</name>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="42" />
            <source>State: %1</source>
            <translation>状态：%1</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="47" />
            <source>up %1</source>
            <translation>已运行 %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="53" />
            <source>Connections</source>
            <translation>连接</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="60" />
            <source>In/s</source>
            <translation>入/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="67" />
            <source>Out/s</source>
            <translation>出/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="74" />
            <source>Dropped/s</source>
            <translation>丢弃/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="85" />
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="105" />
            <source>Paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="105" />
            <source>Paused – resume</source>
            <translation>已暂停 – 继续</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="111" />
            <source>Pause (Space)</source>
            <translation>暂停（空格）</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="116" />
            <source>Light theme</source>
            <translation>浅色主题</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="116" />
            <source>Dark theme</source>
            <translation>深色主题</translation>
        </message>
        <message>
            <location filename="../qml/parts/StatusStrip.qml" line="122" />
            <source>Keyboard shortcuts (F1)</source>
            <translation>键盘快捷键 (F1)</translation>
        </message>
    </context>
    <context>
        <name>TopicHeader</name>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="17" />
            <source>Topic</source>
            <translation>主题</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="24" />
            <source>Last offset</source>
            <translation>最新偏移量</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="31" />
            <source>Messages/s</source>
            <translation>消息/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="39" />
            <source>Bytes/s</source>
            <translation>字节/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="45" />
            <source>Kept</source>
            <translation>保留数</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="51" />
            <source>Size kept</source>
            <translation>保留大小</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="58" />
            <source>Retained</source>
            <translation>保留消息</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="63" />
            <source>Consumers</source>
            <translation>消费者</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicHeader.qml" line="69" />
            <source>Last seen</source>
            <translation>最近出现</translation>
        </message>
    </context>
    <context>
        <name>TopicItem</name>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="31" />
            <source>%1: last offset %2, %3 messages/s</source>
            <translation>%1：最新偏移量 %2，%3 条消息/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="90" />
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="90" />
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="130" />
            <source>%1/s</source>
            <translation>%1/秒</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="140" />
            <source>offset %1</source>
            <translation>偏移量 %1</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="144" />
            <source>no consumer</source>
            <translation>无消费者</translation>
        </message>
        <message>
            <location filename="../qml/parts/TopicItem.qml" line="144" />
            <source>consumers: %1</source>
            <translation>消费者：%1</translation>
        </message>
    </context>
    <context>
        <name>TopicsPage</name>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="65" />
            <source>Part of a name, or a filter: plant/+/temperature, plant/#</source>
            <translation>名称的一部分，或过滤器：plant/+/temperature、plant/#</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="81" />
            <source>$ topics</source>
            <translation>$ 主题</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="81" />
            <source>Show $ topics (system)</source>
            <translation>显示 $ 主题（系统）</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="112" />
            <source>Topics</source>
            <translation>主题</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="131" />
            <source>The topics cannot be read.</source>
            <translation>无法读取主题。</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="132" />
            <source>No topic yet. Topics appear with their first message.</source>
            <translation>还没有主题。主题随第一条消息出现。</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="133" />
            <source>%1 match this filter.</source>
            <translation>符合此过滤条件：%1。</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="134" />
            <source>Clear filter</source>
            <translation>清除过滤</translation>
        </message>
        <message>
            <location filename="../qml/pages/TopicsPage.qml" line="134" />
            <source>Publish a test</source>
            <translation>发布测试消息</translation>
        </message>
    </context>
    <context>
        <name>TrafficChart</name>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="26" />
            <source>In, messages/s</source>
            <translation>入，消息/秒</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="33" />
            <source>In, bytes (right axis)</source>
            <translation>入，字节（右轴）</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="41" />
            <source>Out, messages/s</source>
            <translation>出，消息/秒</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="48" />
            <source>Out, bytes (right axis)</source>
            <translation>出，字节（右轴）</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="57" />
            <source>messages/s</source>
            <translation>消息/秒</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="63" />
            <source>In</source>
            <translation>入</translation>
        </message>
        <message>
            <location filename="../qml/charts/TrafficChart.qml" line="68" />
            <source>Out</source>
            <translation>出</translation>
        </message>
    </context>
    <context>
        <name>topiq::ClientModel</name>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="43" />
            <source>first %1 of %2 clients</source>
            <translation>%2 个客户端中的前 %1 个</translation>
        </message>
        <message numerus="yes">
            <location filename="../app/gui/clientmodel.cpp" line="45" />
            <source>%n client(s)</source>
            <translation>
                <numerusform>%n 个客户端</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="46" />
            <source>%1 of %2 clients</source>
            <translation>%2 个客户端中的 %1 个</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="107" />
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="110" />
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="110" />
            <source>connected</source>
            <translation>已连接</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="110" />
            <source>away, session kept</source>
            <translation>离线，会话保留</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="111" />
            <source>Since</source>
            <translation>自从</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="112" />
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="113" />
            <source>Protocol</source>
            <translation>协议</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="114" />
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="115" />
            <source>Session</source>
            <translation>会话</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="115" />
            <source>ends with the connection</source>
            <translation>随连接结束</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="115" />
            <source>kept when the client leaves</source>
            <translation>客户端离开后保留</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="116" />
            <source>Keep-alive</source>
            <translation>保活</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="116" />
            <location filename="../app/gui/clientmodel.cpp" line="155" />
            <source>off</source>
            <translation>关</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="116" />
            <location filename="../app/gui/clientmodel.cpp" line="155" />
            <source>%1 s</source>
            <translation>%1 秒</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="117" />
            <source>Messages in</source>
            <translation>消息入</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="117" />
            <location filename="../app/gui/clientmodel.cpp" line="118" />
            <source>%1 (%2/s)</source>
            <translation>%1（%2/秒）</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="118" />
            <source>Messages out</source>
            <translation>消息出</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="119" />
            <source>Queued</source>
            <translation>排队</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="119" />
            <source>%1 (%2)</source>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="120" />
            <source>In flight</source>
            <translation>在途</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="121" />
            <source>Waiting in its socket</source>
            <translation>套接字中等待</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="122" />
            <source>Dropped</source>
            <translation>丢弃</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="123" />
            <source>Last error</source>
            <translation>最近错误</translation>
        </message>
        <message>
            <location filename="../app/gui/clientmodel.cpp" line="129" />
            <source>… and %1 more</source>
            <translation>… 另有 %1 个</translation>
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
            <translation>%1/秒</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="54" />
            <source>%1 s</source>
            <comment>seconds</comment>
            <translation>%1 秒</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="56" />
            <source>%1 min %2 s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="58" />
            <source>%1 h %2 min</source>
            <translation>%1 小时 %2 分</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="59" />
            <source>%1 d %2 h</source>
            <translation>%1 天 %2 小时</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="65" />
            <location filename="../app/gui/format.cpp" line="91" />
            <source>never</source>
            <translation>从未</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="68" />
            <source>now</source>
            <translation>刚刚</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="70" />
            <source>%1 s ago</source>
            <translation>%1 秒前</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="72" />
            <source>%1 min ago</source>
            <translation>%1 分钟前</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="74" />
            <source>%1 h ago</source>
            <translation>%1 小时前</translation>
        </message>
        <message>
            <location filename="../app/gui/format.cpp" line="75" />
            <source>%1 d ago</source>
            <translation>%1 天前</translation>
        </message>
    </context>
    <context>
        <name>topiq::HistoryModel</name>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="60" />
            <source>no message yet</source>
            <translation>还没有消息</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="62" />
            <source>%1 messages so far, none kept</source>
            <translation>共 %1 条消息，均未保留</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="63" />
            <source>offsets %1 – %2, %3 kept</source>
            <translation>偏移量 %1 – %2，保留 %3 条</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="72" />
            <source>%1 new</source>
            <translation>%1 条新消息</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="210" />
            <source>Record %1 is no longer kept: newer records have taken its place.</source>
            <translation>记录 %1 已不再保留：较新的记录取代了它。</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="220" />
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="222" />
            <source>Topic</source>
            <translation>主题</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="223" />
            <source>Offset</source>
            <translation>偏移量</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="224" />
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="225" />
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="225" />
            <source>%1 (%2 bytes)</source>
            <translation>%1（%2 字节）</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="226" />
            <source>Quality of service</source>
            <translation>服务质量</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="227" />
            <source>Retain</source>
            <translation>保留</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="227" />
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="227" />
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="228" />
            <source>Client</source>
            <translation>客户端</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="229" />
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="230" />
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="231" />
            <source>Protocol</source>
            <translation>协议</translation>
        </message>
        <message>
            <location filename="../app/gui/historymodel.cpp" line="245" />
            <source>The first %1 of %2 are shown.</source>
            <translation>显示 %2 中的前 %1。</translation>
        </message>
    </context>
    <context>
        <name>topiq::Overview</name>
        <message>
            <location filename="../app/gui/overview.cpp" line="26" />
            <source>Queue full</source>
            <translation>队列已满</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="27" />
            <source>Too large</source>
            <translation>过大</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="28" />
            <source>Client away</source>
            <translation>客户端离线</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="29" />
            <source>Malformed</source>
            <translation>格式错误</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="30" />
            <source>Expired</source>
            <translation>已过期</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="31" />
            <source>No consumer</source>
            <translation>无消费者</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="32" />
            <source>Refused by rights</source>
            <translation>权限拒绝</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="33" />
            <source>Quota</source>
            <translation>配额</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="34" />
            <source>Slow connection</source>
            <translation>连接过慢</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="35" />
            <source>Inbox full</source>
            <translation>收件箱已满</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="36" />
            <source>Retained store full</source>
            <translation>保留存储已满</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="37" />
            <source>Session ended</source>
            <translation>会话已结束</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="38" />
            <source>Too many topics</source>
            <translation>主题过多</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="109" />
            <source>no limit set</source>
            <translation>未设上限</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="109" />
            <source>limit %1</source>
            <translation>上限 %1</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="113" />
            <source>Connections</source>
            <translation>连接</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="115" />
            <location filename="../app/gui/overview.cpp" line="143" />
            <source>Topics</source>
            <translation>主题</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="117" />
            <source>Records kept</source>
            <translation>保留记录</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="119" />
            <source>In</source>
            <translation>入</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="119" />
            <location filename="../app/gui/overview.cpp" line="121" />
            <location filename="../app/gui/overview.cpp" line="123" />
            <source>msg/s</source>
            <translation>消息/秒</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="121" />
            <source>Out</source>
            <translation>出</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="123" />
            <source>Dropped</source>
            <translation>丢弃</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="124" />
            <source>%1 since start</source>
            <translation>启动以来 %1</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="138" />
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="139" />
            <source>Queued bytes</source>
            <translation>排队字节</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="140" />
            <source>Queued messages</source>
            <translation>排队消息</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="141" />
            <source>Descriptors</source>
            <translation>描述符</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="142" />
            <source>History</source>
            <translation>历史</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="144" />
            <source>Sessions</source>
            <translation>会话</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="145" />
            <source>Retained</source>
            <translation>保留消息</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="161" />
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="162" />
            <location filename="../app/gui/overview.cpp" line="165" />
            <source>no limit</source>
            <translation>无上限</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="162" />
            <source>full</source>
            <translation>已满</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="162" />
            <source>high</source>
            <translation>偏高</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="162" />
            <source>fine</source>
            <translation>正常</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="165" />
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="165" />
            <source>%1 cores</source>
            <translation>%1 核</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="186" />
            <source>%1 times</source>
            <translation>%1 次</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="191" />
            <source>TLS</source>
            <translation>TLS</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="191" />
            <source>plain</source>
            <translation>明文</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="213" />
            <source>Starting</source>
            <translation>正在启动</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="215" />
            <source>%1 full</source>
            <translation>%1已满</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="217" />
            <source>Dropping</source>
            <translation>正在丢弃</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="218" />
            <source>%1 high</source>
            <translation>%1偏高</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="218" />
            <source>Running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="240" />
            <source>No listener is open.</source>
            <translation>没有打开的监听器。</translation>
        </message>
        <message>
            <location filename="../app/gui/overview.cpp" line="240" />
            <source>Listening on %1.</source>
            <translation>正在监听 %1。</translation>
        </message>
    </context>
    <context>
        <name>topiq::PublishController</name>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="73" />
            <source>The topic is empty. Type the name of the topic that shall get the message.</source>
            <translation>主题为空。请输入要接收消息的主题名称。</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="76" />
            <source>A topic to publish to must not contain “%1”: wildcards belong into subscriptions.</source>
            <translation>发布的主题不能包含“%1”：通配符只用于订阅。</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="78" />
            <source>The topic contains a NUL character, which MQTT forbids.</source>
            <translation>主题包含 MQTT 禁止的 NUL 字符。</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="80" />
            <source>The topic is longer than 65,535 bytes, the most that MQTT can carry.</source>
            <translation>主题超过 MQTT 允许的 65,535 字节。</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="89" />
            <source>empty: clears the retained message</source>
            <translation>空：清除保留消息</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="89" />
            <source>empty</source>
            <translation>空</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="91" />
            <source>%1 of text</source>
            <translation>%1 文本</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="94" />
            <source>%1 of valid JSON</source>
            <translation>%1 有效 JSON</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="95" />
            <source>%1, no valid JSON from byte %2 on</source>
            <translation>%1，从第 %2 字节起不是有效 JSON</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="103" />
            <source>This topic does not exist yet; it appears with its first message.</source>
            <translation>此主题尚不存在；它随第一条消息出现。</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="104" />
            <source>0 consumers will get this: nobody subscribes to this topic.</source>
            <translation>0 个消费者会收到：没有人订阅此主题。</translation>
        </message>
        <message numerus="yes">
            <location filename="../app/gui/publishcontroller.cpp" line="104" />
            <source>%n consumer(s) will get this.</source>
            <translation>
                <numerusform>%n 个消费者会收到。</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="250" />
            <source>%1 ms</source>
            <translation>%1 毫秒</translation>
        </message>
        <message>
            <location filename="../app/gui/publishcontroller.cpp" line="254" />
            <source>QoS %1, retain</source>
            <translation>QoS %1，保留</translation>
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
            <translation>%2 个主题中的前 %1 个</translation>
        </message>
        <message numerus="yes">
            <location filename="../app/gui/topicmodel.cpp" line="96" />
            <source>%n topic(s)</source>
            <translation>
                <numerusform>%n 个主题</numerusform>
            </translation>
        </message>
        <message>
            <location filename="../app/gui/topicmodel.cpp" line="97" />
            <source>%1 of %2 topics</source>
            <translation>%2 个主题中的 %1 个</translation>
        </message>
        <message>
            <location filename="../app/gui/topicmodel.cpp" line="178" />
            <source>none</source>
            <comment>no message yet</comment>
            <translation>无</translation>
        </message>
    </context>
    <context>
        <name>topiq::TrafficModel</name>
        <message>
            <location filename="../app/gui/trafficmodel.cpp" line="83" />
            <source>No traffic has been measured yet.</source>
            <translation>还没有测量到流量。</translation>
        </message>
        <message>
            <location filename="../app/gui/trafficmodel.cpp" line="84" />
            <source>Messages per second over the last %1: in %2, out %3.</source>
            <translation>最近 %1 的每秒消息：入 %2，出 %3。</translation>
        </message>
        <message>
            <location filename="../app/gui/trafficmodel.cpp" line="149" />
            <source>%1 now, %2 mean, %3 max</source>
            <translation>当前 %1，平均 %2，最大 %3</translation>
        </message>
    </context>
</TS>
