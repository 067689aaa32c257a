// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/messagetext.h"

#include "cli/visibletext.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

QByteArray jsonLine(const mqttclient::Message &message)
{
    QJsonObject object{
        {u"topic"_s, QString::fromUtf8(message.topic)}, {u"qos"_s, message.qos}, {u"retain"_s, message.retain}};
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
