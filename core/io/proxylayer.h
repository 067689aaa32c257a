// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "io/layer.h"

#include <string>

namespace topiq {

class LayerStack;

/// Takes a PROXY header off the beginning of a connection and notes in the stack whom it announces; what follows passes
/// through untouched.
class ProxyLayer final : public Layer {
public:
    explicit ProxyLayer(LayerStack &stack) : m_stack(stack) {}

    const char *opening() const override { return "PROXY header"; }
    int openingSeconds() const override { return 5; }
    std::span<char> decode(std::span<char> bytes, const Output &output) override;
    void encode(OutputQueue &plain, const Output &output) override { plain.moveTo(output.queue, OutputHigh); }
    void finish(bool, const Output &) override {}

private:
    LayerStack &m_stack;
    std::string m_header; // what came of it so far
};

} // namespace topiq
