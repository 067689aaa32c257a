// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/access.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <string>

namespace topiq {

class Engine;
class LoopPool;

/// Keeps what clients may do in step with the files of access control: reads them, and after every change has each loop
/// ask again for its sessions, so that a revocation holds within a second. The file of users is looked at twice a
/// second, the others when load() is called. Thread: main. Ownership: none of what it is given.
class AccessGuard : public QObject {
    Q_OBJECT
public:
    AccessGuard(Access &access, Engine &engine, LoopPool &loops, QObject *parent = nullptr);

    /// Reads all files. Failure: what holds stays as it is.
    [[nodiscard]] Result<void> load(const AccessSettings &settings, const std::string &dataDir);

private:
    void look();
    void refresh();

    Access &m_access;
    Engine &m_engine;
    LoopPool &m_loops;
    AccessSettings m_settings;
    std::string m_dataDir;
    std::optional<FileStamp> m_complainedAbout; // a faulty file of users is complained about once
    bool m_refreshAgain = false; // for who was being let in while things changed
    QTimer m_timer;
};

} // namespace topiq
