// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/text.h"

#include <QTest>

#include <array>
#include <utility>
#include <vector>

using namespace topiq;

namespace {

QString quoted(const std::string &bytes) { return QString::fromLatin1(QByteArray::fromStdString(bytes).toHex(' ')); }

/// `piece` with every alignment to the eight-byte words that the check reads at once, and with text behind it or not.
std::vector<std::string> placements(const std::string &piece)
{
    std::vector<std::string> all;
    for (std::size_t before = 0; before <= 16; ++before) {
        for (const std::size_t after : {0u, 1u, 3u, 8u, 17u})
            all.push_back(std::string(before, 'a') + piece + std::string(after, 'z'));
    }
    return all;
}

/// The definition of RFC 3629 section 3, by decoding: slow, and written another way than the code under test.
bool isWellFormed(const std::string &bytes)
{
    for (std::size_t at = 0; at < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[at]);
        const int length = lead < 0x80 ? 1 : lead >> 5 == 6 ? 2 : lead >> 4 == 14 ? 3 : lead >> 3 == 30 ? 4 : 0;
        if (length == 0 || at + std::size_t(length) > bytes.size())
            return false;
        char32_t point = length == 1 ? lead : lead & (0x7Fu >> length);
        for (int i = 1; i < length; ++i) {
            const auto next = static_cast<unsigned char>(bytes[at + std::size_t(i)]);
            if (next >> 6 != 2)
                return false;
            point = point << 6 | (next & 0x3F);
        }
        static constexpr std::array<char32_t, 5> Least{0, 0, 0x80, 0x800, 0x10000};
        if (point < Least[std::size_t(length)] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)
            || point == 0)
            return false;
        at += std::size_t(length);
    }
    return true;
}

} // namespace

class TextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void badTextIsRefusedAtEveryPlace_data()
    {
        QTest::addColumn<QByteArray>("piece");
        const auto row = [](const char *name, const QByteArray &piece) { QTest::newRow(name) << piece; };
        row("U+0000", QByteArray(1, '\0'));
        row("continuation without lead, first", "\x80");
        row("continuation without lead, last", "\xbf");
        row("overlong of two bytes, C0", "\xc0\xaf");
        row("overlong of two bytes, C1", "\xc1\xbf");
        row("two bytes cut", "\xc3");
        row("two bytes, wrong second", "\xc3(");
        row("two bytes, lead follows lead", "\xc3\xc3\xa9");
        row("overlong of three bytes", "\xe0\x9f\xbf");
        row("three bytes cut after one", "\xe2");
        row("three bytes cut after two", "\xe2\x82");
        row("three bytes, wrong second", "\xe2(\xac");
        row("three bytes, wrong third", "\xe2\x82(");
        row("first surrogate", "\xed\xa0\x80");
        row("last surrogate", "\xed\xbf\xbf");
        row("surrogate pair", "\xed\xa0\xbd\xed\xb8\x80");
        row("overlong of four bytes", "\xf0\x8f\xbf\xbf");
        row("four bytes cut after one", "\xf0");
        row("four bytes cut after two", "\xf0\x9f");
        row("four bytes cut after three", "\xf0\x9f\x98");
        row("four bytes, wrong last", "\xf0\x9f\x98(");
        row("past U+10FFFF", "\xf4\x90\x80\x80");
        row("lead F5", "\xf5\x80\x80\x80");
        row("five bytes", "\xf8\x88\x80\x80\x80");
        row("six bytes", "\xfc\x84\x80\x80\x80\x80");
        row("FE", "\xfe");
        row("FF", "\xff");
    }
    void badTextIsRefusedAtEveryPlace()
    {
        QFETCH(QByteArray, piece);
        for (const std::string &text : placements(piece.toStdString()))
            QVERIFY2(!isMqttText(text), qPrintable(quoted(text)));
    }

    void goodTextIsAcceptedAtEveryPlace_data()
    {
        QTest::addColumn<QByteArray>("piece");
        const auto row = [](const char *name, const QByteArray &piece) { QTest::newRow(name) << piece; };
        row("nothing", "");
        row("control bytes", "\x01\x1f\x7f");
        row("first of two bytes", "\xc2\x80");
        row("last of two bytes", "\xdf\xbf");
        row("first of three bytes", "\xe0\xa0\x80");
        row("before the surrogates", "\xed\x9f\xbf");
        row("after the surrogates", "\xee\x80\x80");
        row("byte order mark", "\xef\xbb\xbf");
        row("last of three bytes", "\xef\xbf\xbf");
        row("first of four bytes", "\xf0\x90\x80\x80");
        row("U+10FFFF", "\xf4\x8f\xbf\xbf");
        row("all bytes 01", QByteArray(24, '\x01'));
        row("two after each other", "\xc3\xa9\xe2\x82\xac");
    }
    void goodTextIsAcceptedAtEveryPlace()
    {
        QFETCH(QByteArray, piece);
        for (const std::string &text : placements(piece.toStdString()))
            QVERIFY2(isMqttText(text), qPrintable(quoted(text)));
    }

    void everySequenceOfTwoBytesIsJudgedAsTheStandardSays()
    {
        for (int first = 0; first < 256; ++first) {
            for (int second = 0; second < 256; ++second) {
                for (const std::size_t before : {0u, 5u, 7u}) {
                    const std::string text
                        = std::string(before, 'x') + char(first) + char(second) + std::string(9, 'y');
                    QVERIFY2(isMqttText(text) == isWellFormed(text), qPrintable(quoted(text)));
                }
            }
        }
    }

    void everySequenceOfThreeOrFourBytesIsJudgedAsTheStandardSays()
    {
        // The bytes at which the rules change, in all combinations.
        static constexpr std::array<unsigned char, 24> Edges{0x00, 0x01, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0,
            0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF};
        for (const unsigned char a : Edges) {
            for (const unsigned char b : Edges) {
                for (const unsigned char c : Edges) {
                    for (const unsigned char d : Edges) {
                        const std::string text{char(a), char(b), char(c), char(d)};
                        if (isMqttText(text) != isWellFormed(text))
                            QFAIL(qPrintable(quoted(text)));
                    }
                }
            }
        }
    }

    void textIsNotReadPastItsEnd()
    {
        const std::string text = "abcdefg\xe2\x82\xac";
        QVERIFY(isMqttText(text));
        QVERIFY(!isMqttText(std::string_view(text).substr(0, 9))); // the last byte lies behind the view
        QVERIFY(!isMqttText(std::string_view(text).substr(0, 8)));
        QVERIFY(isMqttText(std::string_view(text).substr(0, 7)));
    }

    void printableTextCannotForgeALine()
    {
        QCOMPARE(printable("a\nb\tc\x7f\x1b[1m"), std::string("a\\x0ab\\x09c\\x7f\\x1b[1m"));
        QCOMPARE(
            printable("\xc2\x85\xc2\x9b\xc2\xa0"), std::string("\\xc2\\x85\\xc2\\x9b\xc2\xa0")); // C1 is control too
        QCOMPARE(printable(std::string_view("\0x", 2)), std::string("\\x00x"));
    }
    void printableTextKeepsWhatIsWellFormed()
    {
        QCOMPARE(printable("Gr\xc3\xbc\xc3\x9f"
                           "e \xf0\x9f\x98\x80"),
            std::string("Gr\xc3\xbc\xc3\x9f"
                        "e \xf0\x9f\x98\x80"));
        QCOMPARE(printable("\xed\xa0\x80\xff"), std::string("\\xed\\xa0\\x80\\xff"));
        QCOMPARE(printable(""), std::string());
    }
    void printableTextIsCutWithAMark()
    {
        QCOMPARE(printable("0123456789", 10), std::string("0123456789"));
        QCOMPARE(printable("0123456789", 4), std::string("0123... (10 bytes)"));
        QVERIFY(isMqttText(printable("abc\xc3\xa9", 4))); // cut within a character: still text
    }
};

QTEST_APPLESS_MAIN(TextTest)
#include "texttest.moc"
