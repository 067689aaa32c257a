// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminservice.h"

#include <QObject>
#include <QPointer>
#include <QThread>

#include <utility>

namespace topiq {

/// The one place from which the window calls the AdminService: a question runs in a worker thread (it may block for
/// some milliseconds), its answer comes back as a value in the window's thread.
///
/// Thread: everything but the questions themselves runs in the thread that made this object. Ownership: the service
/// belongs to the caller and must live until stop() has returned. An answer for an object that is gone is thrown away.
class AdminCaller : public QObject {
    Q_OBJECT
public:
    explicit AdminCaller(AdminService &service, QObject *parent = nullptr);
    ~AdminCaller() override;

    /// Waits for the running question, drops those that wait, ends the thread.
    void stop();

    /// `ask(AdminService &)` in the worker, then `done(answer)` here, unless `context` has died meanwhile.
    template <typename Ask, typename Done>
    void call(QObject *context, Ask ask, Done done)
    {
        if (m_stopped)
            return;
        auto question = [this, guard = QPointer<QObject>(context), ask = std::move(ask), done = std::move(done)] {
            if (m_thread.isInterruptionRequested())
                return;
            auto answer = ask(m_service);
            auto reply = [guard, done, answer = std::move(answer)] {
                if (guard)
                    done(answer);
            };
            QMetaObject::invokeMethod(this, std::move(reply), Qt::QueuedConnection);
        };
        QMetaObject::invokeMethod(&m_worker, std::move(question), Qt::QueuedConnection);
    }

private:
    AdminService &m_service;
    QThread m_thread;
    QObject m_worker;
    bool m_stopped = false;
};

} // namespace topiq
