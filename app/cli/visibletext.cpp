// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/visibletext.h"

#include <QChar>
#include <QList>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

void appendVisible(QString &out, char32_t point)
{
    switch (point) {
    case U'\n':
        out += "\\n"_L1;
        return;
    case U'\r':
        out += "\\r"_L1;
        return;
    case U'\t':
        out += "\\t"_L1;
        return;
    default:
        break;
    }
    switch (QChar::category(point)) {
    case QChar::Other_Control:
        out += u"\\x%1"_s.arg(static_cast<uint>(point), 2, 16, '0'_L1);
        return;
    case QChar::Other_Format:
    case QChar::Other_Surrogate:
    case QChar::Other_NotAssigned:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        out += u"\\u{%1}"_s.arg(static_cast<uint>(point), 0, 16);
        return;
    default:
        out += QChar::fromUcs4(point);
    }
}

/// Length of the well-formed UTF-8 sequence at `at`, 0 when there is none.
qsizetype sequenceLength(QByteArrayView bytes, qsizetype at)
{
    const auto byte = [&](qsizetype i) { return static_cast<uchar>(bytes[i]); };
    const uchar first = byte(at);
    qsizetype length = 0;
    if (first < 0x80) {
        length = 1;
    } else if (first >= 0xc2 && first < 0xe0) {
        length = 2;
    } else if (first >= 0xe0 && first < 0xf0) {
        length = 3;
    } else if (first >= 0xf0 && first < 0xf5) {
        length = 4;
    }
    if (length == 0 || at + length > bytes.size()) {
        return 0;
    }
    for (qsizetype i = 1; i < length; ++i) {
        if ((byte(at + i) & 0xc0) != 0x80) {
            return 0;
        }
    }
    const bool overlong = (first == 0xe0 && byte(at + 1) < 0xa0) || (first == 0xf0 && byte(at + 1) < 0x90);
    const bool surrogate = first == 0xed && byte(at + 1) >= 0xa0;
    const bool beyond = first == 0xf4 && byte(at + 1) >= 0x90;
    return overlong || surrogate || beyond ? 0 : length;
}

} // namespace

QString visibleText(QStringView text)
{
    QString out;
    out.reserve(text.size());
    for (const char32_t point : text.toUcs4()) {
        appendVisible(out, point);
    }
    return out;
}

QString visibleBytes(QByteArrayView bytes)
{
    QString out;
    out.reserve(bytes.size());
    for (qsizetype at = 0; at < bytes.size();) {
        const qsizetype length = sequenceLength(bytes, at);
        if (length == 0) {
            out += u"\\x%1"_s.arg(static_cast<uchar>(bytes[at]), 2, 16, '0'_L1);
            ++at;
            continue;
        }
        out += visibleText(QString::fromUtf8(bytes.sliced(at, length)));
        at += length;
    }
    return out;
}

} // namespace topiq
