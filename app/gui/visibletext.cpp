// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "visibletext.h"

#include <QStringDecoder>

namespace topiq::visibletext {

namespace {

bool isHidden(char32_t c)
{
    return (c >= 0x80 && c <= 0x9f) || c == 0xad || c == 0x61c || c == 0x180e || (c >= 0x200b && c <= 0x200f)
        || (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb)
        || (c >= 0xe0000 && c <= 0xe007f) || (c >= 0xd800 && c <= 0xdfff) || (c & 0xfffe) == 0xfffe;
}

QString marked(QStringView text, bool keepLines)
{
    QString out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t c = text[i].unicode();
        const bool pair = text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        if (pair)
            c = QChar::surrogateToUcs4(text[i], text[i + 1]);
        if (c < 0x20) {
            out += QChar(char16_t(0x2400 + c)); // the control pictures block
            if (keepLines && c == '\n')
                out += u'\n';
        } else if (c == 0x7f) {
            out += QChar(char16_t(0x2421));
        } else if (isHidden(c)) {
            out += QStringLiteral("\u27e8U+%1\u27e9").arg(QString::number(c, 16).toUpper(), 4, u'0');
        } else {
            out += text[i];
            if (pair)
                out += text[i + 1];
        }
        if (pair)
            ++i;
    }
    return out;
}

} // namespace

QString line(QStringView text) { return marked(text, false); }

QString block(QStringView text) { return marked(text, true); }

bool isText(const QByteArray &payload, bool cut)
{
    QStringDecoder decoder(
        QStringDecoder::Utf8, cut ? QStringConverter::Flag::Default : QStringConverter::Flag::Stateless);
    const QString decoded = decoder.decode(payload);
    if (decoder.hasError())
        return false;
    // A NUL among the first bytes is the sign of binary data that happens to be valid UTF-8.
    return !QStringView(decoded).left(512).contains(QChar(0));
}

QString preview(const QByteArray &payload, int maxChars, bool cut)
{
    const bool shortened = cut || payload.size() > maxChars;
    const QByteArray head = payload.left(maxChars);
    if (isText(head, shortened)) {
        QStringDecoder decoder(QStringDecoder::Utf8);
        const QString decoded = decoder.decode(head);
        return line(decoded) + (shortened ? QStringLiteral("\u2026") : QString());
    }
    const QByteArray bytes = payload.left(qMax(1, maxChars / 3));
    const bool more = cut || bytes.size() < payload.size();
    return QString::fromLatin1(bytes.toHex(' ')) + (more ? QStringLiteral(" \u2026") : QString());
}

QString text(const QByteArray &payload) { return block(QString::fromUtf8(payload)); }

QString hex(const QByteArray &payload)
{
    QString out;
    out.reserve(payload.size() * 5);
    for (qsizetype at = 0; at < payload.size(); at += 16) {
        const QByteArray row = payload.mid(at, 16);
        QString letters;
        for (const char c : row)
            letters += (c >= 0x20 && c < 0x7f) ? QLatin1Char(c) : QLatin1Char('.');
        out += QStringLiteral("%1  %2  %3\n")
                   .arg(at, 6, 16, QLatin1Char('0'))
                   .arg(QString::fromLatin1(row.toHex(' ')), -47)
                   .arg(letters);
    }
    out.chop(1);
    return out;
}

} // namespace topiq::visibletext
