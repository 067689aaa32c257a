// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/layerstack.h"

#include "io/connection.h"

#include <algorithm>

namespace topiq {

bool LayerStack::attach(Connection &connection)
{
    m_connection = &connection;
    if (!isOpen())
        openNext(connection.loop().outputPool());
    return isOpen();
}

void LayerStack::detach()
{
    stop();
    m_connection = nullptr;
}

/// The layer at m_open begins to open, and those above it that need no opening.
void LayerStack::openNext(OutputPool &pool)
{
    for (; m_open < m_steps.size(); ++m_open) {
        Step &step = *m_steps[m_open];
        if (step.layer->state() != Layer::State::Opening)
            continue;
        m_connection->loop().startTimer(*this, step.layer->openingSeconds() * std::int64_t(1000));
        step.layer->start({step.output, pool});
        m_over = m_over || step.layer->state() == Layer::State::Failed;
        return;
    }
    stop();
    m_onFailed = nullptr;
    if (const std::function<void()> tell = std::exchange(m_onOpen, nullptr))
        tell();
}

void LayerStack::expired()
{
    const Layer &layer = *m_steps[m_open]->layer;
    m_timeOut = std::string("no ") + layer.opening() + " within " + std::to_string(layer.openingSeconds()) + " s";
    m_connection->close(CloseReason::Failed);
}

bool LayerStack::mayRead(std::uint64_t turn) const
{
    if (isOpen() || !m_steps[m_open]->layer->opensSlowly())
        return true;
    // What is left unread is reported again in the next turn, after everybody else had theirs.
    struct Spent {
        std::uint64_t turn = 0;
        int openings = 0;
    };
    thread_local Spent spent;
    if (spent.turn != turn)
        spent = {turn, 0};
    return ++spent.openings <= SlowOpeningsPerTurn;
}

char *LayerStack::buffer()
{
    thread_local const std::unique_ptr<char[]> bytes = std::make_unique_for_overwrite<char[]>(ReadBytes);
    return bytes.get();
}

std::span<char> LayerStack::decode(std::span<char> bytes, OutputPool &pool)
{
    for (std::size_t i = 0; i < m_steps.size() && !bytes.empty(); ++i) {
        Step &step = *m_steps[i];
        bytes = step.layer->decode(bytes, {step.output, pool});
        if (i == m_open && step.layer->state() == Layer::State::Open) {
            ++m_open;
            openNext(pool);
        }
        if (step.layer->state() == Layer::State::Ended || step.layer->state() == Layer::State::Failed)
            m_over = true;
        if (i >= m_open)
            return {};
    }
    return bytes;
}

void LayerStack::encode(OutputQueue &plain, OutputPool &pool)
{
    for (std::size_t i = m_steps.size(); i-- > 0;) {
        if (m_steps[i]->layer->state() == Layer::State::Opening)
            continue;
        OutputQueue &above = i + 1 < m_steps.size() ? m_steps[i + 1]->output : plain;
        if (!above.empty() && (i + 1 < m_steps.size() || isOpen()))
            m_steps[i]->layer->encode(above, {m_steps[i]->output, pool});
        m_over = m_over || m_steps[i]->layer->state() == Layer::State::Failed;
    }
}

void LayerStack::finish(bool goingAway, OutputPool &pool)
{
    for (std::size_t i = m_open; i-- > 0;) {
        Step &step = *m_steps[i];
        if (i + 1 < m_steps.size() && !m_steps[i + 1]->output.empty())
            step.layer->encode(m_steps[i + 1]->output, {step.output, pool});
        step.layer->finish(goingAway, {step.output, pool});
    }
}

std::string LayerStack::socketPeer() const { return m_connection ? m_connection->peer() : std::string(); }

bool LayerStack::hasFailed() const
{
    return std::any_of(
        m_steps.begin(), m_steps.end(), [](const auto &step) { return step->layer->state() == Layer::State::Failed; });
}

bool LayerStack::isEncrypted() const
{
    return std::any_of(m_steps.begin(), m_steps.end(), [](const auto &step) { return step->layer->encrypts(); });
}

std::uint64_t LayerStack::waiting() const
{
    std::uint64_t bytes = 0;
    for (const auto &step : m_steps)
        bytes += step->output.bytes();
    return bytes;
}

void LayerStack::reportFailure(const std::string &peer, bool loopStops)
{
    const OnFailed tell = std::exchange(m_onFailed, nullptr);
    if (!tell)
        return;
    if (loopStops) {
        tell(peer, {});
        return;
    }
    for (const auto &step : m_steps) {
        if (step->layer->state() == Layer::State::Failed) {
            tell(peer, step->layer->failure());
            return;
        }
    }
    tell(peer,
        !m_timeOut.empty()
            ? m_timeOut
            : std::string("the peer closed before the ") + m_steps[m_open]->layer->opening() + " was over");
}

void LayerStack::clear(OutputPool &pool)
{
    stop();
    for (const auto &step : m_steps)
        step->output.clear(pool);
}

} // namespace topiq
