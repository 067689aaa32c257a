// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/namelookup.h"

#include <QThreadPool>

#include <cstring>
#include <mutex>

#include <netdb.h>

namespace topiq {

namespace {

constexpr int LookupThreads = 2;

QThreadPool &lookupThreads()
{
    static QThreadPool pool; // joined at exit
    static const bool prepared = [] {
        pool.setMaxThreadCount(LookupThreads);
        pool.setObjectName(QStringLiteral("lookup"));
        return true;
    }();
    Q_UNUSED(prepared)
    return pool;
}

std::vector<SocketAddress> resolve(const std::string &host, std::uint16_t port, int flags, std::string &error)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags | AI_NUMERICSERV;
    addrinfo *found = nullptr;
    const int result = getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found);
    if (result != 0) {
        error = result == EAI_SYSTEM ? std::strerror(errno) : gai_strerror(result);
        return {};
    }
    std::vector<SocketAddress> addresses;
    for (const addrinfo *entry = found; entry; entry = entry->ai_next) {
        SocketAddress address;
        address.length = entry->ai_addrlen;
        std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
        addresses.push_back(address);
    }
    freeaddrinfo(found);
    return addresses;
}

} // namespace

/// Outlives the NameLookup while the resolver is being asked. The lock is held while the loop is told, so that a loop
/// whose NameLookup is gone is not touched any more.
struct NameLookup::Shared {
    std::mutex lock;
    Loop *loop = nullptr; // guarded by lock; null: nobody waits any more
    Answer answer; // the loop's thread only
};

NameLookup::NameLookup(Loop &loop, const std::string &host, std::uint16_t port, Answer answer)
    : m_shared(std::make_shared<Shared>())
{
    m_shared->loop = &loop;
    m_shared->answer = std::move(answer);
    const auto tell
        = [](const std::shared_ptr<Shared> &shared, std::vector<SocketAddress> addresses, std::string error) {
              const std::lock_guard lock(shared->lock);
              if (!shared->loop)
                  return;
              shared->loop->post([shared, addresses = std::move(addresses), error = std::move(error)] {
                  {
                      const std::lock_guard posted(shared->lock);
                      if (!shared->loop)
                          return;
                  }
                  // Moved out first: the answer may destroy the NameLookup, and so itself.
                  const Answer deliver = std::move(shared->answer);
                  deliver(addresses, error);
              });
          };
    std::string error;
    if (auto addresses = resolve(host, port, AI_NUMERICHOST, error); !addresses.empty()) {
        tell(m_shared, std::move(addresses), {});
        return;
    }
    lookupThreads().start([shared = m_shared, tell, host, port] {
        std::string failure;
        std::vector<SocketAddress> addresses = resolve(host, port, AI_ADDRCONFIG, failure);
        tell(shared, std::move(addresses), std::move(failure));
    });
}

NameLookup::~NameLookup()
{
    const std::lock_guard lock(m_shared->lock);
    m_shared->loop = nullptr;
}

} // namespace topiq
