// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/subcommand.h"

#include "cli/exitcode.h"
#include "cli/visibletext.h"
#include "topiqctl/messagetext.h"
#include "topiqctl/mqttconnection.h"
#include "topiqctl/mqttoptions.h"
#include "topiqctl/output.h"

#include <QEventLoop>
#include <QTimer>

#include <cstdio>
#include <limits>

namespace topiq {

using namespace Qt::StringLiterals;
using namespace mqttclient;

namespace {

struct Subscription {
    QByteArray filter;
    int qos = 0;
    int count = 0; ///< 0: for ever
    MessageFormat format = MessageFormat::Text;
    bool verbose = false;
};

Result<QByteArray> filterOption(const ParsedOptions &options)
{
    const QString filter = options.value(u"topic"_s);
    if (filter.isEmpty()) {
        return makeError(ExitCode::Usage, u"--topic is missing: say what to subscribe to, such as --topic \"#\""_s);
    }
    if (filter.toUtf8().size() > 65535) {
        return makeError(ExitCode::Usage, u"--topic is longer than 65,535 bytes"_s);
    }
    const QStringList levels = filter.split(u'/');
    for (qsizetype i = 0; i < levels.size(); ++i) {
        const QString &level = levels[i];
        const bool plusInside = level.size() > 1 && level.contains(u'+');
        const bool hashMisplaced = level.contains(u'#') && (level.size() > 1 || i + 1 < levels.size());
        if (plusInside || hashMisplaced) {
            return makeError(ExitCode::Usage,
                u"--topic: \"%1\" is no valid filter; + stands for a whole level, # for all at the end"_s.arg(
                    visibleText(filter).left(100)));
        }
    }
    return filter.toUtf8();
}

Result<MessageFormat> formatOption(const ParsedOptions &options)
{
    if (options.has(u"raw"_s)) {
        if (options.has(u"format"_s)) {
            return makeError(ExitCode::Usage, u"--raw and --format contradict each other; give one"_s);
        }
        if (Output::isTerminal()) {
            return makeError(ExitCode::Usage,
                u"--raw would let the payload control your terminal; send the output to a file or a pipe"_s);
        }
        return MessageFormat::Raw;
    }
    auto word = wordOption(options, u"format"_s, {u"text"_s, u"json"_s, u"hex"_s});
    if (!word) {
        return word.error();
    }
    return *word == "json"_L1 ? MessageFormat::Json : *word == "hex"_L1 ? MessageFormat::Hex : MessageFormat::Text;
}

class Subscriber : public QObject {
public:
    Subscriber(Subscription subscription, const MqttSettings &settings)
        : m_subscription(std::move(subscription)),
          m_connection(settings)
    {
        m_flushTimer.setSingleShot(true);
        connect(&m_flushTimer, &QTimer::timeout, this, &Subscriber::flush);
        connect(&m_connection, &MqttConnection::opened, this,
            [this] { m_connection.subscribe(m_subscription.filter, m_subscription.qos); });
        connect(&m_connection, &MqttConnection::subscribed, this, &Subscriber::confirm);
        connect(&m_connection, &MqttConnection::received, this, &Subscriber::print);
        connect(&m_connection, &MqttConnection::synced, &m_connection, &MqttConnection::close);
        connect(&m_connection, &MqttConnection::closed, &m_loop, &QEventLoop::quit);
        connect(&m_connection, &MqttConnection::failed, this, [this](const Error &error) { finish(error); });
    }

    Result<void> run()
    {
        m_connection.open();
        m_loop.exec();
        if (m_result.ok()) {
            flush();
        } else {
            [[maybe_unused]] const auto flushed = m_output.flush();
        }
        return m_result;
    }

private:
    void confirm(int granted)
    {
        const QString filter = visibleBytes(m_subscription.filter);
        if (granted > 2) {
            finish(makeError(ExitCode::NoPermission, u"the server refuses the subscription to \"%1\""_s.arg(filter)));
            return;
        }
        if (m_subscription.verbose) {
            std::fprintf(stderr, "topiqctl: subscribed to \"%s\" with QoS %d\n", filter.toUtf8().constData(), granted);
        }
    }

    void print(const Message &message)
    {
        if (m_done) {
            return;
        }
        m_output.write(messageText(message, m_subscription.format, m_subscription.verbose));
        ++m_received;
        m_done = m_received == m_subscription.count;
        if (m_done) {
            m_connection.sync(); // the last acknowledgement of QoS 2 must be through before we leave
        } else if (!m_flushTimer.isActive()) {
            m_flushTimer.start(0);
        }
    }

    void flush()
    {
        if (auto done = m_output.flush(); !done) {
            finish(done.error());
        }
    }

    void finish(const Error &error)
    {
        m_result = error;
        m_loop.quit();
    }

    Subscription m_subscription;
    MqttConnection m_connection;
    Output m_output;
    QTimer m_flushTimer;
    QEventLoop m_loop;
    Result<void> m_result;
    int m_received = 0;
    bool m_done = false;
};

Result<void> run(const ParsedOptions &options)
{
    auto filter = filterOption(options);
    if (!filter) {
        return filter.error();
    }
    auto qos = numberOption(options, u"qos"_s, 0, 0, 2);
    if (!qos) {
        return qos.error();
    }
    auto count = numberOption(options, u"count"_s, 0, 1, std::numeric_limits<int>::max());
    if (!count) {
        return count.error();
    }
    auto format = formatOption(options);
    if (!format) {
        return format.error();
    }
    auto settings = mqttSettings(options);
    if (!settings) {
        return settings.error();
    }
    return Subscriber({*filter, *qos, *count, *format, options.has(u"verbose"_s)}, *settings).run();
}

} // namespace

Command subCommand()
{
    return {u"sub"_s, u"--topic F [OPTION]..."_s, u"Subscribe and print what arrives"_s,
        u"Prints one line per message. Control characters are made visible, unless --raw.\n"
        "With --mqtt-version 5, --format json shows the properties of a message too.\n"_s,
        QList<Option>{
            {u"topic"_s, u"F"_s, u"Topic filter; + stands for one level, # for all that follow"_s, u't'},
            {u"qos"_s, u"N"_s, u"Highest quality of service wanted: 0 (default), 1 or 2"_s, u'q'},
            {u"count"_s, u"N"_s, u"End after N messages"_s, u'c'},
            {u"format"_s, u"F"_s, u"text (default), json (an object per line) or hex"_s},
            {u"raw"_s, {}, u"Write the payloads as they are, one after the other; not to a terminal"_s},
            {u"verbose"_s, {}, u"Put the topic before each line, and say on stderr when subscribed"_s, u'v'},
        } + mqttOptions()
            + QList<Option>{{u"help"_s, {}, u"Print this help"_s, u'h'}},
        run};
}

} // namespace topiq
