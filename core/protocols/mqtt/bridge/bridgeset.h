// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "engine/engine.h"
#include "io/tlscontext.h"
#include "protocols/mqtt/bridge/bridgeconfig.h"
#include "protocols/mqtt/bridge/bridgestatus.h"

#include <memory>
#include <string>
#include <vector>

namespace topiq::mqtt {

class Bridge;

/// All bridges of the broker. Thread: main, which may wait for a loop here, but for a moment only. Destroyed after the
/// loops have stopped, or while they run.
class BridgeSet {
public:
    BridgeSet(Engine &engine, LoopPool &loops);
    ~BridgeSet();

    /// Has exactly these bridges run: new ones are started, others stopped; one whose configuration has changed is made
    /// anew and keeps what is queued, one that has not is left alone (its certificates are read again, for the next
    /// connection). Failure: a file that cannot be read; then everything stays as it was.
    [[nodiscard]] Result<void> apply(const std::vector<BridgeConfig> &configs);
    /// Whether apply() would find the files.
    [[nodiscard]] static Result<void> check(const std::vector<BridgeConfig> &configs);

    struct Row {
        std::string name;
        BridgeStatus::Seen seen;
        std::uint64_t messagesIn = 0;
        std::uint64_t messagesOut = 0;
        std::uint64_t circles = 0;
        std::uint64_t refused = 0;
        std::uint64_t queued = 0;
    };
    /// How they are; figures that must be fetched are those of the call before. Does not wait.
    [[nodiscard]] std::vector<Row> rows();

private:
    struct Entry {
        BridgeConfig config;
        std::string password;
        std::shared_ptr<const TlsContext> tls;
        std::shared_ptr<Bridge> bridge; // touched on its loop only
        std::shared_ptr<BridgeStatus> status;
        int loop = 0;
    };

    [[nodiscard]] static Result<Entry> prepare(const BridgeConfig &config);
    void renew(Entry &entry, Entry &old);
    void start(Entry &entry);
    void stop(Entry &entry, bool forget);

    Engine &m_engine;
    LoopPool &m_loops;
    std::vector<Entry> m_entries;
};

} // namespace topiq::mqtt
