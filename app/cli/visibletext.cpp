// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/visibletext.h"

#include "base/text.h"

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
        const qsizetype length = qsizetype(utf8SequenceLength({bytes.data() + at, std::size_t(bytes.size() - at)}));
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
