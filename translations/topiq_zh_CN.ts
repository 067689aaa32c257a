<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>BottomBar</name>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
</context>
<context>
    <name>ClientDetails</name>
    <message>
        <source>Subscriptions</source>
        <translation>订阅</translation>
    </message>
    <message>
        <source>This client subscribes to nothing.</source>
        <translation>此客户端没有任何订阅。</translation>
    </message>
</context>
<context>
    <name>ClientHeader</name>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>For</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Keep-alive</source>
        <translation>保活</translation>
    </message>
    <message>
        <source>Subscribed</source>
        <translation>订阅数</translation>
    </message>
    <message>
        <source>In/s</source>
        <translation>入/秒</translation>
    </message>
    <message>
        <source>Out/s</source>
        <translation>出/秒</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>最近错误</translation>
    </message>
</context>
<context>
    <name>ClientItem</name>
    <message>
        <source>%1, connected for %2</source>
        <translation>%1，已连接 %2</translation>
    </message>
    <message>
        <source>%1, away for %2</source>
        <translation>%1，已离开 %2</translation>
    </message>
    <message>
        <source>away for %1</source>
        <translation>已离开 %1</translation>
    </message>
    <message>
        <source>in %1/s</source>
        <translation>入 %1/秒</translation>
    </message>
    <message>
        <source>out %1/s</source>
        <translation>出 %1/秒</translation>
    </message>
</context>
<context>
    <name>ClientsPage</name>
    <message>
        <source>Part of a client id, user or address</source>
        <translation>客户端标识、用户或地址的一部分</translation>
    </message>
    <message>
        <source>Away, too</source>
        <translation>含离线</translation>
    </message>
    <message>
        <source>Show kept sessions of clients that are away</source>
        <translation>显示离线客户端保留的会话</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>The clients cannot be read.</source>
        <translation>无法读取客户端。</translation>
    </message>
    <message>
        <source>No client connected. %1</source>
        <translation>没有客户端连接。%1</translation>
    </message>
    <message>
        <source>%1 match this filter.</source>
        <translation>符合此过滤条件：%1。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除过滤</translation>
    </message>
</context>
<context>
    <name>ConnectionsCard</name>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>%1 open, %2 sessions, %3 subscriptions</source>
        <translation>%1 个打开，%2 个会话，%3 个订阅</translation>
    </message>
    <message>
        <source>Open connections over time, now %1</source>
        <translation>打开的连接数随时间的变化，当前 %1</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>监听器</translation>
    </message>
    <message>
        <source>Security</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Connections at a time</source>
        <translation>某一时刻的连接数</translation>
    </message>
</context>
<context>
    <name>Crosshair</name>
    <message>
        <source>Values at a time</source>
        <translation>某一时刻的值</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
</context>
<context>
    <name>DropBars</name>
    <message>
        <source>Dropped by reason</source>
        <translation>按原因丢弃</translation>
    </message>
    <message>
        <source>Nothing has been dropped for this reason.</source>
        <translation>没有因此原因丢弃消息。</translation>
    </message>
</context>
<context>
    <name>DropsList</name>
    <message>
        <source>Nothing has been dropped.</source>
        <translation>没有丢弃任何消息。</translation>
    </message>
    <message>
        <source>Last drops</source>
        <translation>最近丢弃</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Copy command</source>
        <translation>复制命令</translation>
    </message>
</context>
<context>
    <name>ErrorNote</name>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
</context>
<context>
    <name>EventsList</name>
    <message>
        <source>Nothing has happened since the start.</source>
        <translation>启动以来没有事件。</translation>
    </message>
    <message>
        <source>Last events</source>
        <translation>最近事件</translation>
    </message>
</context>
<context>
    <name>FilterField</name>
    <message>
        <source>Filter</source>
        <translation>过滤</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除过滤</translation>
    </message>
</context>
<context>
    <name>HealthBars</name>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>QoS</source>
        <translation>QoS</translation>
    </message>
    <message>
        <source>Retain</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Records of %1</source>
        <translation>%1 的记录</translation>
    </message>
    <message>
        <source>Older records</source>
        <translation>更早的记录</translation>
    </message>
    <message>
        <source>The history cannot be read.</source>
        <translation>无法读取历史。</translation>
    </message>
    <message>
        <source>No record is kept for this topic. Records start when a message arrives.</source>
        <translation>此主题没有保留记录。收到消息后开始记录。</translation>
    </message>
</context>
<context>
    <name>ListStates</name>
    <message>
        <source>What is shown is the last known state; it is asked for again every second.</source>
        <translation>显示的是最近已知的状态；每秒会重新查询。</translation>
    </message>
    <message>
        <source>The other pages still work; this one asks again every second.</source>
        <translation>其他页面仍可使用；本页每秒会重新查询。</translation>
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
        <translation>页面</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Narrow the rail</source>
        <translation>收窄侧栏</translation>
    </message>
    <message>
        <source>Widen the rail</source>
        <translation>展开侧栏</translation>
    </message>
</context>
<context>
    <name>OffsetBars</name>
    <message>
        <source>%1: last offset %2, %3 messages/s</source>
        <translation>%1：最新偏移量 %2，%3 条消息/秒</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>The topics cannot be read.</source>
        <translation>无法读取主题。</translation>
    </message>
    <message>
        <source>No topic yet. Topics appear with their first message.</source>
        <translation>还没有主题。主题随第一条消息出现。</translation>
    </message>
    <message>
        <source>Topic offsets</source>
        <translation>主题偏移量</translation>
    </message>
</context>
<context>
    <name>OverviewDesktop</name>
    <message>
        <source>Nothing has arrived yet. %1</source>
        <translation>还没有收到任何消息。%1</translation>
    </message>
    <message>
        <source>Publish a test</source>
        <translation>发布测试消息</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>流量</translation>
    </message>
    <message>
        <source>The traffic cannot be read.</source>
        <translation>无法读取流量。</translation>
    </message>
    <message>
        <source>Topics, clients and publishing still work; this chart asks again every second.</source>
        <translation>主题、客户端和发布仍可使用；此图表每秒会重新查询。</translation>
    </message>
    <message>
        <source>Topic offsets</source>
        <translation>主题偏移量</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>对数刻度</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>value against limit</source>
        <translation>数值与上限</translation>
    </message>
    <message>
        <source>Dropped by reason</source>
        <translation>按原因丢弃</translation>
    </message>
    <message>
        <source>since start</source>
        <translation>自启动以来</translation>
    </message>
    <message>
        <source>Last drops</source>
        <translation>最近丢弃</translation>
    </message>
    <message>
        <source>Last events</source>
        <translation>最近事件</translation>
    </message>
    <message>
        <source>Drops</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>the highest last offsets; bright: grown in the last 2 min</source>
        <translation>最新偏移量最高的主题；亮色：最近 2 分钟的增长</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>OverviewTouch</name>
    <message>
        <source>Traffic</source>
        <translation>流量</translation>
    </message>
    <message>
        <source>Topic offsets</source>
        <translation>主题偏移量</translation>
    </message>
    <message>
        <source>Drops</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Log scale</source>
        <translation>对数刻度</translation>
    </message>
</context>
<context>
    <name>PayloadView</name>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Value (binary)</source>
        <translation>值（二进制）</translation>
    </message>
    <message>
        <source>Show as</source>
        <translation>显示为</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Copy value</source>
        <translation>复制值</translation>
    </message>
    <message>
        <source>Value of the record</source>
        <translation>记录的值</translation>
    </message>
    <message>
        <source>Load whole</source>
        <translation>加载全部</translation>
    </message>
</context>
<context>
    <name>PublishForm</name>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>plant/line1/temperature</source>
        <translation>plant/line1/temperature</translation>
    </message>
    <message>
        <source>Known topics</source>
        <translation>已知主题</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>载荷</translation>
    </message>
    <message>
        <source>The value; empty is a value, too</source>
        <translation>消息的值；也可以为空</translation>
    </message>
    <message>
        <source>Quality of service</source>
        <translation>服务质量</translation>
    </message>
    <message>
        <source>0 at most once</source>
        <translation>0 最多一次</translation>
    </message>
    <message>
        <source>1 at least once</source>
        <translation>1 至少一次</translation>
    </message>
    <message>
        <source>2 exactly once</source>
        <translation>2 恰好一次</translation>
    </message>
    <message>
        <source>Retain</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
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
        <translation>示例</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>QoS %1</source>
        <translation>QoS %1</translation>
    </message>
    <message>
        <source>What you publish is listed here: its offset, how long it took, and how many consumers got it.</source>
        <translation>您发布的消息列在这里：偏移量、用时以及收到它的消费者数量。</translation>
    </message>
    <message>
        <source>To watch it arrive, subscribe elsewhere:</source>
        <translation>要查看消息到达，请在别处订阅：</translation>
    </message>
</context>
<context>
    <name>PublishPage</name>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>newest first</source>
        <translation>最新在前</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>清空列表</translation>
    </message>
</context>
<context>
    <name>RangeChoice</name>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>2 min</source>
        <translation>2 分钟</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 小时</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 小时</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 天</translation>
    </message>
</context>
<context>
    <name>ReceiversCard</name>
    <message>
        <source>Who gets it</source>
        <translation>谁会收到</translation>
    </message>
    <message>
        <source>Nobody: the message cannot be sent as it is.</source>
        <translation>没有人：此消息目前无法发送。</translation>
    </message>
    <message>
        <source>Topics with a similar name</source>
        <translation>名称相近的主题</translation>
    </message>
    <message>
        <source>Busiest topics</source>
        <translation>最繁忙的主题</translation>
    </message>
</context>
<context>
    <name>RecordDetails</name>
    <message>
        <source>Record %1</source>
        <translation>记录 %1</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>The record cannot be shown.</source>
        <translation>无法显示此记录。</translation>
    </message>
</context>
<context>
    <name>RecordItem</name>
    <message>
        <source>Offset %1, %2: %3</source>
        <translation>偏移量 %1，%2：%3</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
</context>
<context>
    <name>ResultHeader</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>消费者</translation>
    </message>
</context>
<context>
    <name>ResultItem</name>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>已发送</translation>
    </message>
    <message>
        <source>Sending</source>
        <translation>发送中</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Put back into the form</source>
        <translation>放回表单</translation>
    </message>
    <message>
        <source>offset %1, %2, consumers: %3</source>
        <translation>偏移量 %1，%2，消费者：%3</translation>
    </message>
    <message>
        <source>nobody got it</source>
        <translation>没有人收到</translation>
    </message>
</context>
<context>
    <name>ShortcutHelp</name>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Overview, Topics, Clients, Publish</source>
        <translation>概览、主题、客户端、发布</translation>
    </message>
    <message>
        <source>Go to the filter (typing does it, too)</source>
        <translation>转到过滤框（直接输入也可）</translation>
    </message>
    <message>
        <source>Walk through a list</source>
        <translation>在列表中移动</translation>
    </message>
    <message>
        <source>Open the chosen row</source>
        <translation>打开选中的行</translation>
    </message>
    <message>
        <source>Close what is open</source>
        <translation>关闭已打开的内容</translation>
    </message>
    <message>
        <source>Pause and resume what is live</source>
        <translation>暂停和继续实时内容</translation>
    </message>
    <message>
        <source>Publish the message of the form</source>
        <translation>发布表单中的消息</translation>
    </message>
    <message>
        <source>Newest: ask for everything again</source>
        <translation>最新：重新查询全部</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Larger, smaller, normal size</source>
        <translation>放大、缩小、正常大小</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>此列表</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
</context>
<context>
    <name>StatusStrip</name>
    <message>
        <source>State: %1</source>
        <translation>状态：%1</translation>
    </message>
    <message>
        <source>up %1</source>
        <translation>已运行 %1</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>In/s</source>
        <translation>入/秒</translation>
    </message>
    <message>
        <source>Out/s</source>
        <translation>出/秒</translation>
    </message>
    <message>
        <source>Dropped/s</source>
        <translation>丢弃/秒</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Paused – resume</source>
        <translation>已暂停 – 继续</translation>
    </message>
    <message>
        <source>Pause (Space)</source>
        <translation>暂停（空格）</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Keyboard shortcuts (F1)</source>
        <translation>键盘快捷键 (F1)</translation>
    </message>
</context>
<context>
    <name>TopicHeader</name>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Last offset</source>
        <translation>最新偏移量</translation>
    </message>
    <message>
        <source>Messages/s</source>
        <translation>消息/秒</translation>
    </message>
    <message>
        <source>Bytes/s</source>
        <translation>字节/秒</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留数</translation>
    </message>
    <message>
        <source>Size kept</source>
        <translation>保留大小</translation>
    </message>
    <message>
        <source>Retained</source>
        <translation>保留消息</translation>
    </message>
    <message>
        <source>Consumers</source>
        <translation>消费者</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>最近出现</translation>
    </message>
</context>
<context>
    <name>TopicItem</name>
    <message>
        <source>%1: last offset %2, %3 messages/s</source>
        <translation>%1：最新偏移量 %2，%3 条消息/秒</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>offset %1</source>
        <translation>偏移量 %1</translation>
    </message>
    <message>
        <source>no consumer</source>
        <translation>无消费者</translation>
    </message>
    <message>
        <source>consumers: %1</source>
        <translation>消费者：%1</translation>
    </message>
</context>
<context>
    <name>TopicsPage</name>
    <message>
        <source>Part of a name, or a filter: plant/+/temperature, plant/#</source>
        <translation>名称的一部分，或过滤器：plant/+/temperature、plant/#</translation>
    </message>
    <message>
        <source>$ topics</source>
        <translation>$ 主题</translation>
    </message>
    <message>
        <source>Show $ topics (system)</source>
        <translation>显示 $ 主题（系统）</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>The topics cannot be read.</source>
        <translation>无法读取主题。</translation>
    </message>
    <message>
        <source>No topic yet. Topics appear with their first message.</source>
        <translation>还没有主题。主题随第一条消息出现。</translation>
    </message>
    <message>
        <source>%1 match this filter.</source>
        <translation>符合此过滤条件：%1。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除过滤</translation>
    </message>
    <message>
        <source>Publish a test</source>
        <translation>发布测试消息</translation>
    </message>
    <message>
        <source>Name, or plant/#</source>
        <translation>名称，或 plant/#</translation>
    </message>
</context>
<context>
    <name>TrafficChart</name>
    <message>
        <source>In, messages/s</source>
        <translation>入，消息/秒</translation>
    </message>
    <message>
        <source>Out, messages/s</source>
        <translation>出，消息/秒</translation>
    </message>
    <message>
        <source>messages/s</source>
        <translation>消息/秒</translation>
    </message>
    <message>
        <source>In</source>
        <translation>入</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>出</translation>
    </message>
    <message>
        <source>In, bytes</source>
        <translation>入，字节</translation>
    </message>
    <message>
        <source>Out, bytes</source>
        <translation>出，字节</translation>
    </message>
    <message>
        <source>Traffic at a time</source>
        <translation>某一时刻的流量</translation>
    </message>
    <message>
        <source>In, bytes (right)</source>
        <translation>入，字节（右轴）</translation>
    </message>
    <message>
        <source>Out, bytes (right)</source>
        <translation>出，字节（右轴）</translation>
    </message>
</context>
<context>
    <name>topiq::ClientModel</name>
    <message>
        <source>first %1 of %2 clients</source>
        <translation>%2 个客户端中的前 %1 个</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n 个客户端</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 clients</source>
        <translation>%2 个客户端中的 %1 个</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>away, session kept</source>
        <translation>离线，会话保留</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>自从</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>ends with the connection</source>
        <translation>随连接结束</translation>
    </message>
    <message>
        <source>kept when the client leaves</source>
        <translation>客户端离开后保留</translation>
    </message>
    <message>
        <source>Keep-alive</source>
        <translation>保活</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>消息入</translation>
    </message>
    <message>
        <source>%1 (%2/s)</source>
        <translation>%1（%2/秒）</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>消息出</translation>
    </message>
    <message>
        <source>Queued</source>
        <translation>排队</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Waiting in its socket</source>
        <translation>套接字中等待</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Last error</source>
        <translation>最近错误</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>… 另有 %1 个</translation>
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
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 s</source>
        <comment>seconds</comment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>%1 d %2 h</source>
        <translation>%1 天 %2 小时</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>now</source>
        <translation>刚刚</translation>
    </message>
    <message>
        <source>%1 s ago</source>
        <translation>%1 秒前</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>%1 分钟前</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>%1 小时前</translation>
    </message>
    <message>
        <source>%1 d ago</source>
        <translation>%1 天前</translation>
    </message>
</context>
<context>
    <name>topiq::HistoryModel</name>
    <message>
        <source>no message yet</source>
        <translation>还没有消息</translation>
    </message>
    <message>
        <source>%1 messages so far, none kept</source>
        <translation>共 %1 条消息，均未保留</translation>
    </message>
    <message>
        <source>offsets %1 – %2, %3 kept</source>
        <translation>偏移量 %1 – %2，保留 %3 条</translation>
    </message>
    <message>
        <source>%1 new</source>
        <translation>%1 条新消息</translation>
    </message>
    <message>
        <source>Record %1 is no longer kept: newer records have taken its place.</source>
        <translation>记录 %1 已不再保留：较新的记录取代了它。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>偏移量</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>%1 (%2 bytes)</source>
        <translation>%1（%2 字节）</translation>
    </message>
    <message>
        <source>Retain</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>协议</translation>
    </message>
    <message>
        <source>The first %1 of %2 are shown.</source>
        <translation>显示 %2 中的前 %1。</translation>
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
        <translation>队列已满</translation>
    </message>
    <message>
        <source>Too large</source>
        <translation>过大</translation>
    </message>
    <message>
        <source>Client away</source>
        <translation>客户端离线</translation>
    </message>
    <message>
        <source>Malformed</source>
        <translation>格式错误</translation>
    </message>
    <message>
        <source>Session ended</source>
        <translation>会话已结束</translation>
    </message>
    <message>
        <source>no limit set</source>
        <translation>未设上限</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>上限 %1</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Records kept</source>
        <translation>保留记录</translation>
    </message>
    <message>
        <source>In</source>
        <translation>入</translation>
    </message>
    <message>
        <source>msg/s</source>
        <translation>消息/秒</translation>
    </message>
    <message>
        <source>Out</source>
        <translation>出</translation>
    </message>
    <message>
        <source>Dropped</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>%1 since start</source>
        <translation>启动以来 %1</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Queued bytes</source>
        <translation>排队字节</translation>
    </message>
    <message>
        <source>Queued messages</source>
        <translation>排队消息</translation>
    </message>
    <message>
        <source>Descriptors</source>
        <translation>描述符</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Retained</source>
        <translation>保留消息</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>无上限</translation>
    </message>
    <message>
        <source>full</source>
        <translation>已满</translation>
    </message>
    <message>
        <source>high</source>
        <translation>偏高</translation>
    </message>
    <message>
        <source>fine</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 核</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>plain</source>
        <translation>明文</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在启动</translation>
    </message>
    <message>
        <source>%1 full</source>
        <translation>%1已满</translation>
    </message>
    <message>
        <source>Dropping</source>
        <translation>正在丢弃</translation>
    </message>
    <message>
        <source>%1 high</source>
        <translation>%1偏高</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>No listener is open.</source>
        <translation>没有打开的监听器。</translation>
    </message>
    <message>
        <source>Listening on %1.</source>
        <translation>正在监听 %1。</translation>
    </message>
    <message>
        <source>The client acknowledges too slowly, and its queue has reached its limit.</source>
        <translation>客户端确认过慢，其队列已达上限。</translation>
    </message>
    <message>
        <source>Slow consumer</source>
        <translation>消费者过慢</translation>
    </message>
    <message>
        <source>The client reads too slowly, and QoS 0 messages do not wait for it.</source>
        <translation>客户端读取过慢，QoS 0 消息不会等待它。</translation>
    </message>
    <message>
        <source>The client is away, and QoS 0 messages are not kept for it.</source>
        <translation>客户端离线，QoS 0 消息不会为它保留。</translation>
    </message>
    <message>
        <source>Messages were still queued for a session when it was discarded.</source>
        <translation>会话被丢弃时仍有消息在排队。</translation>
    </message>
    <message>
        <source>Not retained</source>
        <translation>未能保留</translation>
    </message>
    <message>
        <source>The limit of retained messages is reached; the message was delivered, but not retained.</source>
        <translation>保留消息已达上限；消息已投递，但未被保留。</translation>
    </message>
    <message>
        <source>A packet broke the protocol, and its connection was closed.</source>
        <translation>报文违反协议，其连接已关闭。</translation>
    </message>
    <message>
        <source>A packet was longer than the limit, and its connection was closed.</source>
        <translation>报文超过长度上限，其连接已关闭。</translation>
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
        <translation>主题为空。请输入要接收消息的主题名称。</translation>
    </message>
    <message>
        <source>A topic to publish to must not contain “%1”: wildcards belong into subscriptions.</source>
        <translation>发布的主题不能包含“%1”：通配符只用于订阅。</translation>
    </message>
    <message>
        <source>The topic contains a NUL character, which MQTT forbids.</source>
        <translation>主题包含 MQTT 禁止的 NUL 字符。</translation>
    </message>
    <message>
        <source>The topic is longer than 65,535 bytes, the most that MQTT can carry.</source>
        <translation>主题超过 MQTT 允许的 65,535 字节。</translation>
    </message>
    <message>
        <source>empty: clears the retained message</source>
        <translation>空：清除保留消息</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1 of text</source>
        <translation>%1 文本</translation>
    </message>
    <message>
        <source>%1 of valid JSON</source>
        <translation>%1 有效 JSON</translation>
    </message>
    <message>
        <source>%1, no valid JSON from byte %2 on</source>
        <translation>%1，从第 %2 字节起不是有效 JSON</translation>
    </message>
    <message>
        <source>This topic does not exist yet; it appears with its first message.</source>
        <translation>此主题尚不存在；它随第一条消息出现。</translation>
    </message>
    <message>
        <source>0 consumers will get this: nobody subscribes to this topic.</source>
        <translation>0 个消费者会收到：没有人订阅此主题。</translation>
    </message>
    <message numerus="yes">
        <source>%n consumer(s) will get this.</source>
        <translation>
            <numerusform>%n 个消费者会收到。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>QoS %1, retain</source>
        <translation>QoS %1，保留</translation>
    </message>
    <message>
        <source>QoS %1</source>
        <translation>QoS %1</translation>
    </message>
    <message>
        <source>Last offset</source>
        <translation>最新偏移量</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>Messages/s</source>
        <translation>消息/秒</translation>
    </message>
    <message>
        <source>Records kept</source>
        <translation>保留记录</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Retained message</source>
        <translation>保留消息</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>最近消息</translation>
    </message>
</context>
<context>
    <name>topiq::TopicModel</name>
    <message>
        <source>first %1 of %2 topics</source>
        <translation>%2 个主题中的前 %1 个</translation>
    </message>
    <message numerus="yes">
        <source>%n topic(s)</source>
        <translation>
            <numerusform>%n 个主题</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 topics</source>
        <translation>%2 个主题中的 %1 个</translation>
    </message>
    <message>
        <source>none</source>
        <comment>no message yet</comment>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>topiq::TrafficModel</name>
    <message>
        <source>No traffic has been measured yet.</source>
        <translation>还没有测量到流量。</translation>
    </message>
    <message>
        <source>Messages per second over the last %1: in %2, out %3.</source>
        <translation>最近 %1 的每秒消息：入 %2，出 %3。</translation>
    </message>
    <message>
        <source>%1 now, %2 mean, %3 max</source>
        <translation>当前 %1，平均 %2，最大 %3</translation>
    </message>
    <message>
        <source>%1 msg/s</source>
        <translation>%1 条/秒</translation>
    </message>
</context>
</TS>
