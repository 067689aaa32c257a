// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminservice.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <optional>

namespace topiq {

/// The JSON form of everything the admin service answers: the one place that knows the field names of the HTTP API.
/// Times stand twice, as RFC 3339 text in UTC (`..time`) and as milliseconds since 1970 (`..time_ms`); an unset time is
/// null. 64-bit numbers are written exactly. Pure functions, any thread.

[[nodiscard]] QJsonObject toJson(const Snapshot &snapshot);
[[nodiscard]] QJsonObject toJson(const QList<TrafficPoint> &points);
/// With `next`: the offset of the next page, or null after the last one.
[[nodiscard]] QJsonObject toJson(const TopicPage &page, const TopicQuery &query);
[[nodiscard]] QJsonObject toJson(const ClientPage &page, const ClientQuery &query);
/// With `next`: the `from` of the next page, or null when the page reaches the newest record.
[[nodiscard]] QJsonObject toJson(const RecordPage &page, const RecordQuery &query);
[[nodiscard]] QJsonObject toJson(const PublishResult &result, const QString &topic);

/// What a client sent to publish. The error text names the field.
[[nodiscard]] Result<PublishRequest> publishRequestFromJson(const QByteArray &json);

/// Bytes as text when they are valid UTF-8.
[[nodiscard]] std::optional<QString> utf8Text(const QByteArray &bytes);

} // namespace topiq
