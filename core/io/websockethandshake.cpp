// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "io/websockethandshake.h"

#include "base/text.h"

#include <algorithm>
#include <array>

#include <openssl/evp.h>

namespace topiq {

namespace {

constexpr std::string_view KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455, section 1.3

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; }

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    text.remove_prefix(begin);
    const std::size_t end = text.find_last_not_of(" \t");
    return end == std::string_view::npos ? std::string_view() : text.substr(0, end + 1);
}

bool isToken(std::string_view text)
{
    constexpr std::string_view Marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || Marks.find(c) != Marks.npos;
    });
}

bool isVisible(std::string_view text)
{
    return std::none_of(
        text.begin(), text.end(), [](char c) { return (std::uint8_t(c) < 0x20 && c != '\t') || c == 0x7f; });
}

/// Sixteen bytes in base64: 22 digits and "==".
bool isKey(std::string_view key)
{
    const auto isDigit
        = [](char c) { return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '+' || c == '/'; };
    return key.size() == 24 && key.ends_with("==") && std::all_of(key.begin(), key.end() - 2, isDigit);
}

std::string acceptKey(std::string_view key)
{
    const std::string text = std::string(key) + std::string(KeySuffix);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
    std::array<unsigned char, 4 * EVP_MAX_MD_SIZE / 3 + 4> base64{};
    const int length = EVP_EncodeBlock(base64.data(), digest.data(), int(size));
    return {reinterpret_cast<const char *>(base64.data()), std::size_t(length)};
}

} // namespace

int WebSocketHandshake::Request::count(std::string_view name) const
{
    return int(std::count_if(fields.begin(), fields.end(), [&](const auto &entry) { return entry.first == name; }));
}

std::string_view WebSocketHandshake::Request::field(std::string_view name) const
{
    const auto found
        = std::find_if(fields.begin(), fields.end(), [&](const auto &entry) { return entry.first == name; });
    return found == fields.end() ? std::string_view() : found->second;
}

/// The comma-separated words of all fields of this name.
std::vector<std::string_view> WebSocketHandshake::Request::list(std::string_view name) const
{
    std::vector<std::string_view> words;
    for (const auto &[fieldName, value] : fields) {
        if (fieldName != name)
            continue;
        for (std::string_view rest = value; !rest.empty();) {
            const std::size_t end = std::min(rest.find(','), rest.size());
            if (const std::string_view word = trimmed(rest.substr(0, end)); !word.empty())
                words.push_back(word);
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return words;
}

WebSocketHandshake::Status WebSocketHandshake::take(std::string_view bytes, std::size_t &used)
{
    const std::size_t before = m_head.size();
    m_head.append(bytes.substr(0, MaxBytes - before));
    const std::size_t end = m_head.find("\r\n\r\n", before < 3 ? 0 : before - 3);
    if (end != std::string::npos) {
        m_head.resize(end + 4);
        used = m_head.size() - before;
        return judge();
    }
    used = m_head.size() - before;
    // Who does not begin as HTTP does will not end as it does either.
    constexpr std::string_view Start = "GET ";
    if (!std::string_view(m_head).starts_with(Start.substr(0, m_head.size()))) {
        const std::string_view word = std::string_view(m_head).substr(0, m_head.find(' '));
        if (!isToken(word) || word.size() > 16 || m_head.size() > word.size()) {
            refuse(isToken(word) && word.size() <= 16 ? "405 Method Not Allowed" : "400 Bad Request",
                "did not begin with a WebSocket handshake", "Allow: GET");
            return Status::Refused;
        }
    }
    if (m_head.size() < MaxBytes)
        return Status::Incomplete;
    refuse("431 Request Header Fields Too Large", "sent a handshake of more than 16 KiB");
    return Status::Refused;
}

WebSocketHandshake::Status WebSocketHandshake::judge()
{
    Request request;
    if (!parse(std::string_view(m_head).substr(0, m_head.size() - 2), request) || !isAllowed(request))
        return Status::Refused;
    return accept(request);
}

bool WebSocketHandshake::parse(std::string_view head, Request &request)
{
    bool first = true;
    while (!head.empty()) {
        const std::size_t end = head.find("\r\n");
        const std::string_view line = head.substr(0, end);
        head.remove_prefix(end + 2);
        if (!isVisible(line))
            return refuse("400 Bad Request", "sent a handshake with control characters");
        if (first) {
            first = false;
            const std::size_t one = line.find(' ');
            const std::size_t two = line.rfind(' ');
            if (one == std::string_view::npos || one == two)
                return refuse("400 Bad Request", "sent a handshake without a request line");
            request = {line.substr(0, one), line.substr(one + 1, two - one - 1), line.substr(two + 1), {}};
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos || !isToken(line.substr(0, colon)))
            return refuse("400 Bad Request", "sent a handshake with a header line that is none");
        if (request.fields.size() == MaxFields)
            return refuse("431 Request Header Fields Too Large", "sent a handshake of more than 100 header lines");
        request.fields.emplace_back(lowered(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
    return true;
}

bool WebSocketHandshake::isAllowed(const Request &request)
{
    const auto holds = [&](std::string_view name, std::string_view wanted) {
        const auto words = request.list(name);
        return std::any_of(words.begin(), words.end(), [&](std::string_view word) { return lowered(word) == wanted; });
    };
    if (request.method != "GET")
        return refuse("405 Method Not Allowed", "sent an HTTP request other than GET", "Allow: GET");
    if (request.version != "HTTP/1.1")
        return refuse("505 HTTP Version Not Supported", "sent a handshake that is not HTTP/1.1");
    if (request.count("host") != 1 || !request.target.starts_with('/')
        || request.target.find(' ') != std::string_view::npos)
        return refuse("400 Bad Request", "sent a handshake without a host or a path");
    if (request.count("content-length") || request.count("transfer-encoding"))
        return refuse("400 Bad Request", "sent a handshake with a body");
    if (!holds("upgrade", "websocket") || !holds("connection", "upgrade"))
        return refuse("426 Upgrade Required", "sent an HTTP request that asks for no WebSocket", "Upgrade: websocket");
    if (request.count("sec-websocket-version") != 1 || request.field("sec-websocket-version") != "13")
        return refuse(
            "426 Upgrade Required", "speaks another version of WebSocket than 13", "Sec-WebSocket-Version: 13");
    if (request.count("sec-websocket-key") != 1 || !isKey(request.field("sec-websocket-key")))
        return refuse("400 Bad Request", "sent a handshake whose key is no 16 bytes in base64");
    const std::string_view path = request.target.substr(0, request.target.find('?'));
    if (!m_settings.path.empty() && path != m_settings.path)
        return refuse("404 Not Found", "asked for the path `" + printable(path, 60) + "`, which is not served");
    const std::string_view origin = request.field("origin");
    const bool known = std::any_of(m_settings.origins.begin(), m_settings.origins.end(),
        [&](const std::string &allowed) { return lowered(allowed) == lowered(origin); });
    if (!m_settings.origins.empty() && (request.count("origin") != 1 || !known))
        return refuse("403 Forbidden", "comes from the origin `" + printable(origin, 60) + "`, which is not allowed");
    return true;
}

WebSocketHandshake::Status WebSocketHandshake::accept(const Request &request)
{
    // The client's order is its preference.
    const auto wanted = request.list("sec-websocket-protocol");
    const auto chosen = std::find_if(wanted.begin(), wanted.end(), [&](std::string_view name) {
        return std::find(m_settings.protocols.begin(), m_settings.protocols.end(), name) != m_settings.protocols.end();
    });
    if (chosen == wanted.end() && !m_settings.protocols.empty()) {
        refuse(
            "400 Bad Request", "asked for no subprotocol that is served here (" + m_settings.protocols.front() + ')');
        return Status::Refused;
    }
    m_answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + acceptKey(request.field("sec-websocket-key")) + "\r\n";
    if (chosen != wanted.end())
        m_answer += "Sec-WebSocket-Protocol: " + std::string(*chosen) + "\r\n";
    m_answer += "\r\n";
    return Status::Accepted;
}

bool WebSocketHandshake::refuse(const char *status, std::string why, std::string_view extraField)
{
    m_answer = std::string("HTTP/1.1 ") + status + "\r\nConnection: close\r\nContent-Length: 0\r\n";
    if (!extraField.empty())
        m_answer += std::string(extraField) + "\r\n";
    m_answer += "\r\n";
    m_fault = std::move(why);
    return false;
}

} // namespace topiq
