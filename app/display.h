// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMap>
#include <QString>

namespace topiq {

/// Why no window can be shown, from the variables of the environment, or an empty string when there seems to be a
/// display. Qt ends the process when the display it was pointed to does not answer, so local ones are tried by a
/// connection first; a platform chosen by QT_QPA_PLATFORM is taken at its word.
[[nodiscard]] QString displayProblem(const QMap<QString, QString> &environment);

} // namespace topiq
