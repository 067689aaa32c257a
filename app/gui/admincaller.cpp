// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admincaller.h"

namespace topiq {

AdminCaller::AdminCaller(AdminService &service, QObject *parent) : QObject(parent), m_service(service)
{
    m_thread.setObjectName(QStringLiteral("topiq-window"));
    m_worker.moveToThread(&m_thread);
    m_thread.start(QThread::LowPriority);
}

AdminCaller::~AdminCaller() { stop(); }

void AdminCaller::stop()
{
    if (m_stopped)
        return;
    m_stopped = true;
    m_thread.requestInterruption();
    m_thread.quit();
    m_thread.wait();
}

} // namespace topiq
