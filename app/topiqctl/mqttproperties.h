// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <optional>
#include <utility>

namespace topiq::mqttclient {

/// The properties of MQTT 5 (section 2.2.2.2) that topiqctl sends or shows; others are read over. Text is UTF-8.
struct Properties {
    std::optional<int> payloadFormat; ///< 1: the payload is text
    std::optional<quint32> expirySeconds;
    std::optional<QByteArray> contentType;
    std::optional<QByteArray> responseTopic;
    std::optional<QByteArray> correlationData;
    QList<std::pair<QByteArray, QByteArray>> user; ///< in the order given
    QByteArray reasonString; ///< from a server; empty: none
    QByteArray serverReference; ///< likewise

    friend bool operator==(const Properties &, const Properties &) = default;
};

/// Those of a PUBLISH, with their length in front.
[[nodiscard]] QByteArray encodeProperties(const Properties &properties);
/// Takes length and list off `bytes`. False when they are not encoded as they should be.
[[nodiscard]] bool decodeProperties(QByteArrayView &bytes, Properties &properties);

} // namespace topiq::mqttclient
