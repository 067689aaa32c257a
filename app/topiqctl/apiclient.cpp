// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/apiclient.h"

#include "cli/exitcode.h"
#include "cli/visibletext.h"

#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QUrlQuery>

#include <memory>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr int AnswerLimitMs = 10'000;

Error answerError(const QNetworkReply &reply, const QByteArray &body, const QString &address)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        return makeError(ExitCode::Unavailable,
            u"the API at %1 cannot be reached: %2. Is topiq running there, with its admin listener? Another address is "
            "given with --api or TOPIQ_API"_s.arg(address, visibleText(reply.errorString())));
    }
    const QString detail = QJsonDocument::fromJson(body).object().value("detail"_L1).toString();
    const QString said = detail.isEmpty() ? u"status %1"_s.arg(status) : visibleText(detail);
    const ExitCode exit = status == 401 || status == 403 ? ExitCode::NoPermission
        : status == 503                                  ? ExitCode::TryAgain
                                                         : ExitCode::Failure;
    return makeError(exit, u"the API at %1 refuses: %2"_s.arg(address, said));
}

} // namespace

Result<QUrl> ApiClient::checkBase(const QString &base)
{
    QUrl url(base, QUrl::StrictMode);
    const bool isHttp = url.scheme() == "http"_L1 || url.scheme() == "https"_L1;
    if (!url.isValid() || !isHttp || url.host().isEmpty() || url.hasQuery() || url.hasFragment()) {
        return makeError(ExitCode::Usage,
            u"the URL of the API, \"%1\", is not of the form http://HOST:PORT, such as http://127.0.0.1:7272"_s.arg(
                visibleText(url.toString(QUrl::RemoveUserInfo))));
    }
    return url.adjusted(QUrl::StripTrailingSlash);
}

Result<QJsonObject> ApiClient::get(const QString &path, const Parameters &parameters)
{
    QUrl url = m_base;
    url.setPath(url.path() + path);
    QUrlQuery query;
    for (const auto &[name, value] : parameters) {
        // The value is encoded here, because QUrlQuery leaves characters alone that mean something in a topic filter.
        query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    }
    url.setQuery(query);

    QNetworkRequest request(url);
    request.setTransferTimeout(AnswerLimitMs);
    request.setRawHeader("Accept", "application/json");
    const std::unique_ptr<QNetworkReply> reply(m_manager.get(request));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished()) {
        loop.exec();
    }
    const QByteArray body = reply->readAll();
    if (reply->error() != QNetworkReply::NoError) {
        return answerError(*reply, body, address());
    }
    const QJsonDocument document = QJsonDocument::fromJson(body);
    if (!document.isObject()) {
        return makeError(
            ExitCode::Protocol, u"what answers at %1 is not the API of Topiq; check the port"_s.arg(address()));
    }
    return document.object();
}

} // namespace topiq
