// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/messagetext.h"

#include "cli/visibletext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

/// Only what the message has: with MQTT 3.1.1 nothing.
void insertProperties(QJsonObject &object, const mqttclient::Properties &properties)
{
    if (properties.expirySeconds) {
        object.insert("expiry_seconds"_L1, static_cast<qint64>(*properties.expirySeconds));
    }
    if (properties.contentType) {
        object.insert("content_type"_L1, QString::fromUtf8(*properties.contentType));
    }
    if (properties.responseTopic) {
        object.insert("response_topic"_L1, QString::fromUtf8(*properties.responseTopic));
    }
    if (properties.correlationData) {
        object.insert("correlation_base64"_L1, QString::fromLatin1(properties.correlationData->toBase64()));
    }
    if (!properties.user.isEmpty()) {
        QJsonArray user;
        for (const auto &[name, value] : properties.user) {
            user.append(QJsonArray{QString::fromUtf8(name), QString::fromUtf8(value)});
        }
        object.insert("properties"_L1, user);
    }
}

QByteArray jsonLine(const mqttclient::Message &message)
{
    QJsonObject object{
        {u"topic"_s, QString::fromUtf8(message.topic)}, {u"qos"_s, message.qos}, {u"retain"_s, message.retain}};
    insertProperties(object, message.properties);
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringConverter::Flag::Stateless | QStringConverter::Flag::ConvertInitialBom);
    const QString text = decoder.decode(message.payload);
    if (decoder.hasError()) {
        object.insert("payload_base64"_L1, QString::fromLatin1(message.payload.toBase64()));
    } else {
        object.insert("text"_L1, text);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace

QByteArray messageText(const mqttclient::Message &message, MessageFormat format, bool withTopic)
{
    const QByteArray topic = withTopic ? visibleBytes(message.topic).toUtf8() + ' ' : QByteArray();
    switch (format) {
    case MessageFormat::Text:
        return topic + visibleBytes(message.payload).toUtf8() + '\n';
    case MessageFormat::Json:
        return jsonLine(message);
    case MessageFormat::Hex:
        return topic + message.payload.toHex() + '\n';
    case MessageFormat::Raw:
        return message.payload;
    }
    return {};
}

} // namespace topiq
