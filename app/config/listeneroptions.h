// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "config/listenersettings.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>

namespace topiq {

/// One setting of a listener besides scheme, address and port. The list of these is the only place that knows their
/// names: the form {scheme: ..., key: ...} of the file and the form ?key=... of a URL are driven by it.
struct ListenerOption {
    QString name;
    QStringList schemes; ///< where it has a meaning
    bool list = false; ///< may be given several times, or as a list
    /// Sets the value; a list is given all its values at once. Failure: a sentence that needs the name put before it.
    std::function<Result<void>(ListenerSettings &, const QStringList &)> read;
    /// The values, or none when they are the defaults.
    std::function<QStringList(const ListenerSettings &)> write;
};

[[nodiscard]] const QList<ListenerOption> &listenerOptions();

/// Whether some kind of listener has such a key. Failure: a sentence with the name in it, and with the nearest.
[[nodiscard]] Result<void> knowListenerOption(const QString &name);

/// Sets one option; `values` has at least one. Failure: a sentence with the name in it, also for an unknown one.
[[nodiscard]] Result<void> readListenerOption(
    ListenerSettings &listener, const QString &name, const QStringList &values);

/// Whether the options fit each other: TLS has its certificate, client certificates have roots.
[[nodiscard]] Result<void> checkListenerOptions(const ListenerSettings &listener);

} // namespace topiq
