// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace topiq {

/// The properties of a message that go from the publisher to every receiver, with the identifiers of MQTT 5
/// section 2.2.2.2. They are kept in that section's encoding whatever protocol they came by.
enum class PropertyId : std::uint8_t {
    PayloadFormat = 0x01, ///< a number: 1 when the payload is UTF-8
    ContentType = 0x03,
    ResponseTopic = 0x08,
    CorrelationData = 0x09, ///< bytes
    UserProperty = 0x26, ///< a name and a value; may come several times
};

struct Property {
    PropertyId id{};
    std::uint8_t number = 0; ///< of PayloadFormat
    std::string_view name; ///< of UserProperty
    std::string_view value; ///< of all the others
};

/// Reads the properties of a message one after the other; what it gives lies in the text it was made for.
class PropertyReader {
public:
    explicit PropertyReader(std::string_view encoded) : m_rest(encoded) {}

    /// The next one; nothing at the end, and from the first one on that is not encoded as it should be.
    [[nodiscard]] std::optional<Property> next();

private:
    [[nodiscard]] bool text(std::string_view &text);

    std::string_view m_rest;
};

/// The value of the first property of this kind that is text or bytes; nothing when there is none.
[[nodiscard]] std::optional<std::string_view> findProperty(std::string_view encoded, PropertyId id);
/// The value of the first user property of this name; nothing when there is none.
[[nodiscard]] std::optional<std::string_view> findUserProperty(std::string_view encoded, std::string_view name);

/// Encode one property behind `encoded`. Text has at most 65,535 bytes: what is longer is cut by nobody, so check it.
void appendProperty(std::string &encoded, PropertyId id, std::string_view value);
void appendPayloadFormat(std::string &encoded, bool isText);
void appendUserProperty(std::string &encoded, std::string_view name, std::string_view value);

} // namespace topiq
