// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The reader of HTTP requests that stands before QHttpServer. The last byte of the input says in what pieces the rest
// comes; the outcome must not depend on it.
#include "admin/httprequestreader.h"
#include "claim.h"

#include <QList>

#include <algorithm>
#include <cstdint>

using namespace topiq;
using namespace topiq::fuzz;

namespace {

HttpLimits smallLimits()
{
    HttpLimits limits;
    limits.requestLineBytes = 200;
    limits.headerBytes = 600;
    limits.headers = 12;
    limits.bodyBytes = 500;
    return limits;
}

struct Outcome {
    QList<HttpRequest> requests;
    bool failed = false;
    int status = 0;
};

/// What comes of a stream that arrives in pieces of `step` bytes, until the first fault.
Outcome outcomeOf(QByteArrayView bytes, qsizetype step)
{
    Outcome outcome;
    HttpRequestReader reader(smallLimits());
    while (!bytes.isEmpty() && !reader.failed()) {
        const QByteArrayView piece = bytes.first(std::min(step, bytes.size()));
        const qsizetype used = reader.feed(piece);
        claim(used >= 0 && used <= piece.size(), "it uses no more than it was given");
        claim(used == piece.size() || reader.complete() || reader.failed(), "it leaves bytes only at an end");
        bytes = bytes.sliced(used);
        claim(!reader.takeContinueWish() || !reader.takeContinueWish(), "it wishes to go on once per request");
        claim(!(reader.complete() && reader.failed()), "a request is whole or wrong, not both");
        if (reader.complete())
            outcome.requests.append(reader.take());
    }
    outcome.failed = reader.failed();
    outcome.status = reader.failed() ? reader.fault().status : 0;
    return outcome;
}

bool same(const HttpRequest &left, const HttpRequest &right)
{
    const auto sameHeader
        = [](const HttpHeader &a, const HttpHeader &b) { return a.name == b.name && a.value == b.value; };
    return left.method == right.method && left.target == right.target && left.minorVersion == right.minorVersion
        && left.body == right.body
        && std::equal(left.headers.begin(), left.headers.end(), right.headers.begin(), right.headers.end(), sameHeader);
}

void checkRequest(const HttpRequest &request)
{
    const HttpLimits limits = smallLimits();
    claim(request.body.size() <= limits.bodyBytes, "the body is within the limit");
    claim(request.headers.size() <= limits.headers + 1, "so are the headers"); // one more from an absolute target
    claim(
        request.target.startsWith('/') || (request.target == "*" && request.method == "OPTIONS"), "a target is a path");
    claim(!request.target.contains('\r') && !request.target.contains(' '), "a target is one word");
    for (const HttpHeader &header : request.headers) {
        claim(!header.name.isEmpty() && !header.name.contains(' '), "a header has a proper name");
        claim(!header.value.contains('\r') && !header.value.contains('\n') && !header.value.contains('\0'),
            "no header holds the beginning of another");
    }
    // What QHttpServer is given has one reading only, and it is this request.
    const QByteArray plain = request.normalized();
    HttpLimits wide;
    HttpRequestReader reader(wide);
    if (request.headerCount("host") == 0)
        return; // HTTP/1.0, which needs none; read as HTTP/1.1 it would be refused
    claim(reader.feed(plain) == plain.size() && reader.complete(), "a request written anew is one whole request");
    const HttpRequest again = reader.take();
    claim(again.target == request.target && again.body == request.body, "written anew it says the same");
    claim(again.normalized() == plain, "written anew once more it stays as it is");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size) - 1);
    const Outcome whole = outcomeOf(bytes, std::max<qsizetype>(1, bytes.size()));
    for (const qsizetype step : {qsizetype(1), qsizetype(data[size - 1]) + 1}) {
        const Outcome pieces = outcomeOf(bytes, step);
        claim(pieces.failed == whole.failed && pieces.status == whole.status, "the same fault in any pieces");
        claim(std::equal(
                  whole.requests.begin(), whole.requests.end(), pieces.requests.begin(), pieces.requests.end(), same),
            "the same requests in any pieces");
    }
    for (const HttpRequest &request : whole.requests)
        checkRequest(request);
    return 0;
}
