// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QLatin1StringView>
#include <QList>
#include <QString>

#include <optional>

namespace topiq {

struct HttpHeader {
    QByteArray name;
    QByteArray value;
};

/// An HTTP answer as a plain value: what the API makes, what the guard writes. Any thread.
struct HttpAnswer {
    int status = 200;
    QByteArray mime; ///< empty: an answer without content
    QByteArray body;
    QList<HttpHeader> headers; ///< besides those of content, connection and safety, which serializeAnswer() adds
};

/// An answer with a JSON object.
[[nodiscard]] HttpAnswer jsonAnswer(const QJsonObject &content, int status = 200);

/// An error as application/problem+json. `code` is a stable word for programs, `detail` a sentence for people;
/// `extra` holds further members (parameter, value, ...).
[[nodiscard]] HttpAnswer problemAnswer(
    int status, QLatin1StringView code, const QString &detail, const QJsonObject &extra = {});

/// "Not Found" for 404.
[[nodiscard]] QByteArray httpReason(int status);

/// The bytes of an answer. With `withoutBody` (HEAD) the length is told and the content is not sent.
[[nodiscard]] QByteArray serializeAnswer(const HttpAnswer &answer, bool close, bool withoutBody);

/// The reverse, for the bytes that QHttpServer writes: nothing when they are no whole answer. Headers that
/// serializeAnswer() writes by itself are left out.
[[nodiscard]] std::optional<HttpAnswer> parseAnswer(const QByteArray &bytes);

} // namespace topiq
