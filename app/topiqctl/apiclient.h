// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QList>
#include <QNetworkAccessManager>
#include <QString>
#include <QUrl>

#include <utility>

namespace topiq {

/// Asks the HTTP API of a running Topiq. Waits in place for the answer, at most ten seconds. Failure: Unavailable when
/// nobody answers there, NoPermission when refused, Failure with the server's own sentence else.
class ApiClient {
public:
    using Parameters = QList<std::pair<QString, QString>>;

    /// `base` such as http://127.0.0.1:7272. Failure: ErrorCode::Usage.
    [[nodiscard]] static Result<QUrl> checkBase(const QString &base);

    explicit ApiClient(QUrl base) : m_base(std::move(base)) {}

    [[nodiscard]] Result<QJsonObject> get(const QString &path, const Parameters &parameters = {});
    [[nodiscard]] QString address() const { return m_base.toString(QUrl::RemoveUserInfo); }

private:
    QUrl m_base;
    QNetworkAccessManager m_manager;
};

} // namespace topiq
