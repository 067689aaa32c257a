// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/maycommand.h"

#include "access/accessstate.h"
#include "access/clientpermissions.h"
#include "cli/exitcode.h"
#include "cli/visibletext.h"
#include "engine/topicname.h"
#include "topiqctl/accessfiles.h"
#include "topiqctl/output.h"

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

/// Who the question is about, as the broker would know him; or why he would not come in.
Result<Identity> identityOf(const AccessState &state, const QString &user, const ParsedOptions &options)
{
    const QString address = options.value(u"address"_s, u"127.0.0.1"_s);
    if (!AddressRange::parse(address.toStdString()) || address.contains(u'/')) {
        return makeError(ExitCode::Usage, u"--address: \"%1\" is no IP address"_s.arg(visibleText(address)));
    }
    Identity identity;
    identity.clientId = options.value(u"client-id"_s).toStdString();
    identity.host = address.toStdString();
    identity.listener = options.value(u"listener"_s).toStdString();
    identity.loopback = isLoopbackAddress(identity.host);
    if (user.isEmpty()) {
        if (!state.allowsAnonymous(identity.loopback)) {
            return makeError(ExitCode::Failure,
                u"refused: a client without user name does not come in from %1 "
                "(access.anonymous)"_s.arg(address));
        }
        return identity;
    }
    identity.user = user.toStdString();
    identity.proof = Identity::Proof::Password;
    if (auto why = state.admit(identity)) {
        return makeError(ExitCode::Failure,
            u"refused: %1 does not come in: %2"_s.arg(visibleText(user), QString::fromStdString(*why)));
    }
    return identity;
}

Result<Decision> decide(const ClientPermissions &permissions, const QString &action, std::string topic)
{
    if (action == "publish"_L1) {
        if (const NameFault fault = checkTopicName(topic); fault != NameFault::None) {
            return makeError(ExitCode::Usage, u"the topic %1"_s.arg(QString::fromLatin1(describe(fault))));
        }
        if (isReservedTopic(topic)) {
            return Decision{false, "only the broker itself publishes on $SYS"};
        }
        return permissions.explain(Action::Publish, topic);
    }
    if (action != "subscribe"_L1) {
        return makeError(ExitCode::Usage, u"\"%1\" is neither publish nor subscribe"_s.arg(visibleText(action)));
    }
    if (topic.starts_with("$share/")) {
        const std::size_t slash = topic.find('/', 7);
        topic = slash == std::string::npos ? std::string() : topic.substr(slash + 1);
    }
    if (const NameFault fault = checkTopicFilter(topic); fault != NameFault::None) {
        return makeError(ExitCode::Usage, u"the filter %1"_s.arg(QString::fromLatin1(describe(fault))));
    }
    return permissions.explainSubscribe(topic);
}

Result<void> run(const ParsedOptions &options)
{
    if (options.positional.size() != 3) {
        return makeError(ExitCode::Usage,
            u"three arguments are wanted: topiqctl may USER publish|subscribe TOPIC (\"\" as USER: without a name)"_s);
    }
    const QString user = options.positional[0];
    auto files = AccessFiles::from(options);
    if (!files) {
        return files.error();
    }
    const auto state = AccessState::load(files->settings, files->dataDir);
    if (!state) {
        return state.error();
    }
    auto identity = identityOf(**state, user, options);
    if (!identity) {
        return identity.error();
    }
    const auto decision = decide(ClientPermissions(std::move(*identity), (*state)->rules), options.positional[1],
        options.positional[2].toStdString());
    if (!decision) {
        return decision.error();
    }
    const QString reason = visibleText(QString::fromStdString(decision->reason));
    if (!decision->allowed) {
        return makeError(ExitCode::Failure, u"refused: %1"_s.arg(reason));
    }
    Output output;
    output.write(u"allowed: %1\n"_s.arg(reason).toUtf8());
    return output.flush();
}

} // namespace

Command mayCommand()
{
    QList<Option> options{
        {u"client-id"_s, u"ID"_s, u"The client id, for rules that name it or hold %c"_s},
        {u"address"_s, u"IP"_s, u"From where the client comes; default 127.0.0.1"_s},
        {u"listener"_s, u"URL"_s, u"At which listener, as rules name it"_s},
    };
    options += AccessFiles::options();
    options.append({u"help"_s, {}, u"Print this help"_s, u'h'});
    return {u"may"_s, u"USER publish|subscribe TOPIC [OPTION]..."_s, u"Say whether a user may, and by which rule"_s,
        u"Reads the broker's files and asks no running broker. \"\" as USER is a client\n"
        "without a name. Exit status: 0 allowed, 1 refused.\n"_s,
        options, run, 3};
}

} // namespace topiq
