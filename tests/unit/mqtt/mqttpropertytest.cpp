// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "packets5.h"
#include "protocols/mqtt/property.h"

#include <QTest>

#include <map>

using namespace topiq;
using namespace topiq::mqtt;
using namespace topiq::testing;

namespace {

using enum PropertyPlace;

const std::vector<PropertyPlace> AllPlaces{Connect, Will, ConnAck, PublishToServer, PublishToClient, Ack, Subscribe,
    Unsubscribe, DisconnectToServer, DisconnectToClient, Auth};

struct Known {
    unsigned id;
    std::string good; // encoded, with a valid value
    std::vector<PropertyPlace> places;
};

/// Table 2-4 of the standard.
const std::vector<Known> Table{
    {0x01, byteProperty(0x01, 1), {PublishToServer, PublishToClient, Will}},
    {0x02, longProperty(0x02, 7), {PublishToServer, PublishToClient, Will}},
    {0x03, textProperty(0x03, "t"), {PublishToServer, PublishToClient, Will}},
    {0x08, textProperty(0x08, "r"), {PublishToServer, PublishToClient, Will}},
    {0x09, textProperty(0x09, "\xff"), {PublishToServer, PublishToClient, Will}},
    {0x0B, variableProperty(0x0B, 200), {PublishToClient, Subscribe}},
    {0x11, longProperty(0x11, 7), {Connect, ConnAck, DisconnectToServer}},
    {0x12, textProperty(0x12, "id"), {ConnAck}},
    {0x13, shortProperty(0x13, 7), {ConnAck}},
    {0x15, textProperty(0x15, "m"), {Connect, ConnAck, Auth}},
    {0x16, textProperty(0x16, "\xff"), {Connect, ConnAck, Auth}},
    {0x17, byteProperty(0x17, 0), {Connect}},
    {0x18, longProperty(0x18, 7), {Will}},
    {0x19, byteProperty(0x19, 1), {Connect}},
    {0x1A, textProperty(0x1A, "i"), {ConnAck}},
    {0x1C, textProperty(0x1C, "s"), {ConnAck, DisconnectToClient}},
    {0x1F, textProperty(0x1F, "why"), {ConnAck, Ack, DisconnectToServer, DisconnectToClient, Auth}},
    {0x21, shortProperty(0x21, 7), {Connect, ConnAck}},
    {0x22, shortProperty(0x22, 7), {Connect, ConnAck}},
    {0x23, shortProperty(0x23, 7), {PublishToServer, PublishToClient}},
    {0x24, byteProperty(0x24, 1), {ConnAck}},
    {0x25, byteProperty(0x25, 1), {ConnAck}},
    {0x26, userProperty("k", "v"), AllPlaces},
    {0x27, longProperty(0x27, 7), {Connect, ConnAck}},
    {0x28, byteProperty(0x28, 1), {ConnAck}},
    {0x29, byteProperty(0x29, 1), {ConnAck}},
    {0x2A, byteProperty(0x2A, 1), {ConnAck}},
};

struct Read {
    Read(const std::string &encoded, PropertyPlace place)
    {
        FieldReader fields(encoded);
        PropertyReader reader(fields, place);
        Property property;
        while (reader.next(property))
            seen.push_back(property);
        error = reader.error();
        rest = fields.rest();
    }
    [[nodiscard]] int reason() const { return error ? int(error->reason) : 0; }
    std::vector<Property> seen;
    std::optional<ProtocolError> error;
    std::string_view rest;
};

bool contains(const std::vector<PropertyPlace> &places, PropertyPlace place)
{
    return std::find(places.begin(), places.end(), place) != places.end();
}

} // namespace

class MqttPropertyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyIdIsAllowedWhereTheStandardSaysSoAndNowhereElse()
    {
        for (const Known &known : Table) {
            for (const PropertyPlace place : AllPlaces) {
                const std::string encoded = list(known.good) + "rest";
                const Read read(encoded, place);
                const QByteArray where
                    = "id " + QByteArray::number(known.id) + " place " + QByteArray::number(int(place));
                if (contains(known.places, place)) {
                    QVERIFY2(!read.error && read.seen.size() == 1, where.constData());
                    QCOMPARE(unsigned(read.seen[0].id), known.id);
                    QVERIFY(read.seen[0].encoded == known.good);
                    QVERIFY(read.rest == "rest");
                } else {
                    QVERIFY2(read.reason() == 0x81 && read.seen.empty(), where.constData());
                }
            }
        }
    }
    void anUnknownIdIsMalformed()
    {
        std::map<unsigned, bool> known;
        for (const Known &one : Table)
            known[one.id] = true;
        for (unsigned id = 0; id < 0x80; ++id) {
            QCOMPARE(propertyRule(id) != nullptr, known.contains(id));
            if (!known.contains(id))
                QCOMPARE(Read(list(char(id) + std::string(8, '\0')), Connect).reason(), 0x81);
        }
        QCOMPARE(Read(list(length(0x8026) + field("k") + field("v")), Connect).reason(), 0x81);
        QCOMPARE(
            Read(list(std::string("\xa6\x00", 2) + field("k") + field("v")), Connect).reason(), 0x81); // in two bytes
    }
    void aDoubledPropertyIsAProtocolError()
    {
        for (const Known &known : Table) {
            for (const PropertyPlace place : known.places) {
                const bool repeatable = known.id == 0x26 || (known.id == 0x0B && place == PublishToClient);
                const std::string encoded = list(known.good + known.good);
                const Read read(encoded, place);
                QCOMPARE(read.reason(), repeatable ? 0 : 0x82);
                QCOMPARE(read.seen.size(), std::size_t(repeatable ? 2 : 1));
            }
        }
    }
    void aCutPropertyIsMalformed()
    {
        for (const Known &known : Table) {
            for (std::size_t size = 1; size < known.good.size(); ++size)
                QCOMPARE(Read(list(known.good.substr(0, size)), known.places[0]).reason(), 0x81);
        }
    }
    void aListThatIsLongerThanThePacketIsMalformed()
    {
        const std::string whole = list(userProperty("key", "value") + userProperty("key", "value"));
        for (std::size_t size = 0; size < whole.size(); ++size)
            QCOMPARE(Read(whole.substr(0, size), Connect).reason(), 0x81);
        QCOMPARE(Read(std::string("\xff\xff\xff\xff\x01", 5), Connect).reason(), 0x81); // five bytes of length
        QCOMPARE(Read(std::string("\x80\x00", 2), Connect).reason(), 0x81); // more than it needs [MQTT-1.5.5-1]
        QVERIFY(!Read(std::string(1, '\0'), Connect).error);
    }
    void valuesOutOfRangeAreProtocolErrors()
    {
        for (const unsigned id : {0x17u, 0x19u})
            QCOMPARE(Read(list(byteProperty(id, 2)), Connect).reason(), 0x82);
        for (const unsigned id : {0x24u, 0x25u, 0x28u, 0x29u, 0x2Au})
            QCOMPARE(Read(list(byteProperty(id, 2)), ConnAck).reason(), 0x82);
        QCOMPARE(Read(list(byteProperty(0x01, 2)), PublishToServer).reason(), 0x82);
        QCOMPARE(Read(list(shortProperty(0x21, 0)), Connect).reason(), 0x82);
        QCOMPARE(Read(list(longProperty(0x27, 0)), Connect).reason(), 0x82);
        QCOMPARE(Read(list(variableProperty(0x0B, 0)), Subscribe).reason(), 0x82);
        QCOMPARE(Read(list(variableProperty(0x0B, 268'435'455)), Subscribe).reason(), 0);
        QCOMPARE(Read(list(longProperty(0x11, 0xFFFFFFFF)), Connect).seen.at(0).number, 0xFFFFFFFFu);
    }
    void textThatIsNotUtf8IsMalformed()
    {
        const std::string bad[] = {"\xff", std::string(1, '\0'), "\xed\xa0\x80", "\xc0\xaf"};
        for (const std::string &text : bad) {
            for (const unsigned id : {0x03u, 0x08u})
                QCOMPARE(Read(list(textProperty(id, text)), PublishToServer).reason(), 0x81);
            QCOMPARE(Read(list(textProperty(0x15, text)), Connect).reason(), 0x81);
            QCOMPARE(Read(list(textProperty(0x1F, text)), Ack).reason(), 0x81);
            QCOMPARE(Read(list(userProperty(text, "v")), Connect).reason(), 0x81);
            QCOMPARE(Read(list(userProperty("k", text)), Connect).reason(), 0x81);
        }
    }
    void valuesAreRead()
    {
        const std::string encoded
            = list(longProperty(0x11, 0x01020304) + shortProperty(0x21, 0x0506) + byteProperty(0x17, 1)
                + textProperty(0x15, "SCRAM") + userProperty("key", "value") + userProperty("", ""));
        const Read read(encoded, Connect);
        QVERIFY(!read.error);
        QCOMPARE(read.seen.size(), std::size_t(6));
        QCOMPARE(read.seen[0].number, 0x01020304u);
        QCOMPARE(read.seen[1].number, 0x0506u);
        QCOMPARE(read.seen[2].number, 1u);
        QVERIFY(read.seen[3].text == "SCRAM");
        QVERIFY(read.seen[4].text == "key" && read.seen[4].value == "value");
        QVERIFY(read.seen[5].text.empty() && read.seen[5].value.empty());
    }
};

QTEST_APPLESS_MAIN(MqttPropertyTest)
#include "mqttpropertytest.moc"
