// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/dropledger.h"

namespace topiq {

namespace {

constexpr std::size_t NameBytes = 256; // of a topic or client id that is kept in the ledger

}

const char *name(DropReason reason)
{
    switch (reason) {
    case DropReason::QueueFull:
        return "queue_full";
    case DropReason::SlowConsumer:
        return "slow_consumer";
    case DropReason::Offline:
        return "offline";
    case DropReason::SessionEnded:
        return "session_ended";
    case DropReason::RetainedFull:
        return "retained_full";
    case DropReason::Malformed:
        return "malformed";
    case DropReason::TooLarge:
        return "too_large";
    case DropReason::Expired:
        return "expired";
    case DropReason::TooLargeForClient:
        return "too_large_for_client";
    case DropReason::NotAuthorized:
        return "not_authorized";
    case DropReason::QuotaExceeded:
        return "quota_exceeded";
    }
    return "";
}

void DropLedger::add(
    DropReason reason, std::string_view topic, std::string_view client, std::int64_t timeMs, std::uint64_t count)
{
    m_totals[std::size_t(reason)].add(count);
    topic = topic.substr(0, NameBytes);
    client = client.substr(0, NameBytes);
    const std::lock_guard lock(m_lock);
    if (!m_records.empty()) {
        DropRecord &newest = m_records[m_newest];
        if (newest.reason == reason && newest.topic == topic && newest.client == client) {
            newest.count += count;
            newest.timeMs = timeMs;
            return;
        }
    }
    if (m_records.size() < Kept) {
        m_newest = m_records.size();
        m_records.emplace_back();
    } else {
        m_newest = (m_newest + 1) % Kept;
    }
    DropRecord &record = m_records[m_newest];
    record.timeMs = timeMs;
    record.reason = reason;
    record.topic.assign(topic);
    record.client.assign(client);
    record.count = count;
}

std::vector<DropRecord> DropLedger::last() const
{
    const std::lock_guard lock(m_lock);
    std::vector<DropRecord> records;
    records.reserve(m_records.size());
    for (std::size_t i = 0; i < m_records.size(); ++i)
        records.push_back(m_records[(m_newest + m_records.size() - i) % m_records.size()]);
    return records;
}

} // namespace topiq
