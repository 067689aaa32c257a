// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace topiq {

/// What an import of another broker's configuration gives.
struct Imported {
    /// A password that stood in the file in the clear; goes into a file of its own.
    struct Secret {
        QString fileName; ///< as the configuration names it
        QByteArray content;
    };

    QByteArray yaml;
    QStringList leftOut; ///< one line each: where, what, and what to do instead
    QList<Secret> secrets;
};

} // namespace topiq
