// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/addressranges.h"
#include "io/layerstack.h"
#include "io/tlscontext.h"
#include "io/websockethandshake.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace topiq {

/// What lies between the sockets of a listener and its handlers. Immutable once given to a Listener; taken by value.
struct Transport {
    std::optional<AddressRanges>
        proxies; ///< set: a PROXY header begins each connection, and it comes from one of these
    std::shared_ptr<const TlsContext> tls; ///< null: none
    std::shared_ptr<const WebSocketSettings> webSocket; ///< null: none
    std::uint64_t maxConnections = 0; ///< of this listener; 0: no limit of its own

    [[nodiscard]] bool isPlain() const { return !proxies && !tls && !webSocket; }
    /// The layers of one accepted connection; null when it needs none.
    [[nodiscard]] std::unique_ptr<LayerStack> makeLayers() const;
};

} // namespace topiq
