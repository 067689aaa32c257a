// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/mqttoptions.h"

#include "cli/exitcode.h"
#include "cli/visibletext.h"
#include "topiqctl/command.h"

#include <algorithm>
#include <limits>

namespace topiq {

using namespace Qt::StringLiterals;
using namespace mqttclient;

namespace {

constexpr qsizetype MaxTextBytes = 65535;

Result<QByteArray> textOption(const ParsedOptions &options, const QString &name)
{
    QByteArray text = options.value(name).toUtf8();
    if (text.size() > MaxTextBytes) {
        return makeError(ExitCode::Usage, u"--%1 is longer than 65,535 bytes"_s.arg(name));
    }
    return text;
}

/// Puts an option into its property, if it was given.
Result<void> take(const ParsedOptions &options, const QString &name, std::optional<QByteArray> &property)
{
    if (!options.has(name)) {
        return {};
    }
    auto text = textOption(options, name);
    if (!text) {
        return text.error();
    }
    property = *text;
    return {};
}

Result<void> takeUserProperties(const ParsedOptions &options, Properties &properties)
{
    for (const QString &given : options.values.value(u"property"_s)) {
        const qsizetype sign = given.indexOf(u'=');
        if (sign < 0) {
            return makeError(ExitCode::Usage,
                u"--property: \"%1\" has no =; give it as NAME=VALUE"_s.arg(visibleText(given).left(100)));
        }
        const QByteArray key = given.left(sign).toUtf8();
        const QByteArray value = given.mid(sign + 1).toUtf8();
        if (key.size() > MaxTextBytes || value.size() > MaxTextBytes) {
            return makeError(ExitCode::Usage, u"--property: name or value is longer than 65,535 bytes"_s);
        }
        properties.user.append({key, value});
    }
    return {};
}

} // namespace

QList<Option> mqttOptions()
{
    return {
        {u"mqtt-version"_s, u"V"_s, u"Version of the protocol: 3.1.1 (default) or 5"_s, u'V'},
        {u"url"_s, u"URL"_s,
            u"Server, mqtt://[USER[:PASSWORD]@]HOST[:PORT]; default TOPIQ_URL, else mqtt://127.0.0.1:1883"_s},
    };
}

Result<MqttSettings> mqttSettings(const ParsedOptions &options, bool withProperties)
{
    auto settings = parseMqttUrl(optionOrVariable(options, u"url"_s, "TOPIQ_URL", u"mqtt://127.0.0.1:1883"_s));
    if (!settings) {
        return settings;
    }
    auto version = wordOption(options, u"mqtt-version"_s, {u"3.1.1"_s, u"5"_s});
    if (!version) {
        return version.error();
    }
    const bool five = *version == "5"_L1;
    if (withProperties && !five && options.has(u"mqtt-version"_s)) {
        return makeError(ExitCode::Usage, u"a message of MQTT 3.1.1 has no properties; use --mqtt-version 5"_s);
    }
    settings->version = five || withProperties ? Version::V5 : Version::V311;
    return settings;
}

QList<Option> propertyOptions()
{
    return {
        {u"property"_s, u"NAME=VALUE"_s, u"User property (MQTT 5); may be given several times"_s, {}, true},
        {u"content-type"_s, u"T"_s, u"What the payload is, such as text/plain (MQTT 5)"_s},
        {u"response-topic"_s, u"T"_s, u"Where an answer is expected (MQTT 5)"_s},
        {u"correlation"_s, u"D"_s, u"What the answer shall bring back (MQTT 5)"_s},
        {u"expiry"_s, u"S"_s, u"Nobody gets it after S seconds (MQTT 5)"_s},
    };
}

bool hasPropertyOptions(const ParsedOptions &options)
{
    const QList<Option> all = propertyOptions();
    return std::any_of(all.begin(), all.end(), [&](const Option &option) { return options.has(option.name); });
}

Result<Properties> propertiesOf(const ParsedOptions &options)
{
    Properties properties;
    if (auto taken = take(options, u"content-type"_s, properties.contentType); !taken) {
        return taken.error();
    }
    if (auto taken = take(options, u"response-topic"_s, properties.responseTopic); !taken) {
        return taken.error();
    }
    if (auto taken = take(options, u"correlation"_s, properties.correlationData); !taken) {
        return taken.error();
    }
    const QByteArray answer = properties.responseTopic.value_or("a");
    if (answer.isEmpty() || answer.contains('+') || answer.contains('#')) {
        return makeError(
            ExitCode::Usage, u"--response-topic is empty or has a wildcard; an answer goes to one topic"_s);
    }
    if (options.has(u"expiry"_s)) {
        auto seconds = numberOption(options, u"expiry"_s, 0, 1, std::numeric_limits<int>::max());
        if (!seconds) {
            return seconds.error();
        }
        properties.expirySeconds = static_cast<quint32>(*seconds);
    }
    if (auto taken = takeUserProperties(options, properties); !taken) {
        return taken.error();
    }
    return properties;
}

} // namespace topiq
