// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/messagetext.h"

#include <QTest>

using namespace topiq;

class MessageTextTest : public QObject {
    Q_OBJECT

private:
    mqttclient::Message message(const QByteArray &payload) const { return {"a/\x1b", payload, 1, true, false, 7}; }

private Q_SLOTS:
    void textIsOneHarmlessLine()
    {
        QCOMPARE(messageText(message("x\ny\xff"), MessageFormat::Text, false), QByteArray("x\\ny\\xff\n"));
        QCOMPARE(messageText(message("x"), MessageFormat::Text, true), QByteArray("a/\\x1b x\n"));
    }

    void jsonKeepsTextAsTextAndOtherBytesAsBase64()
    {
        QCOMPARE(messageText(message("x\"\n"), MessageFormat::Json, false),
            QByteArray("{\"qos\":1,\"retain\":true,\"text\":\"x\\\"\\n\",\"topic\":\"a/\\u001b\"}\n"));
        QCOMPARE(messageText(message("\xff"), MessageFormat::Json, false),
            QByteArray("{\"payload_base64\":\"/w==\",\"qos\":1,\"retain\":true,\"topic\":\"a/\\u001b\"}\n"));
    }

    void jsonHasThePropertiesThatThereAre()
    {
        mqttclient::Message withAll = message("x");
        withAll.properties.contentType = "text/plain";
        withAll.properties.responseTopic = "r";
        withAll.properties.correlationData = "\xff";
        withAll.properties.expirySeconds = 9;
        withAll.properties.user = {{"k", "1"}, {"k", "2"}};
        QCOMPARE(messageText(withAll, MessageFormat::Json, false),
            QByteArray(
                "{\"content_type\":\"text/plain\",\"correlation_base64\":\"/w==\",\"expiry_seconds\":9,"
                "\"properties\":[[\"k\",\"1\"],[\"k\",\"2\"]],\"qos\":1,\"response_topic\":\"r\",\"retain\":true,"
                "\"text\":\"x\",\"topic\":\"a/\\u001b\"}\n"));
    }

    void hexAndRawShowTheBytes()
    {
        QCOMPARE(messageText(message("\x01\xff"), MessageFormat::Hex, false), QByteArray("01ff\n"));
        QCOMPARE(messageText(message("\x01\xff"), MessageFormat::Raw, true), QByteArray("\x01\xff"));
    }
};

QTEST_GUILESS_MAIN(MessageTextTest)
#include "messagetexttest.moc"
