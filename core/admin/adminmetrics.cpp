// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminmetrics.h"

#include <prometheus/metric_family.h>
#include <prometheus/text_serializer.h>

#include <string>
#include <utility>
#include <vector>

namespace topiq {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

void addCounter(std::vector<MetricFamily> &families, const char *name, const char *help, quint64 value)
{
    ClientMetric metric;
    metric.counter.value = double(value);
    families.push_back({name, help, MetricType::Counter, {std::move(metric)}});
}

void addGauge(std::vector<MetricFamily> &families, const char *name, const char *help, double value)
{
    ClientMetric metric;
    metric.gauge.value = value;
    families.push_back({name, help, MetricType::Gauge, {std::move(metric)}});
}

/// A value, and its limit when there is one.
void addGauge(std::vector<MetricFamily> &families, const std::string &name, const std::string &help, const Gauge &gauge)
{
    addGauge(families, name.c_str(), help.c_str(), double(gauge.value));
    if (gauge.limit > 0)
        addGauge(families, (name + "_limit").c_str(), ("Most allowed: " + help).c_str(), double(gauge.limit));
}

/// One line per listener: where it is, and what kind.
void addListeners(std::vector<MetricFamily> &families, const Snapshot &snapshot)
{
    MetricFamily open{"topiq_listener_connections", "Open connections, by listener", MetricType::Gauge, {}};
    MetricFamily refused{
        "topiq_listener_refused_total", "Connections refused at a limit, by listener", MetricType::Counter, {}};
    MetricFamily failed{"topiq_listener_failed_handshakes_total",
        "Handshakes of TLS, WebSocket and PROXY that failed, by listener", MetricType::Counter, {}};
    MetricFamily days{
        "topiq_certificate_days_left", "Days until the certificate of a listener expires", MetricType::Gauge, {}};
    constexpr double DayMs = 24.0 * 3600 * 1000;
    for (const ListenerRow &row : snapshot.listeners) {
        const auto add = [&](MetricFamily &family, double value) {
            ClientMetric metric;
            metric.label.push_back({"address", row.address.toStdString()});
            metric.label.push_back({"scheme", row.scheme.toStdString()});
            (family.type == MetricType::Gauge ? metric.gauge.value : metric.counter.value) = value;
            family.metric.push_back(std::move(metric));
        };
        add(open, double(row.connections));
        add(refused, double(row.refused));
        add(failed, double(row.failedHandshakes));
        if (row.certificateEndsMs)
            add(days, double(row.certificateEndsMs - snapshot.timeMs) / DayMs);
    }
    for (MetricFamily *family : {&open, &refused, &failed, &days}) {
        if (!family->metric.empty())
            families.push_back(std::move(*family));
    }
}

void addLogins(std::vector<MetricFamily> &families, const LoginFigures &logins)
{
    MetricFamily results{
        "topiq_logins_total", "Clients and requests that asked to come in, by result", MetricType::Counter, {}};
    const std::pair<const char *, quint64> rows[]{{"accepted", logins.accepted},
        {"bad_credentials", logins.badCredentials}, {"not_authorized", logins.notAuthorized},
        {"try_later", logins.tryLater}, {"unavailable", logins.unavailable}};
    for (const auto &[result, total] : rows) {
        ClientMetric metric;
        metric.label.push_back({"result", result});
        metric.counter.value = double(total);
        results.metric.push_back(std::move(metric));
    }
    families.push_back(std::move(results));
    addGauge(
        families, std::string("topiq_login_guessers"), "Users at addresses whose login failed lately", logins.guessers);
    addGauge(families, std::string("topiq_login_waiting"), "Passwords waiting to be checked", logins.waiting);
}

} // namespace

QByteArray prometheusText(const Snapshot &snapshot)
{
    std::vector<MetricFamily> families;
    families.reserve(40);

    ClientMetric build;
    build.label.push_back({"version", snapshot.version.toStdString()});
    build.gauge.value = 1;
    families.push_back({"topiq_build_info", "Always 1; the version is a label", MetricType::Gauge, {std::move(build)}});
    addGauge(families, "topiq_uptime_seconds", "Seconds since the start", double(snapshot.uptimeMs) / 1000);

    const Totals &totals = snapshot.totals;
    addCounter(families, "topiq_messages_received_total", "Messages published by clients", totals.messagesIn);
    addCounter(families, "topiq_messages_sent_total", "Messages delivered to clients", totals.messagesOut);
    addCounter(families, "topiq_bytes_received_total", "Bytes received from clients", totals.bytesIn);
    addCounter(families, "topiq_bytes_sent_total", "Bytes sent to clients", totals.bytesOut);
    addCounter(families, "topiq_connects_total", "Connections accepted from clients", totals.connects);
    addCounter(families, "topiq_disconnects_total", "Connections of clients that ended", totals.disconnects);
    MetricFamily drops{"topiq_messages_dropped_total", "Messages not delivered, by reason", MetricType::Counter, {}};
    for (const DropCount &drop : snapshot.drops) {
        ClientMetric metric;
        metric.label.push_back({"reason", drop.reason.toStdString()});
        metric.counter.value = double(drop.total);
        drops.metric.push_back(std::move(metric));
    }
    families.push_back(std::move(drops));
    addLogins(families, snapshot.logins);

    addGauge(families, std::string("topiq_connections"), "Connected clients", snapshot.connections);
    addGauge(families, std::string("topiq_sessions"), "Sessions, connected or kept", snapshot.sessions);
    addGauge(families, "topiq_subscriptions", "Subscriptions of all sessions", double(snapshot.subscriptions));
    addGauge(families, std::string("topiq_topics"), "Topics known", snapshot.topics);
    addGauge(families, std::string("topiq_records"), "Records kept in memory", snapshot.records);
    addGauge(families, std::string("topiq_record_bytes"), "Bytes of the records kept in memory", snapshot.recordBytes);
    addGauge(families, std::string("topiq_retained_messages"), "Retained messages", snapshot.retained);
    addGauge(families, std::string("topiq_queued_messages"), "Messages waiting in sessions", snapshot.queuedMessages);
    addGauge(families, std::string("topiq_queued_bytes"), "Bytes waiting in sessions", snapshot.queuedBytes);

    addListeners(families, snapshot);

    addGauge(families, "process_resident_memory_bytes", "Resident memory size", double(snapshot.memory.value));
    addGauge(families, "process_open_fds", "Open file descriptors", double(snapshot.descriptors.value));
    if (snapshot.descriptors.limit > 0)
        addGauge(families, "process_max_fds", "Most open file descriptors", double(snapshot.descriptors.limit));

    return QByteArray::fromStdString(prometheus::TextSerializer().Serialize(families));
}

} // namespace topiq
