// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/listcommands.h"

#include "cli/exitcode.h"
#include "topiqctl/apiclient.h"
#include "topiqctl/output.h"
#include "topiqctl/texttable.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

#include <algorithm>
#include <cstdio>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

constexpr int PageRows = 1000; ///< the most that the server gives at once
constexpr int MaxRows = 10'000'000;

/// A list as the API has it, gathered from as many pages as needed.
struct List {
    QJsonArray rows;
    qint64 total = 0;
    qint64 matching = 0;
};

Result<List> fetchList(ApiClient &api, const QString &name, const ApiClient::Parameters &parameters, int limit)
{
    List list;
    while (list.rows.size() < limit) {
        ApiClient::Parameters page = parameters;
        page.append({u"offset"_s, QString::number(list.rows.size())});
        page.append({u"limit"_s, QString::number(std::min<qsizetype>(PageRows, limit - list.rows.size()))});
        auto answer = api.get(u"/api/v1/"_s + name, page);
        if (!answer) {
            return answer.error();
        }
        const QJsonArray rows = answer->value(name).toArray();
        for (const QJsonValue &row : rows) {
            list.rows.append(row);
        }
        list.total = answer->value("total"_L1).toInteger();
        list.matching = answer->value("matching"_L1).toInteger();
        if (rows.isEmpty() || !answer->value("next"_L1).isDouble()) {
            break;
        }
    }
    return list;
}

QString whole(const QJsonObject &row, QLatin1StringView name)
{
    const QJsonValue value = row.value(name);
    return value.isDouble() ? QString::number(value.toInteger()) : u"-"_s;
}

QString rate(const QJsonObject &row, QLatin1StringView name)
{
    return QString::number(row.value(name).toDouble(), 'f', 1);
}

QString size(const QJsonObject &row, QLatin1StringView name)
{
    return QLocale::c().formattedDataSize(row.value(name).toInteger(), 1);
}

QString text(const QJsonObject &row, QLatin1StringView name)
{
    const QString value = row.value(name).toString();
    return value.isEmpty() ? u"-"_s : value;
}

QString topicsTable(const QJsonArray &rows)
{
    TextTable table({{u"TOPIC"_s}, {u"LAST OFFSET"_s, true}, {u"RATE/S"_s, true}, {u"RECORDS"_s, true},
        {u"BYTES"_s, true}, {u"CONSUMERS"_s, true}, {u"RETAINED"_s}, {u"LAST MESSAGE"_s}});
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        table.addRow({row.value("name"_L1).toString(), whole(row, "last_offset"_L1), rate(row, "rate"_L1),
            whole(row, "records"_L1), size(row, "bytes"_L1), whole(row, "consumers"_L1),
            row.value("retained"_L1).toBool() ? u"yes"_s : u"no"_s, text(row, "last_time"_L1)});
    }
    return table.text();
}

QString clientsTable(const QJsonArray &rows)
{
    TextTable table({{u"CLIENT"_s}, {u"STATE"_s}, {u"PROTOCOL"_s}, {u"ADDRESS"_s}, {u"SUBSCRIPTIONS"_s, true},
        {u"IN/S"_s, true}, {u"OUT/S"_s, true}, {u"QUEUED"_s, true}, {u"DROPPED"_s, true}, {u"SINCE"_s}});
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        table.addRow({row.value("id"_L1).toString(), row.value("connected"_L1).toBool() ? u"connected"_s : u"offline"_s,
            text(row, "protocol"_L1), text(row, "address"_L1), whole(row, "subscriptions"_L1), rate(row, "rate_in"_L1),
            rate(row, "rate_out"_L1), whole(row, "queued"_L1), whole(row, "dropped"_L1), text(row, "since_time"_L1)});
    }
    return table.text();
}

Result<void> runList(const ParsedOptions &options, const QString &name, ApiClient::Parameters parameters,
    QString (*table)(const QJsonArray &))
{
    auto base = ApiClient::checkBase(optionOrVariable(options, u"api"_s, "TOPIQ_API", u"http://127.0.0.1:7272"_s));
    if (!base) {
        return base.error();
    }
    auto limit = numberOption(options, u"limit"_s, 100, 1, MaxRows);
    if (!limit) {
        return limit.error();
    }
    if (options.has(u"filter"_s)) {
        parameters.append({u"filter"_s, options.value(u"filter"_s)});
    }
    ApiClient api(*base);
    auto list = fetchList(api, name, parameters, *limit);
    if (!list) {
        return list.error();
    }
    Output output;
    if (options.has(u"json"_s)) {
        const QJsonObject object{{name, list->rows}, {u"total"_s, list->total}, {u"matching"_s, list->matching}};
        output.write(QJsonDocument(object).toJson());
    } else {
        output.write(table(list->rows).toUtf8());
    }
    if (auto done = output.flush(); !done) {
        return done;
    }
    if (list->rows.size() < list->matching) {
        std::fprintf(stderr, "topiqctl: %lld of %lld shown; --limit N shows more\n",
            static_cast<long long>(list->rows.size()), static_cast<long long>(list->matching));
    }
    return {};
}

Result<void> runTopics(const ParsedOptions &options)
{
    auto sort = wordOption(options, u"sort"_s, {u"name"_s, u"rate"_s, u"last_offset"_s, u"last_seen"_s, u"bytes"_s});
    if (!sort) {
        return sort.error();
    }
    // What is sorted by an amount is asked for to see the largest.
    const QString descending = *sort == "name"_L1 ? u"false"_s : u"true"_s;
    ApiClient::Parameters parameters{{u"sort"_s, *sort}, {u"desc"_s, descending}};
    if (options.has(u"system"_s)) {
        parameters.append({u"system"_s, u"true"_s});
    }
    return runList(options, u"topics"_s, parameters, topicsTable);
}

Result<void> runClients(const ParsedOptions &options) { return runList(options, u"clients"_s, {}, clientsTable); }

QList<Option> commonOptions(const QString &filterHelp)
{
    return {
        {u"filter"_s, u"F"_s, filterHelp, u'f'},
        {u"limit"_s, u"N"_s, u"Show at most N (default 100)"_s},
        {u"json"_s, {}, u"Print JSON with the names of the HTTP API"_s},
        {u"api"_s, u"URL"_s, u"HTTP API; default TOPIQ_API, else http://127.0.0.1:7272"_s},
        {u"help"_s, {}, u"Print this help"_s, u'h'},
    };
}

} // namespace

Command topicsCommand()
{
    QList<Option> options = commonOptions(u"Only topics that match the filter (with + or #) or contain the text"_s);
    options.insert(
        1, {u"sort"_s, u"KEY"_s, u"name (default), rate, last_offset, last_seen or bytes, the largest first"_s});
    options.insert(2, {u"system"_s, {}, u"Also topics that begin with $"_s});
    return {u"topics"_s, u"[OPTION]..."_s, u"List topics with offsets and rates"_s, {}, options, runTopics};
}

Command clientsCommand()
{
    return {u"clients"_s, u"[OPTION]..."_s, u"List clients, connected and kept"_s, {},
        commonOptions(u"Only clients with the text in their id, user or address"_s), runClients};
}

} // namespace topiq
