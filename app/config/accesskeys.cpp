// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/accesskeys.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"

#include <QStringList>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

using Effect = SettingKey::Effect;

Error refused(const QString &value, const QString &allowed)
{
    return makeError(ExitCode::Configuration, u"\"%1\" is not allowed; use %2"_s.arg(visibleText(value), allowed));
}

/// A key whose value is one of some words, in the order of the enumeration.
template <typename Enum>
SettingKey choice(const QString &name, Enum AccessSettings::*member, const QStringList &words, const QString &help)
{
    const QString allowed = words.mid(0, words.size() - 1).join(u", "_s) + u" or "_s + words.last();
    const auto read = [=](Settings &settings, const QString &text) -> Result<void> {
        const auto at = words.indexOf(text);
        if (at < 0) {
            const QString near = nearestWord(text, words);
            return refused(text, near.isEmpty() ? allowed : u"%1 (did you mean %2?)"_s.arg(allowed, near));
        }
        settings.access.*member = static_cast<Enum>(at);
        return {};
    };
    return {name, help, allowed, Effect::Reload, false, read,
        [=](const Settings &settings) { return words[static_cast<qsizetype>(settings.access.*member)]; }};
}

SettingKey text(
    const QString &name, std::string AccessSettings::*member, const QString &allowed, bool empty, const QString &help)
{
    const auto read = [=](Settings &settings, const QString &value) -> Result<void> {
        if (value.contains(QChar::Null) || (value.isEmpty() && !empty)) {
            return refused(value, allowed);
        }
        settings.access.*member = value.toStdString();
        return {};
    };
    return {name, help, allowed, Effect::Reload, false, read,
        [=](const Settings &settings) { return QString::fromStdString(settings.access.*member); }};
}

SettingKey file(const QString &name, std::string AccessSettings::*member, const QString &help)
{
    return text(name, member, u"the path of a file, or nothing"_s, true, help);
}

} // namespace

QList<SettingKey> accessKeys()
{
    return {
        choice(u"access.anonymous"_s, &AccessSettings::anonymous, {u"loopback"_s, u"everywhere"_s, u"none"_s},
            u"From where clients may come without a user name"_s),
        file(u"access.users"_s, &AccessSettings::users,
            u"File of users, made by topiqctl user add; nothing: users.yaml in data_dir, if it is there"_s),
        file(u"access.rules"_s, &AccessSettings::rules, u"File of rules: who may publish and subscribe where"_s),
        file(u"access.password_file"_s, &AccessSettings::passwordFile, u"File of users as mosquitto has it"_s),
        file(u"access.acl_file"_s, &AccessSettings::aclFile, u"File of rules as mosquitto has it"_s),
        choice(u"access.certificate_user"_s, &AccessSettings::certificateUser, {u"none"_s, u"cn"_s, u"san"_s},
            u"Which name of a client certificate is the user: its common name or its first alternative name"_s),
        file(u"access.jwt_key_file"_s, &AccessSettings::jwtKeyFile,
            u"Key of the tokens that are taken as passwords: a public key in PEM, or a secret"_s),
        text(u"access.jwt_issuer"_s, &AccessSettings::jwtIssuer, u"a text, or nothing"_s, true,
            u"Issuer that a token must name; nothing: any"_s),
        text(u"access.jwt_audience"_s, &AccessSettings::jwtAudience, u"a text, or nothing"_s, true,
            u"Audience that a token must name; nothing: any"_s),
        text(u"access.jwt_user_claim"_s, &AccessSettings::jwtUserClaim, u"the name of a claim"_s, false,
            u"Claim of a token that holds the user"_s),
    };
}

} // namespace topiq
