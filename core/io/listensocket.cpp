// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/listensocket.h"

#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace topiq {

namespace {

constexpr int Backlog = 4096;

Error listenError(const std::string &where, int error)
{
    const std::string start = "cannot listen on " + where + ": ";
    switch (error) {
    case EADDRINUSE:
        return {ErrorCode::CannotCreate, start + "another program uses this port; stop it or choose another port", {}};
    case EACCES:
    case EPERM:
        return {ErrorCode::NoPermission, start + "no permission; ports below 1024 need CAP_NET_BIND_SERVICE", {}};
    case EADDRNOTAVAIL:
    case EAFNOSUPPORT:
        return {
            ErrorCode::CannotCreate, start + "this machine has no such address; `ip address` lists its addresses", {}};
    default:
        return {ErrorCode::CannotCreate, start + std::strerror(error), {}};
    }
}

Error pathError(const std::string &path, const std::string &why, ErrorCode code = ErrorCode::CannotCreate)
{
    return {code, "cannot listen on unix://" + path + ": " + why, {}};
}

/// "fe80::1%eth0": link-local addresses need the interface.
bool readV6(const std::string &text, sockaddr_in6 &address)
{
    const std::size_t scope = text.find('%');
    address.sin6_family = AF_INET6;
    if (scope != std::string::npos)
        address.sin6_scope_id = if_nametoindex(text.c_str() + scope + 1);
    return inet_pton(AF_INET6, text.substr(0, scope).c_str(), &address.sin6_addr) == 1
        && (scope == std::string::npos || address.sin6_scope_id != 0);
}

/// Removes a socket file that nobody serves any more.
Result<void> removeStale(const std::string &path, const sockaddr_un &address)
{
    struct stat found = {};
    if (lstat(path.c_str(), &found) != 0)
        return {};
    if (!S_ISSOCK(found.st_mode))
        return pathError(path, "a file that is no socket has this name; remove it or choose another name");
    const int probe = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const bool served
        = ::connect(probe, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 || errno != ECONNREFUSED;
    const int error = errno;
    ::close(probe);
    if (served && error == EACCES)
        return pathError(path, "no permission for the socket that is there", ErrorCode::NoPermission);
    if (served)
        return pathError(path, "another program serves this socket; stop it or choose another name");
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
        return pathError(
            path, std::string("an old socket cannot be removed: ") + std::strerror(errno), ErrorCode::NoPermission);
    }
    return {};
}

} // namespace

ListenSocket &ListenSocket::operator=(ListenSocket &&other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_port, other.m_port);
    m_path.swap(other.m_path);
    std::swap(m_device, other.m_device);
    std::swap(m_inode, other.m_inode);
    return *this;
}

void ListenSocket::close()
{
    if (m_descriptor < 0)
        return;
    ::close(std::exchange(m_descriptor, -1));
    // Not the file of a broker that was started after this one.
    struct stat found = {};
    if (!m_path.empty() && lstat(m_path.c_str(), &found) == 0 && found.st_dev == m_device && found.st_ino == m_inode)
        ::unlink(m_path.c_str());
    m_path.clear();
}

Result<void> ListenSocket::bindAndListen(const void *address, unsigned length, const std::string &where)
{
    if (::bind(m_descriptor, static_cast<const sockaddr *>(address), length) == 0
        && ::listen(m_descriptor, Backlog) == 0)
        return {};
    return listenError(where, errno);
}

Result<ListenSocket> ListenSocket::tcp(const std::string &address, std::uint16_t port, bool v6Only)
{
    const bool every = address == "*";
    const std::string host = address == "localhost" ? "127.0.0.1" : every ? "::" : address;
    const std::string where
        = (address.find(':') == std::string::npos ? address : '[' + address + ']') + ':' + std::to_string(port);
    sockaddr_in v4{};
    sockaddr_in6 v6{};
    v4.sin_family = AF_INET;
    const bool isV4 = inet_pton(AF_INET, host.c_str(), &v4.sin_addr) == 1;
    if (!isV4 && !readV6(host, v6)) {
        return Error{ErrorCode::Configuration,
            "cannot listen on `" + address + "`: not an IP address; write one such as 127.0.0.1 or ::1", {}};
    }
    v4.sin_port = v6.sin6_port = htons(port);
    ListenSocket made;
    made.m_descriptor = ::socket(isV4 ? AF_INET : AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made.m_descriptor < 0)
        return every ? tcp("0.0.0.0", port) : Result<ListenSocket>(listenError(where, errno));
    const int on = 1;
    const int only = v6Only ? 1 : 0;
    setsockopt(made.m_descriptor, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (!isV4)
        setsockopt(made.m_descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &only, sizeof only);
    const auto bound = isV4 ? made.bindAndListen(&v4, sizeof v4, where) : made.bindAndListen(&v6, sizeof v6, where);
    if (!bound && every && errno == EADDRNOTAVAIL)
        return tcp("0.0.0.0", port); // IPv6 is switched off here
    if (!bound)
        return bound.error();
    sockaddr_storage own{};
    socklen_t length = sizeof own;
    getsockname(made.m_descriptor, reinterpret_cast<sockaddr *>(&own), &length);
    made.m_port = ntohs(isV4 ? reinterpret_cast<const sockaddr_in &>(own).sin_port
                             : reinterpret_cast<const sockaddr_in6 &>(own).sin6_port);
    return made;
}

Result<ListenSocket> ListenSocket::local(const std::string &path, mode_t mode)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path) {
        return pathError(
            path, "the name of a socket has 1 to 107 bytes; choose a shorter one", ErrorCode::Configuration);
    }
    std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
    if (auto removed = removeStale(path, address); !removed)
        return removed.error();
    ListenSocket made;
    made.m_descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (made.m_descriptor < 0)
        return pathError(path, std::strerror(errno));
    // Before it has a name nobody can connect: so at no time may more people than in the end.
    fchmod(made.m_descriptor, mode);
    if (::bind(made.m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
        const bool forbidden = errno == EACCES || errno == EPERM || errno == EROFS;
        return pathError(path, std::strerror(errno), forbidden ? ErrorCode::NoPermission : ErrorCode::CannotCreate);
    }
    struct stat own = {};
    made.m_path = path;
    if (::chmod(path.c_str(), mode) != 0 || lstat(path.c_str(), &own) != 0
        || ::listen(made.m_descriptor, Backlog) != 0) {
        const int error = errno;
        ::unlink(path.c_str());
        return pathError(path, std::strerror(error));
    }
    made.m_device = own.st_dev;
    made.m_inode = own.st_ino;
    return made;
}

} // namespace topiq
