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

Connection::Connection(Loop &loop, int socket, std::unique_ptr<ConnectionHandler> handler, ConnectionTicket ticket)
    : m_loop(loop),
      m_handler(std::move(handler)),
      m_ticket(std::move(ticket)),
      m_socket(socket)
{}

Connection::~Connection()
{
    m_output.clear(m_loop.outputPool());
    if (m_socket >= 0)
        ::close(m_socket);
}

std::string Connection::peer() const { return isOpen() ? peerName(m_socket) : std::string(); }

void Connection::open(std::string_view bytes)
{
    m_events = EPOLLIN;
    if (!m_loop.watch(m_socket, m_events, *this)) {
        close(CloseReason::Failed);
        return;
    }
    m_handler->opened(*this);
    if (!bytes.empty() && isOpen())
        feed(bytes);
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
        if (m_handler->wanted() > Loop::ReadBytes)
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
    std::uint64_t sent = 0;
    const bool wasHigh = m_output.bytes() >= OutputHigh;
    const OutputQueue::Flush result = m_output.flush(m_loop.outputPool(), m_socket, sent);
    ++m_loop.counters().writes;
    m_loop.counters().bytesOut.add(sent);
    if (result == OutputQueue::Flush::Failed) {
        close(errno == EPIPE || errno == ECONNRESET ? CloseReason::ByPeer : CloseReason::Failed);
        return;
    }
    const bool wasBlocked = m_blocked;
    m_blocked = result == OutputQueue::Flush::Blocked;
    if (m_choked && m_output.bytes() <= OutputHigh / 2) {
        m_choked = false;
        updateEvents();
        offerRest(); // a pause by the handler stays
    }
    if (m_blocked != wasBlocked)
        updateEvents();
    if ((wasBlocked || wasHigh) && !m_blocked)
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
    if (reason != CloseReason::Failed && !m_output.empty()) {
        std::uint64_t sent = 0; // a last answer says why; what the socket does not take now is lost with it
        (void)m_output.flush(m_loop.outputPool(), m_socket, sent);
        m_loop.counters().bytesOut.add(sent);
    }
    m_loop.unwatch(m_socket);
    ::close(std::exchange(m_socket, -1));
    m_ticket = {};
    retire();
    m_handler->closed(reason);
}

void Connection::moveTo(Loop &target, std::unique_ptr<ConnectionHandler> handler, std::string_view unread)
{
    m_loop.unwatch(m_socket);
    const int socket = std::exchange(m_socket, -1);
    retire();
    // std::function copies what it holds, so what can only be moved travels in a shared box.
    auto box = std::make_shared<std::pair<std::unique_ptr<ConnectionHandler>, ConnectionTicket>>(
        std::move(handler), std::move(m_ticket));
    const bool accepted = target.post([&target, socket, box = std::move(box), bytes = std::string(unread)] {
        target.adopt(socket, std::move(box->first), bytes, std::move(box->second));
    });
    if (!accepted)
        ::close(socket);
}

void Connection::retire()
{
    m_output.clear(m_loop.outputPool());
    m_rest = {};
    m_loop.bury(*this);
}

} // namespace topiq
