// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/transport.h"

#include "io/proxylayer.h"
#include "io/tlslayer.h"
#include "io/websocketlayer.h"

namespace topiq {

std::unique_ptr<LayerStack> Transport::makeLayers() const
{
    if (isPlain())
        return nullptr;
    auto stack = std::make_unique<LayerStack>();
    if (proxies)
        stack->push(std::make_unique<ProxyLayer>(*stack));
    if (tls)
        stack->push(std::make_unique<TlsLayer>(tls, *stack));
    if (webSocket)
        stack->push(std::make_unique<WebSocketLayer>(webSocket));
    return stack;
}

} // namespace topiq
