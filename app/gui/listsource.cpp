// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "listsource.h"

namespace topiq {

void ListSource::setState(const QString &error)
{
    if (m_loaded && m_error == error)
        return;
    m_loaded = true;
    m_error = error;
    Q_EMIT stateChanged();
}

void ListSource::setUnloaded()
{
    if (!m_loaded && m_error.isEmpty())
        return;
    m_loaded = false;
    m_error.clear();
    Q_EMIT stateChanged();
}

} // namespace topiq
