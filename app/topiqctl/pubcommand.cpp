// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/pubcommand.h"

#include "cli/exitcode.h"
#include "cli/visibletext.h"
#include "topiqctl/mqttconnection.h"
#include "topiqctl/mqttoptions.h"

#include <QEventLoop>
#include <QFile>
#include <QFileInfo>
#include <QTimer>

#include <chrono>
#include <cstdio>

namespace topiq {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace mqttclient;

namespace {

/// What fits into a packet beside the longest topic and some properties.
constexpr qsizetype MaxPayloadBytes = 268'435'455 - 65'535 - 4 - 1024 * 1024;
constexpr int MaxPending = 100;
constexpr qint64 MaxUnsentBytes = 1024 * 1024;
constexpr auto AnswerLimit = 20s;

struct Publication {
    QByteArray topic;
    QByteArray payload;
    int qos = 0;
    bool retain = false;
    int repeat = 1;
    Properties properties = {};
};

Result<QByteArray> topicOption(const ParsedOptions &options)
{
    const QString topic = options.value(u"topic"_s);
    const auto wrong = [&](const QString &why) {
        return makeError(ExitCode::Usage, u"--topic: \"%1\" %2"_s.arg(visibleText(topic).left(100), why));
    };
    if (!options.has(u"topic"_s)) {
        return makeError(ExitCode::Usage, u"--topic is missing: say where to publish"_s);
    }
    if (topic.isEmpty()) {
        return wrong(u"is empty; a topic has at least one character"_s);
    }
    if (topic.contains(u'+') || topic.contains(u'#')) {
        return wrong(u"has a wildcard; + and # are for subscribing, publish to one topic"_s);
    }
    if (topic.toUtf8().size() > 65535) {
        return wrong(u"... is longer than 65,535 bytes"_s);
    }
    return topic.toUtf8();
}

Result<QByteArray> readAll(QFile &file, const QString &name)
{
    const QByteArray bytes = file.read(MaxPayloadBytes + 1);
    if (file.error() != QFileDevice::NoError) {
        return makeError(ExitCode::InputOutput, u"%1 cannot be read: %2"_s.arg(name, file.errorString()));
    }
    if (bytes.size() > MaxPayloadBytes) {
        return makeError(ExitCode::Usage, u"%1 is longer than an MQTT message can be (256 MiB)"_s.arg(name));
    }
    return bytes;
}

Result<QByteArray> payloadOption(const ParsedOptions &options)
{
    const bool message = options.has(u"message"_s);
    const bool file = options.has(u"file"_s);
    const bool input = options.has(u"stdin"_s);
    if (static_cast<int>(message) + static_cast<int>(file) + static_cast<int>(input) != 1) {
        return makeError(ExitCode::Usage, u"give the payload by exactly one of --message, --file and --stdin"_s);
    }
    if (message) {
        return options.value(u"message"_s).toUtf8();
    }
    if (input) {
        QFile source;
        if (!source.open(stdin, QIODevice::ReadOnly)) {
            return makeError(ExitCode::InputOutput, u"the standard input cannot be read"_s);
        }
        return readAll(source, u"the standard input"_s);
    }
    const QString name = options.value(u"file"_s);
    QFile source(name);
    if (!QFileInfo(name).isFile() && !QFileInfo(name).exists()) {
        return makeError(ExitCode::MissingInput, u"--file: \"%1\" does not exist"_s.arg(visibleText(name)));
    }
    if (!source.open(QIODevice::ReadOnly)) {
        return makeError(ExitCode::MissingInput,
            u"--file: \"%1\" cannot be opened: %2"_s.arg(visibleText(name), source.errorString()));
    }
    return readAll(source, u'"' + visibleText(name) + u'"');
}

/// Sends a publication as fast as the server takes it and ends when the last one is done.
class Publisher : public QObject {
public:
    Publisher(Publication publication, const MqttSettings &settings)
        : m_publication(std::move(publication)),
          m_connection(settings)
    {
        m_answerTimer.setSingleShot(true);
        m_answerTimer.setInterval(AnswerLimit);
        connect(&m_connection, &MqttConnection::opened, this, &Publisher::proceed);
        connect(&m_connection, &MqttConnection::acknowledged, this, &Publisher::proceed);
        connect(&m_connection, &MqttConnection::bytesWritten, this, &Publisher::proceed);
        connect(&m_connection, &MqttConnection::synced, &m_connection, &MqttConnection::close);
        connect(&m_connection, &MqttConnection::closed, &m_loop, &QEventLoop::quit);
        connect(&m_connection, &MqttConnection::failed, this, [this](const Error &error) { finish(error); });
        connect(&m_answerTimer, &QTimer::timeout, this, [this] {
            finish(makeError(ExitCode::TryAgain,
                u"the server did not acknowledge within %1 s: %2 of %3 messages are not confirmed"_s
                    .arg(AnswerLimit.count())
                    .arg(m_publication.repeat - m_sent + static_cast<int>(m_connection.pending()))
                    .arg(m_publication.repeat)));
        });
    }

    Result<void> run()
    {
        m_connection.open();
        m_loop.exec();
        return m_result;
    }

private:
    void proceed()
    {
        if (!m_connection.isOpen() || m_syncing) {
            return;
        }
        m_answerTimer.start();
        while (m_sent < m_publication.repeat && m_connection.isOpen() && m_connection.pending() < MaxPending
            && m_connection.bytesToWrite() < MaxUnsentBytes) {
            ++m_sent;
            m_connection.publish(m_publication.topic, m_publication.payload, m_publication.qos, m_publication.retain,
                m_publication.properties);
        }
        if (m_sent == m_publication.repeat && m_connection.pending() == 0 && m_connection.isOpen()) {
            m_syncing = true;
            m_connection.sync();
        }
    }

    void finish(const Error &error)
    {
        m_result = error;
        m_loop.quit();
    }

    Publication m_publication;
    MqttConnection m_connection;
    QTimer m_answerTimer;
    QEventLoop m_loop;
    Result<void> m_result;
    int m_sent = 0;
    bool m_syncing = false;
};

Result<void> run(const ParsedOptions &options)
{
    auto topic = topicOption(options);
    if (!topic) {
        return topic.error();
    }
    auto qos = numberOption(options, u"qos"_s, 0, 0, 2);
    if (!qos) {
        return qos.error();
    }
    auto repeat = numberOption(options, u"repeat"_s, 1, 1, 1'000'000'000);
    if (!repeat) {
        return repeat.error();
    }
    auto settings = mqttSettings(options, hasPropertyOptions(options));
    if (!settings) {
        return settings.error();
    }
    auto properties = propertiesOf(options);
    if (!properties) {
        return properties.error();
    }
    auto payload = payloadOption(options);
    if (!payload) {
        return payload.error();
    }
    return Publisher({*topic, *payload, *qos, options.has(u"retain"_s), *repeat, *properties}, *settings).run();
}

} // namespace

Command pubCommand()
{
    return {u"pub"_s, u"--topic T (--message M | --file F | --stdin) [OPTION]..."_s, u"Publish a message"_s,
        u"Ends when the server has acknowledged everything (QoS 1 and 2) or has read it\n(QoS 0). A message with properties is sent by MQTT 5.\n"_s,
        QList<Option>{
            {u"topic"_s, u"T"_s, u"Topic to publish to, without wildcards"_s, u't'},
            {u"message"_s, u"M"_s, u"Payload as text, may be empty"_s, u'm'},
            {u"file"_s, u"F"_s, u"Payload from file F"_s, u'f'},
            {u"stdin"_s, {}, u"Payload from the standard input, all of it as one message"_s},
            {u"qos"_s, u"N"_s, u"Quality of service 0 (default), 1 or 2"_s, u'q'},
            {u"retain"_s, {}, u"Ask the server to keep it for later subscribers"_s, u'r'},
            {u"repeat"_s, u"N"_s, u"Publish it N times"_s},
        } + propertyOptions()
            + mqttOptions() + QList<Option>{{u"help"_s, {}, u"Print this help"_s, u'h'}},
        run};
}

} // namespace topiq
