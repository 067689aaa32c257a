// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/outputqueue.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <new>

#include <sys/socket.h>
#include <sys/uio.h>

namespace topiq {

OutputPool::Free::~Free()
{
    while (OutputSegment *const segment = m_first) {
        m_first = segment->next;
        std::free(segment);
    }
}

OutputSegment *OutputPool::Free::take()
{
    OutputSegment *segment = m_first;
    if (segment) {
        m_first = segment->next;
        --m_count;
    } else {
        segment = static_cast<OutputSegment *>(std::malloc(m_blockBytes));
        if (!segment)
            throw std::bad_alloc();
    }
    new (segment) OutputSegment;
    segment->data = reinterpret_cast<const char *>(segment + 1);
    segment->capacity = m_blockBytes - std::uint32_t(sizeof(OutputSegment));
    return segment;
}

void OutputPool::Free::give(OutputSegment *segment)
{
    if (m_count == KeptBytes / m_blockBytes) {
        std::free(segment);
        return;
    }
    segment->next = m_first;
    m_first = segment;
    ++m_count;
}

void OutputQueue::add(OutputSegment *segment)
{
    (m_tail ? m_tail->next : m_head) = segment;
    m_tail = segment;
}

void OutputQueue::append(OutputPool &pool, std::string_view bytes)
{
    while (!bytes.empty()) {
        if (!m_tail || m_tail->size >= m_tail->capacity)
            add(pool.take(!m_tail && bytes.size() <= OutputPool::SmallCapacity));
        const auto part = std::min<std::size_t>(bytes.size(), m_tail->capacity - m_tail->size);
        std::memcpy(storage(m_tail) + m_tail->size, bytes.data(), part);
        m_tail->size += std::uint32_t(part);
        m_bytes += part;
        bytes.remove_prefix(part);
    }
}

void OutputQueue::reference(std::string_view bytes, const void *owner, void (*release)(const void *))
{
    auto *const segment = new OutputSegment;
    segment->data = bytes.data();
    segment->size = std::uint32_t(bytes.size());
    segment->owner = owner;
    segment->release = release;
    add(segment);
    m_bytes += bytes.size();
}

OutputQueue::Flush OutputQueue::flush(OutputPool &pool, int socket, std::uint64_t &sent)
{
    while (m_bytes) {
        ssize_t written = 0;
        if (m_head == m_tail) {
            written = send(socket, m_head->data + m_head->begin, m_head->size - m_head->begin, MSG_NOSIGNAL);
        } else {
            std::array<iovec, 64> pieces; // NOLINT: filled below
            std::size_t count = 0;
            for (OutputSegment *s = m_head; s && count < pieces.size(); s = s->next)
                pieces[count++] = {const_cast<char *>(s->data) + s->begin, s->size - s->begin};
            msghdr message{};
            message.msg_iov = pieces.data();
            message.msg_iovlen = count;
            written = sendmsg(socket, &message, MSG_NOSIGNAL);
        }
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return errno == EAGAIN || errno == EWOULDBLOCK ? Flush::Blocked : Flush::Failed;
        }
        sent += std::uint64_t(written);
        consumed(pool, std::uint64_t(written));
    }
    return Flush::Done;
}

void OutputQueue::consumed(OutputPool &pool, std::uint64_t bytes)
{
    m_bytes -= bytes;
    while (m_head && bytes >= m_head->size - m_head->begin) {
        bytes -= m_head->size - m_head->begin;
        dropHead(pool);
    }
    if (m_head)
        m_head->begin += std::uint32_t(bytes);
}

void OutputQueue::dropHead(OutputPool &pool)
{
    OutputSegment *const segment = m_head;
    m_head = segment->next;
    if (!m_head)
        m_tail = nullptr;
    if (segment->capacity) {
        pool.give(segment);
    } else {
        segment->release(segment->owner);
        delete segment;
    }
}

std::size_t OutputQueue::peek(char *to, std::size_t size) const
{
    std::size_t copied = 0;
    for (const OutputSegment *s = m_head; s && copied < size; s = s->next) {
        const std::size_t part = std::min<std::size_t>(s->size - s->begin, size - copied);
        std::memcpy(to + copied, s->data + s->begin, part);
        copied += part;
    }
    return copied;
}

std::uint64_t OutputQueue::bytesUpTo(std::uint64_t limit) const
{
    std::uint64_t bytes = 0;
    for (const OutputSegment *s = m_head; s && bytes < limit; s = s->next)
        bytes += s->size - s->begin;
    return bytes;
}

void OutputQueue::moveTo(OutputQueue &target, std::uint64_t limit)
{
    std::uint64_t moved = 0;
    while (m_head && moved < limit) {
        OutputSegment *const segment = m_head;
        m_head = segment->next;
        if (!m_head)
            m_tail = nullptr;
        segment->next = nullptr;
        target.add(segment);
        moved += segment->size - segment->begin;
    }
    m_bytes -= moved;
    target.m_bytes += moved;
}

void OutputQueue::clear(OutputPool &pool)
{
    while (m_head)
        dropHead(pool);
    m_bytes = 0;
}

} // namespace topiq
