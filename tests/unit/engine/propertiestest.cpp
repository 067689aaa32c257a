// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/properties.h"

#include "testclient.h"

#include <QTest>

using namespace topiq;
using namespace std::string_literals;

class PropertiesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenIsReadInOrder()
    {
        std::string encoded;
        appendPayloadFormat(encoded, true);
        appendProperty(encoded, PropertyId::ContentType, "text/plain");
        appendUserProperty(encoded, "key", "one");
        appendUserProperty(encoded, "key", "");
        appendProperty(encoded, PropertyId::CorrelationData, "\0\xff"s);
        appendProperty(encoded, PropertyId::ResponseTopic, "answers/1");
        QCOMPARE(encoded.substr(0, 15), "\x01\x01\x03\x00\x0atext/plain"s);
        PropertyReader reader(encoded);
        std::string seen;
        while (const auto property = reader.next()) {
            seen += std::to_string(int(property->id)) + '=' + std::to_string(property->number) + ',';
            seen += std::string(property->name) + ',' + std::string(property->value) + ';';
        }
        QCOMPARE(seen, "1=1,,;3=0,,text/plain;38=0,key,one;38=0,key,;9=0,,\0\xff;8=0,,answers/1;"s);
        QCOMPARE(findProperty(encoded, PropertyId::ResponseTopic).value(), std::string_view("answers/1"));
        QCOMPARE(findUserProperty(encoded, "key").value(), std::string_view("one"));
        QVERIFY(!findUserProperty(encoded, "no"));
        QVERIFY(!findProperty("", PropertyId::ContentType));
    }

    void everyCutAndEveryWrongByteIsReadWithoutGoingBeyond()
    {
        std::string whole;
        appendProperty(whole, PropertyId::ContentType, "a");
        appendPayloadFormat(whole, false);
        appendUserProperty(whole, "name", "value");
        const auto count = [](const std::string &encoded) {
            int properties = 0;
            for (PropertyReader reader(encoded); reader.next();)
                ++properties;
            return properties;
        };
        QCOMPARE(count(whole), 3);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            const std::string cut(whole.data(), size); // a block of its own, whose end the sanitizer watches
            QCOMPARE(count(cut), int(size >= 4) + int(size >= 6));
        }
        for (std::size_t at = 0; at < whole.size(); ++at) {
            for (int byte = 0; byte < 256; ++byte) {
                std::string damaged = whole;
                damaged[at] = char(byte);
                QVERIFY(count(damaged) <= 6);
            }
        }
    }

    void aMessageCarriesThemToEverySubscriber()
    {
        EngineBed bed(2);
        TestClient publisher(bed, "p", 0);
        TestClient near(bed, "n", 0);
        TestClient far(bed, "f", 1);
        for (TestClient *client : {&publisher, &near, &far})
            client->connect();
        near.subscribe("t", Qos::AtLeastOnce);
        far.subscribe("t");
        std::string encoded;
        appendUserProperty(encoded, "a", "b");
        publisher.publish({"t", "payload", encoded, Qos::AtLeastOnce, true, 60});
        publisher.publish({"t", "", encoded, Qos::AtLeastOnce, false, {}});
        for (TestClient *client : {&near, &far}) {
            QTRY_COMPARE(client->count(), 2ull);
            const auto got = client->take();
            QCOMPARE(got[0].payload, std::string("payload"));
            QCOMPARE(got[0].properties, encoded);
            QVERIFY(got[0].expirySeconds == 60 || got[0].expirySeconds == 59);
            QCOMPARE(got[1].payload, std::string());
            QCOMPARE(got[1].properties, encoded);
            QCOMPARE(got[1].expirySeconds, 0u);
        }
        TestClient late(bed, "l", 1);
        late.connect();
        late.subscribe("#");
        QCOMPARE(late.take().at(0).properties, encoded);
    }

    void theirBytesCountAsThoseOfTheMessage()
    {
        const auto bytes = [](const Draft &draft) { return Message::create(draft, originOf("o"), 1)->bytes(); };
        QCOMPARE(bytes({"t", "12", "345", Qos::AtMostOnce, false, {}}),
            bytes({"t", "12345", {}, Qos::AtMostOnce, false, {}}));
    }
};

QTEST_GUILESS_MAIN(PropertiesTest)
#include "propertiestest.moc"
