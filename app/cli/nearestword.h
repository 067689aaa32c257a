// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace topiq {

/// How many letters must be added, removed, changed or swapped with their neighbour to make `b` of `a`.
[[nodiscard]] int editDistance(QStringView a, QStringView b);

/// The candidate that a person most likely meant by `word`, or an empty string when none is near enough to be worth a
/// suggestion. Of equally near ones the first wins. A word that is cut short ("queue" for "queue_messages") counts as
/// near.
[[nodiscard]] QString nearestWord(const QString &word, const QStringList &candidates);

} // namespace topiq
