// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "overview.h"

#include "format.h"
#include "visibletext.h"

#include <QLocale>

#include <algorithm>

namespace topiq {

namespace {

constexpr int CoursePoints = 60;

/// The words of drop reasons; a reason that is not known here shows as the broker names it.
QString reasonText(const QString &reason)
{
    struct Word {
        QLatin1StringView reason;
        const char *text;
    };
    static constexpr Word Words[] = {
        {QLatin1StringView("queue_full"), QT_TRANSLATE_NOOP("topiq::Overview", "Queue full")},
        {QLatin1StringView("too_large"), QT_TRANSLATE_NOOP("topiq::Overview", "Too large")},
        {QLatin1StringView("offline"), QT_TRANSLATE_NOOP("topiq::Overview", "Client away")},
        {QLatin1StringView("malformed"), QT_TRANSLATE_NOOP("topiq::Overview", "Malformed")},
        {QLatin1StringView("expired"), QT_TRANSLATE_NOOP("topiq::Overview", "Expired")},
        {QLatin1StringView("no_consumer"), QT_TRANSLATE_NOOP("topiq::Overview", "No consumer")},
        {QLatin1StringView("refused"), QT_TRANSLATE_NOOP("topiq::Overview", "Refused by rights")},
        {QLatin1StringView("quota"), QT_TRANSLATE_NOOP("topiq::Overview", "Quota")},
        {QLatin1StringView("output_full"), QT_TRANSLATE_NOOP("topiq::Overview", "Slow connection")},
        {QLatin1StringView("inbox_full"), QT_TRANSLATE_NOOP("topiq::Overview", "Inbox full")},
        {QLatin1StringView("retained_full"), QT_TRANSLATE_NOOP("topiq::Overview", "Retained store full")},
        {QLatin1StringView("session_gone"), QT_TRANSLATE_NOOP("topiq::Overview", "Session ended")},
        {QLatin1StringView("topics_full"), QT_TRANSLATE_NOOP("topiq::Overview", "Too many topics")},
    };
    for (const Word &word : Words) {
        if (word.reason == reason)
            return Overview::tr(word.text);
    }
    QString plain = visibletext::line(reason);
    plain.replace(u'_', u' ');
    return plain.left(1).toUpper() + plain.mid(1);
}

double fraction(const Gauge &gauge)
{
    return gauge.limit == 0 ? -1 : std::min(1.0, double(gauge.value) / double(gauge.limit));
}

} // namespace

Overview::Overview(QObject *parent)
    : QObject(parent), m_tiles({"key", "title", "value", "unit", "detail", "course", "page"}),
      m_health({"key", "title", "text", "fraction", "level", "word"}),
      m_drops({"reason", "title", "total", "fraction", "some"}), m_lastDrops({"id", "time", "reason", "topic", "client", "times"}),
      m_listeners({"address", "scheme", "connections", "tls"}), m_events({"id", "time", "sentence"})
{
}

void Overview::setSnapshot(std::shared_ptr<const Snapshot> snapshot)
{
    if (!snapshot || (m_now && m_now->number == snapshot->number))
        return;
    m_now = std::move(snapshot);
    note(*m_now);
    fillHealth(*m_now);
    fillTiles(*m_now);
    fillLists(*m_now);
    Q_EMIT changed();
}

void Overview::setPast(const QList<TrafficPoint> &points)
{
    for (QList<qreal> &course : m_courses)
        course.clear();
    for (const TrafficPoint &point : points) {
        m_courses[Connections].append(qreal(point.connections));
        m_courses[In].append(point.rates.messagesIn);
        m_courses[Out].append(point.rates.messagesOut);
        m_courses[Dropped].append(point.rates.dropped);
    }
    for (QList<qreal> &course : m_courses)
        course = course.mid(qMax<qsizetype>(0, course.size() - CoursePoints));
}

void Overview::note(const Snapshot &s)
{
    const bool newPoint = s.number % 2 == 0 || m_courses[Topics].isEmpty(); // one point per two seconds
    const std::array<qreal, Courses> values{qreal(s.connections.value), qreal(s.topics.value), qreal(s.records.value),
                                            s.rates.messagesIn, s.rates.messagesOut, s.rates.dropped};
    for (int i = 0; i < Courses; ++i) {
        QList<qreal> &course = m_courses[size_t(i)];
        if (newPoint || course.isEmpty())
            course.append(values[size_t(i)]);
        else
            course.last() = values[size_t(i)];
        if (course.size() > CoursePoints)
            course.removeFirst();
    }
}

void Overview::fillTiles(const Snapshot &s)
{
    const auto against = [](const Gauge &gauge) {
        return gauge.limit == 0 ? tr("no limit set") : tr("limit %1").arg(Format::compact(double(gauge.limit)));
    };
    const auto course = [this](Course which) { return QVariant::fromValue(m_courses[which]); };
    m_tiles.setRows({
        {QStringLiteral("connections"), tr("Connections"), Format::count(double(s.connections.value)), QString(),
         against(s.connections), course(Connections), QStringLiteral("clients")},
        {QStringLiteral("topics"), tr("Topics"), Format::compact(double(s.topics.value)), QString(), against(s.topics),
         course(Topics), QStringLiteral("topics")},
        {QStringLiteral("records"), tr("Records kept"), Format::compact(double(s.records.value)), QString(),
         Format::bytes(double(s.recordBytes.value)), course(Records), QStringLiteral("topics")},
        {QStringLiteral("in"), tr("In"), Format::rate(s.rates.messagesIn), tr("msg/s"), Format::byteRate(s.rates.bytesIn), course(In),
         QStringLiteral("topics")},
        {QStringLiteral("out"), tr("Out"), Format::rate(s.rates.messagesOut), tr("msg/s"), Format::byteRate(s.rates.bytesOut),
         course(Out), QStringLiteral("clients")},
        {QStringLiteral("dropped"), tr("Dropped"), Format::rate(s.rates.dropped), tr("msg/s"),
         tr("%1 since start").arg(Format::compact(double(s.totals.dropped))), course(Dropped), QString()},
    });
}

void Overview::fillHealth(const Snapshot &s)
{
    struct Entry {
        QString key;
        QString title;
        Gauge gauge;
        bool bytes;
        bool ring; ///< a store that is meant to be full: it forgets the oldest and does not refuse
    };
    const QList<Entry> entries{
        {QStringLiteral("memory"), tr("Memory"), s.memory, true, false},
        {QStringLiteral("queuedBytes"), tr("Queued bytes"), s.queuedBytes, true, false},
        {QStringLiteral("queued"), tr("Queued messages"), s.queuedMessages, false, false},
        {QStringLiteral("descriptors"), tr("Descriptors"), s.descriptors, false, false},
        {QStringLiteral("history"), tr("History"), s.recordBytes, true, true},
        {QStringLiteral("topics"), tr("Topics"), s.topics, false, true},
        {QStringLiteral("sessions"), tr("Sessions"), s.sessions, false, false},
        {QStringLiteral("retained"), tr("Retained"), s.retained, false, false},
    };
    m_worst = 0;
    m_worstName.clear();
    QList<QVariantList> rows;
    for (const Entry &entry : entries) {
        const double share = fraction(entry.gauge);
        const int level = entry.ring || share < 0.75 ? 0 : share < 0.92 ? 1 : 2;
        if (level > m_worst) {
            m_worst = level;
            m_worstName = entry.title;
        }
        const auto number = [&entry](quint64 value) {
            return entry.bytes ? Format::bytes(double(value)) : Format::compact(double(value));
        };
        const QString text = entry.gauge.limit == 0 ? number(entry.gauge.value)
                                                    : tr("%1 of %2").arg(number(entry.gauge.value), number(entry.gauge.limit));
        const QString word = share < 0 ? tr("no limit") : level == 2 ? tr("full") : level == 1 ? tr("high") : tr("fine");
        rows.append({entry.key, entry.title, text, share, level, word});
    }
    rows.append({QStringLiteral("cpu"), tr("CPU"), tr("%1 cores").arg(QLocale().toString(s.cpu, 'f', 2)), -1.0, 0, tr("no limit")});
    m_health.setRows(rows);
}

void Overview::fillLists(const Snapshot &s)
{
    quint64 most = 1;
    for (const DropCount &drop : s.drops)
        most = std::max(most, drop.total);
    QList<DropCount> sorted = s.drops;
    std::stable_sort(sorted.begin(), sorted.end(), [](const DropCount &a, const DropCount &b) { return a.total > b.total; });
    QList<QVariantList> drops;
    for (const DropCount &drop : std::as_const(sorted))
        drops.append({drop.reason, reasonText(drop.reason), Format::count(double(drop.total)), double(drop.total) / double(most),
                      drop.total > 0});
    m_drops.setRows(drops);

    QList<QVariantList> last;
    for (const DropEntry &entry : s.lastDrops)
        last.append({QStringLiteral("%1 %2 %3").arg(QString::number(entry.timeMs), entry.client, entry.topic),
                     Format::clockSeconds(double(entry.timeMs)), reasonText(entry.reason), visibletext::line(entry.topic),
                     visibletext::line(entry.client), entry.count > 1 ? tr("%1 times").arg(Format::count(double(entry.count))) : QString()});
    m_lastDrops.setRows(last);

    QList<QVariantList> listeners;
    for (const ListenerRow &row : s.listeners)
        listeners.append({row.address, row.scheme, Format::count(double(row.connections)), row.tls ? tr("TLS") : tr("plain")});
    m_listeners.setRows(listeners);

    QList<QVariantList> events;
    for (const EventRow &row : s.events)
        events.append({QString::number(row.timeMs) + row.text, Format::clockSeconds(double(row.timeMs)), visibletext::line(row.text)});
    m_events.setRows(events);
}

bool Overview::nothingYet() const
{
    return m_now && m_now->totals.messagesIn == 0 && m_now->topics.value == 0;
}

int Overview::level() const
{
    return dropping() ? 2 : m_worst;
}

QString Overview::state() const
{
    if (!m_now)
        return tr("Starting");
    if (m_worst == 2)
        return tr("%1 full").arg(m_worstName);
    if (dropping())
        return tr("Dropping");
    return m_worst == 1 ? tr("%1 high").arg(m_worstName) : tr("Running");
}

QString Overview::uptime() const { return m_now ? Format::duration(double(m_now->uptimeMs)) : QString(); }
QString Overview::version() const { return m_now ? m_now->version : QString(); }
QString Overview::connections() const { return m_now ? Format::count(double(m_now->connections.value)) : QString(); }
QString Overview::inRate() const { return m_now ? Format::rate(m_now->rates.messagesIn) : QString(); }
QString Overview::outRate() const { return m_now ? Format::rate(m_now->rates.messagesOut) : QString(); }
QString Overview::dropRate() const { return m_now ? Format::rate(m_now->rates.dropped) : QString(); }
bool Overview::dropping() const { return m_now && m_now->rates.dropped > 0; }
QString Overview::memory() const { return m_now ? Format::bytes(double(m_now->memory.value)) : QString(); }
double Overview::memoryFraction() const { return m_now ? std::max(0.0, fraction(m_now->memory)) : 0; }
QString Overview::subscriptions() const { return m_now ? Format::count(double(m_now->subscriptions)) : QString(); }
QString Overview::sessions() const { return m_now ? Format::count(double(m_now->sessions.value)) : QString(); }

QString Overview::listening() const
{
    QStringList places;
    if (m_now) {
        for (const ListenerRow &row : m_now->listeners)
            places.append(row.scheme + QStringLiteral("://") + row.address);
    }
    return places.isEmpty() ? tr("No listener is open.") : tr("Listening on %1.").arg(places.join(QStringLiteral(", ")));
}

QString Overview::connectCommand() const
{
    if (!m_now)
        return {};
    for (const ListenerRow &row : m_now->listeners) {
        const qsizetype colon = row.address.lastIndexOf(u':');
        if (row.scheme != QLatin1StringView("mqtt") || colon < 0)
            continue;
        QString host = row.address.left(colon);
        if (host == QLatin1StringView("0.0.0.0") || host == QLatin1StringView("[::]") || host == QLatin1StringView("::"))
            host = QStringLiteral("127.0.0.1");
        host.remove(u'[').remove(u']');
        return QStringLiteral("mosquitto_pub -h %1 -p %2 -t plant/line1/temperature -m 21.5").arg(host, row.address.mid(colon + 1));
    }
    return {};
}

} // namespace topiq
