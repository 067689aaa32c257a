// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminmetrics.h"

#include "fakeadmin.h"

#include <QMap>
#include <QRegularExpression>
#include <QTest>

using namespace topiq;
using namespace Qt::StringLiterals;

class AdminMetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyLineIsAMetricOfADeclaredFamily();
    void labelsAreEscaped();
    void everyListenerHasItsFigures();
};

void AdminMetricsTest::everyLineIsAMetricOfADeclaredFamily()
{
    FakeAdmin admin;
    const QString text = QString::fromUtf8(prometheusText(*admin.snapshot()));
    QVERIFY(text.endsWith(u'\n'));
    static const QRegularExpression Sample(
        uR"(^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-z_]+="[^"\\\n]*"(,[a-z_]+="[^"\\\n]*")*\})? (-?[0-9.]+(e[+-]?[0-9]+)?)$)"_s);
    QMap<QString, QString> types;
    QMap<QString, double> values;
    for (const QString &line : text.chopped(1).split(u'\n')) {
        if (line.startsWith("# HELP "_L1))
            continue;
        if (line.startsWith("# TYPE "_L1)) {
            const QStringList words = line.split(u' ');
            QCOMPARE(words.size(), 4);
            QVERIFY2(!types.contains(words[2]), qPrintable(line));
            types.insert(words[2], words[3]);
            QVERIFY2((words[3] == "counter"_L1) == words[2].endsWith("_total"_L1), qPrintable(line));
            continue;
        }
        const auto match = Sample.match(line);
        QVERIFY2(match.hasMatch(), qPrintable(line));
        QVERIFY2(types.contains(match.captured(1)), qPrintable(line));
        values.insert(match.captured(1) + match.captured(2), match.captured(4).toDouble());
    }
    for (const char *name : {"topiq_messages_received_total", "topiq_messages_sent_total", "topiq_connections",
             "topiq_bytes_received_total", "topiq_bytes_sent_total", "topiq_topics", "topiq_records",
             "topiq_retained_messages", "topiq_sessions", "topiq_subscriptions", "topiq_queued_messages",
             "topiq_queued_bytes", "process_resident_memory_bytes", "topiq_uptime_seconds"})
        QVERIFY2(values.contains(QLatin1StringView(name)), name);
    QCOMPARE(values.value(u"topiq_messages_received_total"_s), 123456789012.0);
    QCOMPARE(values.value(u"topiq_messages_dropped_total{reason=\"queue_full\"}"_s), 5.0);
    QCOMPARE(values.value(u"topiq_messages_dropped_total{reason=\"too_large\"}"_s, -1), 0.0);
    QCOMPARE(values.value(u"topiq_build_info{version=\"1.2.3\"}"_s), 1.0);
    QCOMPARE(values.value(u"topiq_uptime_seconds"_s), 61.5);
    QCOMPARE(values.value(u"topiq_connections_limit"_s), 1000.0);
    QCOMPARE(values.value(u"topiq_logins_total{result=\"accepted\"}"_s), 9.0);
    QCOMPARE(values.value(u"topiq_logins_total{result=\"bad_credentials\"}"_s), 4.0);
    QCOMPARE(values.value(u"topiq_logins_total{result=\"not_authorized\"}"_s), 3.0);
    QCOMPARE(values.value(u"topiq_logins_total{result=\"try_later\"}"_s), 2.0);
    QCOMPARE(values.value(u"topiq_logins_total{result=\"unavailable\"}"_s), 1.0);
    QCOMPARE(values.value(u"topiq_login_guessers"_s), 5.0);
    QCOMPARE(values.value(u"topiq_login_guessers_limit"_s), 10'000.0);
    QCOMPARE(values.value(u"topiq_login_waiting"_s), 6.0);
}

void AdminMetricsTest::labelsAreEscaped()
{
    Snapshot snapshot;
    snapshot.version = u"a\"b\\c\nd"_s;
    QVERIFY(prometheusText(snapshot).contains("{version=\"a\\\"b\\\\c\\nd\"} 1"));
}

void AdminMetricsTest::everyListenerHasItsFigures()
{
    Snapshot snapshot;
    snapshot.timeMs = 1'000'000'000'000;
    ListenerRow plain{u"mqtt"_s, u"127.0.0.1:1883"_s, 6};
    ListenerRow tls{u"mqtts"_s, u"[::]:8883"_s, 7, true, 8, 9, snapshot.timeMs + qint64(36) * 3600 * 1000};
    snapshot.listeners = {plain, tls};
    const QByteArray text = prometheusText(snapshot);
    const QByteArray plainLabels = "{address=\"127.0.0.1:1883\",scheme=\"mqtt\"} ";
    const QByteArray tlsLabels = "{address=\"[::]:8883\",scheme=\"mqtts\"} ";
    for (const QByteArray &line : {"topiq_listener_connections" + plainLabels + "6\n",
             "topiq_listener_connections" + tlsLabels + "7\n", "topiq_listener_refused_total" + tlsLabels + "8\n",
             "topiq_listener_failed_handshakes_total" + tlsLabels + "9\n",
             "topiq_certificate_days_left" + tlsLabels + "1.5\n"})
        QVERIFY2(text.contains(line), line.constData());
    QVERIFY(!text.contains("topiq_certificate_days_left" + plainLabels)); // it has none
}

QTEST_GUILESS_MAIN(AdminMetricsTest)
#include "adminmetricstest.moc"
