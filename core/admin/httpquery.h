// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/httpanswer.h"

#include <QByteArray>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <initializer_list>
#include <limits>
#include <optional>
#include <utility>

namespace topiq {

/// The parameters of a request, read strictly: unknown, doubled, undecodable and malformed ones are faults that name
/// the parameter and its value. Each reader gives the value or, after a fault, the default; ask fault() once at the
/// end. A plus sign means itself (it is an MQTT wildcard); a space is %20.
///
/// A plain object on the stack; one thread.
class HttpQuery {
public:
    using Names = std::initializer_list<QLatin1StringView>;

    /// `encoded`: what stands behind the question mark, still percent-encoded.
    HttpQuery(const QByteArray &encoded, Names known);

    [[nodiscard]] QString text(QLatin1StringView name, const QString &byDefault = {}) const;
    /// Not empty, or a fault.
    [[nodiscard]] QString requiredText(QLatin1StringView name);
    [[nodiscard]] qint64 number(QLatin1StringView name, qint64 byDefault,
        qint64 least = std::numeric_limits<qint64>::min(), qint64 most = std::numeric_limits<qint64>::max());
    /// true, false, 1 or 0.
    [[nodiscard]] bool flag(QLatin1StringView name, bool byDefault);
    /// The index of the word among `words`.
    [[nodiscard]] int choice(QLatin1StringView name, int byDefault, Names words);

    /// The first fault as the answer to give.
    [[nodiscard]] const std::optional<HttpAnswer> &fault() const { return m_fault; }

private:
    [[nodiscard]] std::optional<QString> find(QLatin1StringView name) const;
    void fail(QLatin1StringView code, const QString &name, const QString &value, const QString &detail);
    void failValue(QLatin1StringView name, const QString &value, const QString &wanted);

    QList<std::pair<QString, QString>> m_values;
    std::optional<HttpAnswer> m_fault;
};

} // namespace topiq
