// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/connection.h"

#include "io/socket.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace topiq {

Connection::Connection(Loop &loop, int socket, std::unique_ptr<ConnectionHandler> handler, ConnectionTicket ticket,
    std::unique_ptr<LayerStack> layers)
    : m_loop(loop),
      m_handler(std::move(handler)),
      m_layers(std::move(layers)),
      m_ticket(std::move(ticket)),
      m_socket(socket)
{}

Connection::~Connection()
{
    m_output.clear(m_loop.outputPool());
    if (m_layers)
        m_layers->clear(m_loop.outputPool());
    if (m_socket >= 0)
        ::close(m_socket);
}

std::string Connection::peer() const
{
    if (!isOpen())
        return {};
    return m_layers && !m_layers->peer().empty() ? m_layers->peer() : peerName(m_socket);
}

void Connection::open(std::string_view bytes)
{
    m_events = EPOLLIN;
    if (!m_loop.watch(m_socket, m_events, *this)) {
        close(CloseReason::Failed);
        return;
    }
    if (m_layers && !m_layers->attach(*this)) {
        (void)output(); // the side that speaks first has something to say
        endWithLayers();
        return;
    }
    m_handler->opened(*this);
    if (!bytes.empty() && isOpen())
        feed(bytes);
    if (m_layers && isOpen()) {
        (void)output(); // what the layers had still to say on the loop that they came from
        endWithLayers();
    }
}

void Connection::ready(std::uint32_t events)
{
    if (!isOpen())
        return;
    if (events & EPOLLOUT)
        flush();
    if (!isOpen())
        return;
    const bool mayRead = m_events & EPOLLIN;
    if (mayRead && (events & (EPOLLIN | EPOLLHUP | EPOLLERR))) {
        if (m_layers)
            readThroughLayers();
        else if (m_handler->wanted() > Loop::ReadBytes)
            readLargePacket();
        else
            read();
    } else if (events & (EPOLLHUP | EPOLLERR)) {
        close(CloseReason::ByPeer); // paused, and reported again and again by epoll: nothing more will come of it
    }
}

void Connection::read()
{
    if (m_resumed)
        return; // what is kept goes to the handler first, in this turn; reading more now could outgrow the buffer
    char *const buffer = m_loop.scratch();
    const std::size_t kept = m_rest.size;
    if (kept > Loop::ReadBytes) {
        close(CloseReason::Failed); // a handler that neither uses anything up, nor says what it waits for, nor pauses
        return;
    }
    if (kept)
        std::memcpy(buffer, m_rest.data.get(), kept);
    const ssize_t count = ::read(m_socket, buffer + kept, Loop::ReadBytes);
    if (!takeRead(count))
        return;
    m_rest.size = 0;
    feed({buffer, kept + std::size_t(count)});
}

void Connection::readLargePacket()
{
    // Memory is taken as bytes arrive, not as they are announced.
    if (m_rest.size == m_rest.capacity)
        m_rest.grow(std::min(m_handler->wanted(), std::max(m_rest.capacity * 2, Loop::ReadBytes)));
    const ssize_t count = ::read(m_socket, m_rest.data.get() + m_rest.size, m_rest.capacity - m_rest.size);
    if (!takeRead(count))
        return;
    m_rest.size += std::size_t(count);
    if (m_rest.size < m_handler->wanted())
        return;
    const Rest packet = std::exchange(m_rest, {});
    feed({packet.data.get(), packet.size});
}

void Connection::readThroughLayers()
{
    if (m_resumed || m_layers->isOver() || !m_layers->mayRead(m_loop.counters().turns.value()))
        return;
    char *const buffer = LayerStack::buffer();
    const ssize_t count = ::read(m_socket, buffer, LayerStack::ReadBytes);
    if (!takeRead(count))
        return;
    const bool wasOpen = m_layers->isOpen();
    const std::span<char> plain = m_layers->decode({buffer, std::size_t(count)}, m_loop.outputPool());
    if (const std::uint64_t waiting = m_layers->waiting()) {
        (void)output(); // a part of a handshake, or an answer to a ping
        if (!m_choked && waiting > OutputHigh) {
            m_choked = true;
            updateEvents();
        }
    }
    if (!wasOpen && m_layers->isOpen())
        m_handler->opened(*this);
    if (!plain.empty() && isOpen())
        takePlain(plain);
    endWithLayers();
}

void Connection::takePlain(std::span<const char> bytes)
{
    if (const std::size_t wanted = m_handler->wanted(); wanted > Loop::ReadBytes) {
        m_rest.append(bytes, wanted);
        if (m_rest.size < wanted)
            return;
        const Rest packet = std::exchange(m_rest, {});
        feed({packet.data.get(), packet.size});
        return;
    }
    if (m_rest.size == 0) {
        feed({bytes.data(), bytes.size()});
        return;
    }
    if (m_rest.size > Loop::ReadBytes) {
        close(CloseReason::Failed); // see read()
        return;
    }
    // The shared buffer holds twice ReadBytes.
    static_assert(LayerStack::PlainBytes <= Loop::ReadBytes);
    char *const buffer = m_loop.scratch();
    std::memcpy(buffer, m_rest.data.get(), m_rest.size);
    std::memcpy(buffer + m_rest.size, bytes.data(), bytes.size());
    const std::size_t size = std::exchange(m_rest.size, 0) + bytes.size();
    feed({buffer, size});
}

/// The peer said goodbye or broke the rules of a layer: what came before is served first.
void Connection::endWithLayers()
{
    if (!isOpen() || !m_layers->isOver())
        return;
    if (m_rest.size && (m_paused || m_choked || m_resumed))
        return; // comes here again when the handler goes on
    close(m_layers->hasFailed() ? CloseReason::Failed : CloseReason::ByPeer);
}

bool Connection::takeRead(ssize_t count)
{
    ++m_loop.counters().reads;
    if (count > 0) {
        m_loop.counters().bytesIn.add(std::uint64_t(count));
        return true;
    }
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        return false;
    close(count == 0 || errno == ECONNRESET ? CloseReason::ByPeer : CloseReason::Failed);
    return false;
}

void Connection::feed(std::string_view bytes)
{
    m_feeding = true;
    const std::size_t used = m_handler->received(bytes);
    m_feeding = false;
    if (!isOpen())
        return;
    bytes.remove_prefix(used);
    if (bytes.empty()) {
        m_rest = {};
    } else {
        m_rest.keep(bytes);
    }
    if (!m_choked && m_output.bytes() > OutputHigh) {
        m_choked = true;
        updateEvents();
    }
}

void Connection::Rest::keep(std::string_view bytes)
{
    if (bytes.size() > capacity) {
        auto bigger = std::make_unique_for_overwrite<char[]>(bytes.size());
        std::memcpy(bigger.get(), bytes.data(), bytes.size());
        data = std::move(bigger);
        capacity = bytes.size();
    } else {
        std::memmove(data.get(), bytes.data(), bytes.size());
    }
    size = bytes.size();
}

void Connection::Rest::append(std::span<const char> bytes, std::size_t wanted)
{
    if (size + bytes.size() > capacity)
        grow(std::max(size + bytes.size(), std::min(wanted, std::max(capacity * 2, Loop::ReadBytes))));
    std::memcpy(data.get() + size, bytes.data(), bytes.size());
    size += bytes.size();
}

void Connection::Rest::grow(std::size_t wanted)
{
    auto bigger = std::make_unique_for_overwrite<char[]>(wanted);
    if (size)
        std::memcpy(bigger.get(), data.get(), size);
    data = std::move(bigger);
    capacity = wanted;
}

void Connection::flush()
{
    m_dirty = false;
    if (!isOpen())
        return;
    if (m_layers) {
        flushThroughLayers();
        return;
    }
    std::uint64_t sent = 0;
    const bool wasHigh = m_output.bytes() >= OutputHigh;
    const OutputQueue::Flush result = m_output.flush(m_loop.outputPool(), m_socket, sent);
    afterFlush(result, sent, wasHigh);
}

void Connection::flushThroughLayers()
{
    std::uint64_t sent = 0;
    const bool wasHigh = m_output.bytes() >= OutputHigh;
    const OutputQueue::Flush result = flushLayers(sent);
    afterFlush(result, sent, wasHigh);
    endWithLayers(); // encoding may have failed
}

/// Only as much is encoded as the socket takes; the rest stays as the handler left it.
OutputQueue::Flush Connection::flushLayers(std::uint64_t &sent)
{
    for (;;) {
        m_layers->encode(m_output, m_loop.outputPool());
        if (m_layers->wire().empty())
            return OutputQueue::Flush::Done;
        const OutputQueue::Flush result = m_layers->wire().flush(m_loop.outputPool(), m_socket, sent);
        if (result != OutputQueue::Flush::Done)
            return result;
    }
}

void Connection::afterFlush(OutputQueue::Flush result, std::uint64_t sent, bool wasHigh)
{
    ++m_loop.counters().writes;
    m_loop.counters().bytesOut.add(sent);
    if (result == OutputQueue::Flush::Failed) {
        close(errno == EPIPE || errno == ECONNRESET ? CloseReason::ByPeer : CloseReason::Failed);
        return;
    }
    const bool wasBlocked = m_blocked;
    m_blocked = result == OutputQueue::Flush::Blocked;
    if (m_choked && unsentBytes() <= OutputHigh / 2) {
        m_choked = false;
        updateEvents();
        offerRest(); // a pause by the handler stays
    }
    if (m_blocked != wasBlocked)
        updateEvents();
    if ((wasBlocked || wasHigh) && !m_blocked && isServed())
        m_handler->outputDrained();
}

void Connection::pauseReading()
{
    m_paused = true;
    updateEvents();
}

void Connection::resumeReading()
{
    m_paused = false;
    updateEvents();
    offerRest();
}

void Connection::offerRest()
{
    // What was read already is offered again in the next turn; the kernel does not know of it.
    if (m_rest.size && !m_resumed) {
        m_resumed = true;
        m_loop.markResumed(*this);
    }
}

void Connection::resume()
{
    m_resumed = false;
    if (!isOpen() || m_paused || m_choked || m_rest.size == 0)
        return;
    const Rest rest = std::exchange(m_rest, {});
    feed({rest.data.get(), rest.size});
    if (m_layers)
        endWithLayers();
}

void Connection::updateEvents()
{
    if (!isOpen())
        return;
    const std::uint32_t events = (m_paused || m_choked ? 0u : EPOLLIN) | (m_blocked ? EPOLLOUT : 0u);
    if (events == m_events)
        return;
    m_events = events;
    m_loop.rewatch(m_socket, events, *this);
}

void Connection::close(CloseReason reason)
{
    if (!isOpen())
        return;
    const bool wasOpened = isServed();
    // A last answer says why; what the socket does not take now is lost with it.
    if (m_layers) {
        flushLastWords(reason == CloseReason::Shutdown);
        if (!wasOpened)
            m_layers->reportFailure(peer(), reason == CloseReason::Shutdown);
    } else if (reason != CloseReason::Failed && !m_output.empty()) {
        std::uint64_t sent = 0;
        (void)m_output.flush(m_loop.outputPool(), m_socket, sent);
        m_loop.counters().bytesOut.add(sent);
    }
    m_loop.unwatch(m_socket);
    ::close(std::exchange(m_socket, -1));
    m_ticket = {};
    retire();
    if (wasOpened)
        m_handler->closed(reason);
}

void Connection::flushLastWords(bool goingAway)
{
    std::uint64_t sent = 0;
    if (flushLayers(sent) == OutputQueue::Flush::Done) {
        m_layers->finish(goingAway, m_loop.outputPool());
        (void)m_layers->wire().flush(m_loop.outputPool(), m_socket, sent);
    }
    m_loop.counters().bytesOut.add(sent);
}

void Connection::moveTo(Loop &target, std::unique_ptr<ConnectionHandler> handler, std::string_view unread)
{
    m_loop.unwatch(m_socket);
    const int socket = std::exchange(m_socket, -1);
    if (m_layers)
        m_layers->detach();
    struct Box {
        std::unique_ptr<ConnectionHandler> handler;
        ConnectionTicket ticket;
        std::unique_ptr<LayerStack> layers;
    };
    // std::function copies what it holds, so what can only be moved travels in a shared box.
    auto box = std::make_shared<Box>(Box{std::move(handler), std::move(m_ticket), std::move(m_layers)});
    retire();
    const bool accepted = target.post([&target, socket, box, bytes = std::string(unread)] {
        target.adopt(socket, std::move(box->handler), bytes, std::move(box->ticket), std::move(box->layers));
    });
    if (accepted)
        return;
    ::close(socket);
    if (box->layers)
        box->layers->clear(m_loop.outputPool());
}

void Connection::retire()
{
    m_output.clear(m_loop.outputPool());
    if (m_layers)
        m_layers->clear(m_loop.outputPool());
    m_rest = {};
    m_loop.bury(*this);
}

} // namespace topiq
