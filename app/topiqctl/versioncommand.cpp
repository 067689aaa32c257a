// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/versioncommand.h"

#include "cli/visibletext.h"
#include "topiqctl/apiclient.h"
#include "topiqctl/output.h"

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

Result<void> run(const ParsedOptions &options)
{
    auto base = ApiClient::checkBase(optionOrVariable(options, u"api"_s, "TOPIQ_API", u"http://127.0.0.1:7272"_s));
    if (!base) {
        return base.error();
    }
    ApiClient api(*base);
    auto overview = api.get(u"/api/v1/overview"_s);
    // A server that is not there is no failure: the question was for versions, and this one is known.
    const QString server = overview
        ? u"%1 at %2"_s.arg(visibleText(overview->value("version"_L1).toString(u"unknown"_s)), api.address())
        : u"not reachable at %1"_s.arg(api.address());
    Output output;
    output.write(u"topiqctl %1\nserver   %2\n"_s.arg(QStringLiteral(TOPIQ_VERSION), server).toUtf8());
    return output.flush();
}

} // namespace

Command versionCommand()
{
    return {u"version"_s, u"[OPTION]..."_s, u"Print the version of this program and of the server"_s, {},
        {
            {u"api"_s, u"URL"_s, u"HTTP API; default TOPIQ_API, else http://127.0.0.1:7272"_s},
            {u"help"_s, {}, u"Print this help"_s, u'h'},
        },
        run};
}

} // namespace topiq
