// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace topiq {

/// One stretch of output: bytes of our own, written behind this header, or bytes of somebody else that stay alive until
/// `release` is called.
struct OutputSegment {
    OutputSegment *next = nullptr;
    const char *data = nullptr;
    std::uint32_t begin = 0; ///< sent already
    std::uint32_t size = 0;
    std::uint32_t capacity = 0; ///< 0: not ours
    const void *owner = nullptr;
    void (*release)(const void *owner) = nullptr;
};

/// The output buffers of a loop: taken by a connection when it first has something to say in a turn, returned when
/// it is sent, so that idle connections own none and busy ones share a few that stay in the cache. A connection begins
/// with a small one: one message to each of a thousand subscribers then touches 0.5 MiB and not 8. Thread: one.
class OutputPool {
public:
    static constexpr std::uint32_t SmallBlockBytes = 512;
    static constexpr std::uint32_t BlockBytes = 8 * 1024;
    static constexpr std::uint32_t SmallCapacity = SmallBlockBytes - sizeof(OutputSegment);
    static constexpr std::uint32_t Capacity = BlockBytes - sizeof(OutputSegment);

    OutputPool() = default;
    OutputPool(const OutputPool &) = delete;
    OutputPool &operator=(const OutputPool &) = delete;

    [[nodiscard]] OutputSegment *take(bool small)
    {
        if (small)
            return m_small.take();
        m_takenBytes += BlockBytes;
        return m_large.take();
    }
    /// Bytes of large blocks taken since the last call of this.
    [[nodiscard]] std::uint64_t takenBytes() const { return m_takenBytes; }
    void resetTakenBytes() { m_takenBytes = 0; }
    void give(OutputSegment *segment) { (segment->capacity == SmallCapacity ? m_small : m_large).give(segment); }

private:
    /// Blocks of one size that wait for their next use, 2 MiB of them at the most.
    class Free {
    public:
        explicit Free(std::uint32_t blockBytes) : m_blockBytes(blockBytes) {}
        ~Free();
        [[nodiscard]] OutputSegment *take();
        void give(OutputSegment *segment);

    private:
        static constexpr std::uint32_t KeptBytes = 2 * 1024 * 1024;

        OutputSegment *m_first = nullptr;
        std::uint32_t m_count = 0;
        const std::uint32_t m_blockBytes;
    };

    std::uint64_t m_takenBytes = 0;
    Free m_small{SmallBlockBytes};
    Free m_large{BlockBytes};
};

/// What a connection has still to send, in order. Small pieces are copied together, large ones are referenced; one
/// gathered write sends them. Thread: the loop's. The limit is the caller's: see bytes().
class OutputQueue {
public:
    enum class Flush { Done, Blocked, Failed };

    OutputQueue() = default;
    OutputQueue(const OutputQueue &) = delete;
    OutputQueue &operator=(const OutputQueue &) = delete;

    [[nodiscard]] bool empty() const { return m_bytes == 0; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

    /// Room for `size` bytes in one piece, already counted as output; null for a large piece that does not fit what is
    /// left of the last buffer: then append() splits it.
    [[nodiscard]] char *claim(OutputPool &pool, std::uint32_t size)
    {
        if (!m_tail || m_tail->size + size > m_tail->capacity) {
            if (size > OutputPool::Capacity / 4)
                return nullptr;
            add(pool.take(!m_tail && size <= OutputPool::SmallCapacity));
        }
        char *const room = storage(m_tail) + m_tail->size;
        m_tail->size += size;
        m_bytes += size;
        return room;
    }
    void append(OutputPool &pool, std::string_view bytes);
    /// Sends `bytes` without a copy; `release(owner)` is called when they are no longer needed.
    void reference(std::string_view bytes, const void *owner, void (*release)(const void *owner));

    /// Writes as much as the socket takes, in one call for up to 64 pieces; errno is set after Failed.
    [[nodiscard]] Flush flush(OutputPool &pool, int socket, std::uint64_t &sent);
    void clear(OutputPool &pool);

    // For whoever encodes the output once more (see Layer) instead of writing it to a socket. Not on an empty queue.

    /// What lies in one piece at the beginning.
    [[nodiscard]] std::string_view front() const
    {
        return {m_head->data + m_head->begin, m_head->size - m_head->begin};
    }
    /// Copies what is at the beginning; answers how much that was.
    std::size_t peek(char *to, std::size_t size) const;
    void drop(OutputPool &pool, std::uint64_t bytes) { consumed(pool, bytes); }
    /// How much moveTo() moves.
    [[nodiscard]] std::uint64_t bytesUpTo(std::uint64_t limit) const;
    /// Moves whole pieces to the end of `target`, uncopied, until `limit` bytes or more have moved.
    void moveTo(OutputQueue &target, std::uint64_t limit);

private:
    static char *storage(OutputSegment *segment) { return reinterpret_cast<char *>(segment + 1); }
    void add(OutputSegment *segment);
    void consumed(OutputPool &pool, std::uint64_t bytes);
    void dropHead(OutputPool &pool);

    OutputSegment *m_head = nullptr;
    OutputSegment *m_tail = nullptr;
    std::uint64_t m_bytes = 0;
};

} // namespace topiq
