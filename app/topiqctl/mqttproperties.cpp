// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/mqttproperties.h"

namespace topiq::mqttclient {

namespace {

enum Id : uchar {
    PayloadFormat = 0x01,
    MessageExpiry = 0x02,
    ContentType = 0x03,
    ResponseTopic = 0x08,
    CorrelationData = 0x09,
    ServerReference = 0x1c,
    ReasonString = 0x1f,
    UserProperty = 0x26,
};

void appendText(QByteArray &out, const QByteArray &text)
{
    Q_ASSERT(text.size() <= 65535);
    out += static_cast<char>(text.size() >> 8);
    out += static_cast<char>(text.size() & 0xff);
    out += text;
}

void append(QByteArray &out, Id id, const std::optional<QByteArray> &text)
{
    if (text) {
        out += static_cast<char>(id);
        appendText(out, *text);
    }
}

/// Reads big-endian numbers and text from the front; `ok` is false from the first one on that is cut.
struct Fields {
    QByteArrayView rest;
    bool ok = true;

    QByteArrayView take(qsizetype size)
    {
        if (!ok || rest.size() < size) {
            ok = false;
            return {};
        }
        const QByteArrayView taken = rest.first(size);
        rest = rest.sliced(size);
        return taken;
    }
    quint32 number(int bytes)
    {
        quint32 value = 0;
        for (const char byte : take(bytes)) {
            value = value << 8 | static_cast<uchar>(byte);
        }
        return value;
    }
    quint32 variable()
    {
        quint32 value = 0;
        for (int shift = 0; shift <= 21; shift += 7) {
            const quint32 byte = number(1);
            value |= (byte & 0x7f) << shift;
            if ((byte & 0x80) == 0) {
                return value;
            }
        }
        ok = false;
        return 0;
    }
    QByteArray text() { return take(number(2)).toByteArray(); }
};

void readOver(Fields &fields, quint32 id)
{
    switch (id) {
    case 0x24: // maximum QoS
    case 0x25: // retain available
    case 0x28: // wildcards available
    case 0x29: // subscription identifiers available
    case 0x2a: // shared subscriptions available
        fields.number(1);
        return;
    case 0x13: // server keep alive
    case 0x21: // receive maximum
    case 0x22: // topic alias maximum
    case 0x23: // topic alias
        fields.number(2);
        return;
    case 0x11: // session expiry
    case 0x27: // maximum packet size
        fields.number(4);
        return;
    case 0x0b: // subscription identifier
        fields.variable();
        return;
    case 0x12: // assigned client id
    case 0x15: // authentication method
    case 0x16: // authentication data
    case 0x1a: // response information
        fields.text();
        return;
    default:
        fields.ok = false;
    }
}

void readOne(Fields &fields, Properties &properties)
{
    const quint32 id = fields.variable();
    switch (id) {
    case PayloadFormat:
        properties.payloadFormat = static_cast<int>(fields.number(1));
        return;
    case MessageExpiry:
        properties.expirySeconds = fields.number(4);
        return;
    case ContentType:
        properties.contentType = fields.text();
        return;
    case ResponseTopic:
        properties.responseTopic = fields.text();
        return;
    case CorrelationData:
        properties.correlationData = fields.text();
        return;
    case ServerReference:
        properties.serverReference = fields.text();
        return;
    case ReasonString:
        properties.reasonString = fields.text();
        return;
    case UserProperty: {
        const QByteArray key = fields.text();
        properties.user.append({key, fields.text()});
        return;
    }
    default:
        readOver(fields, id);
    }
}

} // namespace

QByteArray encodeProperties(const Properties &properties)
{
    QByteArray list;
    if (properties.payloadFormat) {
        list += static_cast<char>(PayloadFormat);
        list += static_cast<char>(*properties.payloadFormat);
    }
    if (properties.expirySeconds) {
        list += static_cast<char>(MessageExpiry);
        for (int shift = 24; shift >= 0; shift -= 8) {
            list += static_cast<char>(*properties.expirySeconds >> shift);
        }
    }
    append(list, ContentType, properties.contentType);
    append(list, ResponseTopic, properties.responseTopic);
    append(list, CorrelationData, properties.correlationData);
    for (const auto &[key, value] : properties.user) {
        append(list, UserProperty, key);
        appendText(list, value);
    }
    QByteArray out;
    auto length = static_cast<quint32>(list.size());
    do {
        const auto low = static_cast<char>(length & 0x7f);
        length >>= 7;
        out += static_cast<char>(length > 0 ? low | 0x80 : low);
    } while (length > 0);
    return out + list;
}

bool decodeProperties(QByteArrayView &bytes, Properties &properties)
{
    Fields all{bytes};
    const quint32 size = all.variable();
    Fields list{all.take(size)};
    while (all.ok && list.ok && !list.rest.isEmpty()) {
        readOne(list, properties);
    }
    bytes = all.rest;
    return all.ok && list.ok;
}

} // namespace topiq::mqttclient
