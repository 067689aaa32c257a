// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "accessguard.h"

#include "base/clock.h"
#include "base/logging.h"
#include "engine/engine.h"

#include <chrono>
#include <utility>

namespace topiq {

using namespace std::chrono_literals;

namespace {

constexpr auto LookEvery = 500ms;

} // namespace

AccessGuard::AccessGuard(Access &access, Engine &engine, LoopPool &loops, QObject *parent)
    : QObject(parent),
      m_access(access),
      m_engine(engine),
      m_loops(loops)
{
    m_timer.setInterval(LookEvery);
    connect(&m_timer, &QTimer::timeout, this, &AccessGuard::look);
}

Result<void> AccessGuard::load(const AccessSettings &settings, const std::string &dataDir)
{
    if (auto loaded = m_access.load(settings, dataDir); !loaded)
        return loaded;
    m_settings = settings;
    m_dataDir = dataDir;
    m_complainedAbout.reset();
    refresh();
    m_refreshAgain = true;
    m_timer.start();
    return {};
}

void AccessGuard::look()
{
    bool changed = std::exchange(m_refreshAgain, false);
    if (m_access.userFileChanged()) {
        const FileStamp stamp = stampOf(m_access.state()->userFile);
        if (auto loaded = m_access.load(m_settings, m_dataDir); loaded) {
            qCInfo(logAccess) << "the file of users was read again, users now:" << m_access.state()->users.all().size();
            m_complainedAbout.reset();
            changed = m_refreshAgain = true;
        } else if (m_complainedAbout != stamp) {
            qCWarning(logAccess).noquote()
                << "users stay as they were:" << QString::fromStdString(loaded.error().message());
            m_complainedAbout = stamp;
        }
    }
    const auto state = m_access.state();
    if (state->userFile.empty() && !state->tokens && !m_refreshAgain)
        m_timer.stop(); // nothing can change by itself
    const std::int64_t expiry = m_access.nextExpiryMs();
    if (changed || (expiry != 0 && expiry <= wallMs()))
        refresh();
}

void AccessGuard::refresh()
{
    m_access.expiryHandled();
    for (int i = 0; i < m_loops.count(); ++i) {
        Shard &shard = m_engine.shard(i);
        m_loops.loop(i).post([this, &shard] {
            shard.refreshPermissions([this](const Session &session) {
                return m_access.permissionsNow(session.permissions(), session.origin().get());
            });
        });
    }
}

} // namespace topiq
