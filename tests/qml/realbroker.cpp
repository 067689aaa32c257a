// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "realbroker.h"

#include "protocols/mqtt/mqttconnection.h"

namespace topiq {

RealBroker::RealBroker()
    : m_loops(2),
      m_engine(m_loops, Limits{}),
      m_monitor(m_engine, m_loops),
      m_admin(m_engine, m_loops, m_monitor),
      m_listener(
          m_loops, [this](Loop &loop) { return std::make_unique<mqtt::MqttConnection>(m_engine.shard(loop.index())); })
{
    m_loops.budget().setLimit(1000);
    m_loops.start();
    if (!m_listener.start(QStringLiteral("127.0.0.1"), 0))
        return;
    m_monitor.setListenerSource([this] {
        const QString address = QStringLiteral("127.0.0.1:%1").arg(port());
        return QList<ListenerRow>{{QStringLiteral("mqtt"), address, m_listener.open(), false}};
    });
    m_monitor.start();
}

RealBroker::~RealBroker()
{
    m_listener.close();
    m_loops.stop();
}

} // namespace topiq
