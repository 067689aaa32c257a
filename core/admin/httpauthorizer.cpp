// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/httpauthorizer.h"

#include "access/access.h"

using namespace Qt::StringLiterals;

namespace topiq {

namespace {

HttpAnswer unauthorized(const QString &detail)
{
    HttpAnswer answer = problemAnswer(401, "unauthorized"_L1, detail);
    answer.headers.append(HttpHeader{"WWW-Authenticate", "Basic realm=\"Topiq\", charset=\"UTF-8\""});
    return answer;
}

HttpAnswer later(int status, QLatin1StringView code, const QString &detail, const QByteArray &seconds)
{
    HttpAnswer answer = problemAnswer(status, code, detail);
    answer.headers.append(HttpHeader{"Retry-After", seconds});
    return answer;
}

HttpAnswer refusal(const AuthOutcome &outcome)
{
    switch (outcome.status) {
    case AuthStatus::TryLater:
        return later(
            429, "too_many_failures"_L1, u"Too many logins of this user have failed from this address; wait."_s, "30");
    case AuthStatus::Unavailable:
        return later(503, "busy"_L1, u"Too many logins are waiting to be checked; try again."_s, "1");
    case AuthStatus::NotAuthorized:
        return problemAnswer(403, "not_authorized"_L1, u"This user may not come in here."_s);
    default:
        return unauthorized(u"The user or the password is wrong, or the token is not valid."_s);
    }
}

/// Name and password, or token, of an Authorization header. False: it is of another kind or not well-formed.
bool readAuthorization(const QByteArray &header, Credentials &credentials)
{
    const qsizetype blank = header.indexOf(' ');
    const QByteArray scheme = header.left(blank).toLower();
    const QByteArray rest = header.mid(blank + 1).trimmed();
    if (blank < 0 || rest.isEmpty())
        return false;
    credentials.hasPassword = true;
    if (scheme == "bearer") {
        credentials.password = rest.toStdString();
        return true;
    }
    const auto decoded = QByteArray::fromBase64Encoding(rest, QByteArray::AbortOnBase64DecodingErrors);
    const qsizetype colon = decoded ? (*decoded).indexOf(':') : -1;
    if (scheme != "basic" || colon < 0)
        return false;
    credentials.hasUser = true;
    credentials.user = (*decoded).left(colon).toStdString();
    credentials.password = (*decoded).mid(colon + 1).toStdString();
    return true;
}

/// Whether somebody proved who he is: where there are no users, a name given is only a label.
bool isProven(const AuthOutcome &outcome)
{
    const auto *const permissions = static_cast<const ClientPermissions *>(outcome.permissions.get());
    return permissions && !permissions->identity().isAnonymous();
}

} // namespace

std::optional<HttpAnswer> HttpAuthorizer::check(HttpRight right, const Request &request, HttpLogin &login) const
{
    if (!m_access || right == HttpRight::Anybody)
        return {};
    Credentials credentials;
    credentials.address = request.peer.toStdString();
    credentials.protocol = "HTTP";
    credentials.listener = request.listener.toStdString();
    credentials.loopback = isLoopbackAddress(credentials.address) && !request.passedOn;
    const bool named = !request.authorization.isEmpty();
    if (named && !readAuthorization(request.authorization, credentials))
        return unauthorized(u"The Authorization header is neither Basic with name and password nor Bearer."_s);
    const bool local = credentials.loopback && m_access->state()->allowsAnonymous(true);
    if (!named && !local)
        return unauthorized(u"This needs the name and password of a user; topiqctl user add NAME --admin makes one."_s);

    AuthOutcome outcome = m_access->authenticateAndWait(std::move(credentials));
    if (outcome.status != AuthStatus::Accepted)
        return refusal(outcome);
    const bool proven = isProven(outcome);
    if (!proven && !local)
        return unauthorized(u"There are no users yet; topiqctl user add NAME --admin makes one."_s);
    if (right == HttpRight::Admin && proven && !outcome.admin)
        return problemAnswer(403, "not_admin"_L1, u"This needs a user with admin: true."_s);
    login.user = proven ? QString::fromStdString(outcome.user) : QString();
    login.permissions = std::move(outcome.permissions);
    return {};
}

} // namespace topiq
