// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/bridge/bridgeset.h"

#include "base/text.h"
#include "protocols/mqtt/bridge/bridge.h"

#include <QFile>
#include <QString>

#include <algorithm>

namespace topiq::mqtt {

namespace {

constexpr qint64 MaxPassword = 64 * 1024;

/// The first line of the file.
Result<std::string> readPassword(const BridgeConfig &config)
{
    if (config.passwordFile.empty())
        return std::string();
    const auto fault = [&](const std::string &text) {
        return Error{ErrorCode::Configuration,
            "bridge `" + printable(config.name) + "`: password_file `" + printable(config.passwordFile) + "` " + text,
            {}};
    };
    QFile file(QString::fromStdString(config.passwordFile));
    if (!file.open(QIODevice::ReadOnly))
        return fault("cannot be read: " + file.errorString().toStdString());
    QByteArray line = file.readLine(MaxPassword + 2);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty() || line.size() >= MaxPassword)
        return fault("must hold the password in its first line, of at most 65,535 bytes");
    return line.toStdString();
}

} // namespace

BridgeSet::BridgeSet(Engine &engine, LoopPool &loops) : m_engine(engine), m_loops(loops) {}

BridgeSet::~BridgeSet()
{
    for (Entry &entry : m_entries)
        stop(entry, false);
}

Result<BridgeSet::Entry> BridgeSet::prepare(const BridgeConfig &config)
{
    Entry entry;
    entry.config = config;
    auto password = readPassword(config);
    if (!password)
        return password.error();
    entry.password = std::move(*password);
    const bool tls = std::any_of(
        config.addresses.begin(), config.addresses.end(), [](const BridgeAddress &address) { return address.tls; });
    if (tls) {
        auto context = TlsContext::forClient({config.tls.ca, config.tls.certificate, config.tls.key, true, {"mqtt"}});
        if (!context)
            return Error{
                ErrorCode::Configuration, "bridge `" + printable(config.name) + "`: " + context.error().message(), {}};
        entry.tls = std::move(*context);
    }
    return entry;
}

Result<void> BridgeSet::check(const std::vector<BridgeConfig> &configs)
{
    for (const BridgeConfig &config : configs) {
        if (const auto entry = prepare(config); !entry)
            return entry.error();
    }
    return {};
}

Result<void> BridgeSet::apply(const std::vector<BridgeConfig> &configs)
{
    std::vector<Entry> next;
    for (const BridgeConfig &config : configs) {
        auto entry = prepare(config);
        if (!entry)
            return entry.error();
        next.push_back(std::move(*entry));
    }
    for (Entry &old : m_entries) {
        const auto same = std::find_if(
            next.begin(), next.end(), [&](const Entry &entry) { return entry.config.name == old.config.name; });
        if (same != next.end() && same->config == old.config && same->password == old.password)
            renew(*same, old);
        else
            stop(old, same == next.end());
    }
    m_entries = std::move(next);
    for (Entry &entry : m_entries) {
        if (!entry.bridge)
            start(entry);
    }
    return {};
}

/// The running bridge goes on in `entry`, with new certificates.
void BridgeSet::renew(Entry &entry, Entry &old)
{
    entry.bridge = std::move(old.bridge);
    entry.status = std::move(old.status);
    entry.loop = old.loop;
    if (entry.tls) {
        m_loops.loop(entry.loop).post([bridge = entry.bridge, tls = entry.tls] { bridge->setTls(tls); });
    }
}

void BridgeSet::start(Entry &entry)
{
    entry.bridge = std::make_shared<Bridge>(m_engine, entry.config, entry.password);
    entry.bridge->setTls(entry.tls);
    entry.status = entry.bridge->sharedStatus();
    entry.loop = entry.bridge->shard().loop().index();
    m_loops.loop(entry.loop).post([bridge = entry.bridge] { bridge->start(); });
}

void BridgeSet::stop(Entry &entry, bool forget)
{
    if (!entry.bridge)
        return;
    // The last reference goes where it was used, unless the loop is no more.
    (void)m_loops.runOn(entry.loop, [&] {
        entry.bridge->stop(forget);
        entry.bridge.reset();
    });
    entry.bridge.reset();
}

std::vector<BridgeSet::Row> BridgeSet::rows()
{
    std::vector<Row> rows;
    for (const Entry &entry : m_entries) {
        const BridgeStatus &status = *entry.status;
        rows.push_back({entry.config.name, status.seen(), status.messagesIn.value(), status.messagesOut.value(),
            status.circles.value(), status.refused.value(), status.queued.value()});
        m_loops.loop(entry.loop).post([bridge = std::weak_ptr<Bridge>(entry.bridge), status = entry.status] {
            if (const auto there = bridge.lock())
                there->refresh();
        });
    }
    return rows;
}

} // namespace topiq::mqtt
