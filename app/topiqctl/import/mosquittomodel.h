// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "topiqctl/import/mosquittoconf.h"
#include "topiqctl/import/mosquittooptions.h"

#include <QHash>
#include <QList>
#include <QString>
#include <QStringList>

namespace topiq {

/// A mosquitto configuration sorted by what its lines belong to, each value checked against its kind.
class MosquittoModel {
public:
    /// The settings of one listener, one bridge, or the rest: by name the last line, as mosquitto has it.
    struct Group {
        ConfLine head; ///< the `listener` or `connection` line; empty for the default listener and the rest
        QHash<QString, ConfLine> lines;
        QList<ConfLine> topics; ///< of a bridge, in order

        [[nodiscard]] bool has(const QString &name) const { return lines.contains(name); }
        [[nodiscard]] QString value(const QString &name, const QString &byDefault = {}) const;
        [[nodiscard]] QString place(const QString &name) const { return lines.value(name).place; }
        [[nodiscard]] bool flag(const QString &name, bool byDefault = false) const;
        [[nodiscard]] qint64 number(const QString &name, qint64 byDefault = 0) const;
    };

    /// Failure: Configuration, with the line, for an option that mosquitto 2.0 does not know, one that stands where it
    /// cannot, and a value that it would not take.
    [[nodiscard]] static Result<MosquittoModel> build(const QList<ConfLine> &lines);

    Group global; ///< also the security settings without per_listener_settings
    Group defaultListener;
    QList<Group> listeners; ///< those with a `listener` line
    QList<Group> bridges;
    QList<ConfLine> logTypes;
    QList<ConfLine> withoutEquivalent; ///< in order
    bool perListener = false;

private:
    Result<void> add(const ConfLine &line);
    Result<void> addBridgeLine(const ConfLine &line);
};

/// "10d" as seconds; h, d, w, m (30 days) and y. Failure: nothing.
[[nodiscard]] Result<qint64> mosquittoDuration(const QString &text);

} // namespace topiq
