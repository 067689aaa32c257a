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

QList<QByteArray> tileRoles() { return {"key", "title", "value", "unit", "detail", "course", "page"}; }

struct DropWord {
    QLatin1StringView reason;
    const char *title;
    const char *sentence;
};

/// The reasons of the engine's drop ledger, in words.
constexpr DropWord DropWords[] = {
    {QLatin1StringView("queue_full"), QT_TRANSLATE_NOOP("topiq::Overview", "Queue full"),
        QT_TRANSLATE_NOOP(
            "topiq::Overview", "The client acknowledges too slowly, and its queue has reached its limit.")},
    {QLatin1StringView("slow_consumer"), QT_TRANSLATE_NOOP("topiq::Overview", "Slow consumer"),
        QT_TRANSLATE_NOOP("topiq::Overview", "The client reads too slowly, and QoS 0 messages do not wait for it.")},
    {QLatin1StringView("offline"), QT_TRANSLATE_NOOP("topiq::Overview", "Client away"),
        QT_TRANSLATE_NOOP("topiq::Overview", "The client is away, and QoS 0 messages are not kept for it.")},
    {QLatin1StringView("session_ended"), QT_TRANSLATE_NOOP("topiq::Overview", "Session ended"),
        QT_TRANSLATE_NOOP("topiq::Overview", "Messages were still queued for a session when it was discarded.")},
    {QLatin1StringView("retained_full"), QT_TRANSLATE_NOOP("topiq::Overview", "Not retained"),
        QT_TRANSLATE_NOOP("topiq::Overview",
            "The limit of retained messages is reached; the message was delivered, but not retained.")},
    {QLatin1StringView("malformed"), QT_TRANSLATE_NOOP("topiq::Overview", "Malformed"),
        QT_TRANSLATE_NOOP("topiq::Overview", "A packet broke the protocol, and its connection was closed.")},
    {QLatin1StringView("too_large"), QT_TRANSLATE_NOOP("topiq::Overview", "Too large"),
        QT_TRANSLATE_NOOP("topiq::Overview", "A packet was longer than the limit, and its connection was closed.")},
};

const DropWord *dropWord(const QString &reason)
{
    const auto *word = std::find_if(
        std::begin(DropWords), std::end(DropWords), [&](const DropWord &w) { return w.reason == reason; });
    return word == std::end(DropWords) ? nullptr : word;
}

/// A reason of a later engine shows as the engine names it.
QString reasonText(const QString &reason)
{
    const DropWord *word = dropWord(reason);
    return word ? Overview::tr(word->title) : visibletext::line(reason);
}

QString reasonSentence(const QString &reason)
{
    const DropWord *word = dropWord(reason);
    return word ? Overview::tr(word->sentence) : QString();
}

double fraction(const Gauge &gauge)
{
    return gauge.limit == 0 ? -1 : std::min(1.0, double(gauge.value) / double(gauge.limit));
}

} // namespace

Overview::Overview(QObject *parent)
    : QObject(parent),
      m_tiles(tileRoles()),
      m_mainTiles(tileRoles()),
      m_health({"key", "title", "text", "fraction", "level", "word"}),
      m_drops({"reason", "title", "total", "fraction", "some", "sentence"}),
      m_lastDrops({"id", "time", "reason", "topic", "client", "times"}),
      m_listeners({"address", "scheme", "connections", "tls"}),
      m_events({"id", "time", "sentence"})
{}

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
    const QList<QVariantList> tiles{
        {QStringLiteral("connections"), tr("Connections"), Format::count(double(s.connections.value)), QString(),
            against(s.connections), course(Connections), QStringLiteral("clients")},
        {QStringLiteral("topics"), tr("Topics"), Format::compact(double(s.topics.value)), QString(), against(s.topics),
            course(Topics), QStringLiteral("topics")},
        {QStringLiteral("records"), tr("Records kept"), Format::compact(double(s.records.value)), QString(),
            Format::bytes(double(s.recordBytes.value)), course(Records), QStringLiteral("topics")},
        {QStringLiteral("in"), tr("In"), Format::rate(s.rates.messagesIn), tr("msg/s"),
            Format::byteRate(s.rates.bytesIn), course(In), QStringLiteral("topics")},
        {QStringLiteral("out"), tr("Out"), Format::rate(s.rates.messagesOut), tr("msg/s"),
            Format::byteRate(s.rates.bytesOut), course(Out), QStringLiteral("clients")},
        {QStringLiteral("dropped"), tr("Dropped"), Format::rate(s.rates.dropped), tr("msg/s"),
            tr("%1 since start").arg(Format::compact(double(s.totals.dropped))), course(Dropped), QString()},
    };
    m_tiles.setRows(tiles);
    m_mainTiles.setRows({tiles.at(3), tiles.at(4), tiles.at(0), tiles.at(5)});
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
        const QString text = entry.gauge.limit == 0
            ? number(entry.gauge.value)
            : tr("%1 of %2").arg(number(entry.gauge.value), number(entry.gauge.limit));
        const QString word = share < 0 ? tr("no limit")
            : level == 2               ? tr("full")
            : level == 1               ? tr("high")
                                       : tr("fine");
        rows.append({entry.key, entry.title, text, share, level, word});
    }
    rows.append({QStringLiteral("cpu"), tr("CPU"), tr("%1 cores").arg(QLocale().toString(s.cpu, 'f', 2)), -1.0, 0,
        tr("no limit")});
    std::stable_sort(rows.begin(), rows.end(), [](const QVariantList &a, const QVariantList &b) {
        constexpr int Level = 4; // what needs a look comes first
        return a.at(Level).toInt() > b.at(Level).toInt();
    });
    m_health.setRows(rows);
}

void Overview::fillLists(const Snapshot &s)
{
    quint64 most = 1;
    for (const DropCount &drop : s.drops)
        most = std::max(most, drop.total);
    QList<DropCount> sorted = s.drops;
    std::stable_sort(
        sorted.begin(), sorted.end(), [](const DropCount &a, const DropCount &b) { return a.total > b.total; });
    QList<QVariantList> drops;
    for (const DropCount &drop : std::as_const(sorted))
        drops.append({drop.reason, reasonText(drop.reason), Format::count(double(drop.total)),
            double(drop.total) / double(most), drop.total > 0, reasonSentence(drop.reason)});
    m_drops.setRows(drops);

    QList<QVariantList> last;
    for (const DropEntry &entry : s.lastDrops)
        last.append({QStringLiteral("%1 %2 %3").arg(QString::number(entry.timeMs), entry.client, entry.topic),
            Format::clockSeconds(double(entry.timeMs)), reasonText(entry.reason), visibletext::line(entry.topic),
            visibletext::line(entry.client),
            entry.count > 1 ? tr("× %1").arg(Format::count(double(entry.count))) : QString()});
    m_lastDrops.setRows(last);

    QList<QVariantList> listeners;
    for (const ListenerRow &row : s.listeners)
        listeners.append(
            {row.address, row.scheme, Format::count(double(row.connections)), row.tls ? tr("TLS") : tr("plain")});
    m_listeners.setRows(listeners);

    QList<QVariantList> events;
    for (const EventRow &row : s.events)
        events.append({QString::number(row.timeMs) + row.text, Format::clockSeconds(double(row.timeMs)),
            visibletext::line(row.text)});
    m_events.setRows(events);
}

bool Overview::nothingYet() const { return m_now && m_now->totals.messagesIn == 0 && m_now->topics.value == 0; }

int Overview::level() const { return dropping() ? 2 : m_worst; }

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
    return places.isEmpty() ? tr("No listener is open.")
                            : tr("Listening on %1.").arg(places.join(QStringLiteral(", ")));
}

QString Overview::mqttTool(const QString &tool, const QString &rest) const
{
    if (!m_now)
        return {};
    for (const ListenerRow &row : m_now->listeners) {
        const qsizetype colon = row.address.lastIndexOf(u':');
        if (row.scheme != QLatin1StringView("mqtt") || colon < 0)
            continue;
        QString host = row.address.left(colon);
        if (host == QLatin1StringView("0.0.0.0") || host == QLatin1StringView("[::]")
            || host == QLatin1StringView("::"))
            host = QStringLiteral("127.0.0.1");
        host.remove(u'[').remove(u']');
        return QStringLiteral("%1 -h %2 -p %3 ").arg(tool, host, row.address.mid(colon + 1)) + rest;
    }
    return {};
}

QString Overview::connectCommand() const
{
    return mqttTool(QStringLiteral("mosquitto_pub"), QStringLiteral("-t plant/line1/temperature -m 21.5"));
}

QString Overview::subscribeCommand(const QString &topic) const
{
    QString quoted = topic;
    quoted.replace(u'\'', QLatin1StringView("'\\''"));
    return mqttTool(QStringLiteral("mosquitto_sub"), QStringLiteral("-v -t '") + quoted + u'\'');
}

} // namespace topiq
