// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/properties.h"

#include <cassert>

namespace topiq {

namespace {

void appendText(std::string &encoded, std::string_view text)
{
    assert(text.size() <= 0xFFFF);
    encoded += char(text.size() >> 8);
    encoded += char(text.size());
    encoded += text;
}

} // namespace

std::optional<Property> PropertyReader::next()
{
    if (m_rest.empty())
        return {};
    Property property;
    property.id = PropertyId(m_rest.front());
    m_rest.remove_prefix(1);
    bool whole = false;
    switch (property.id) {
    case PropertyId::PayloadFormat:
        whole = !m_rest.empty();
        if (whole) {
            property.number = std::uint8_t(m_rest.front());
            m_rest.remove_prefix(1);
        }
        break;
    case PropertyId::ContentType:
    case PropertyId::ResponseTopic:
    case PropertyId::CorrelationData:
        whole = text(property.value);
        break;
    case PropertyId::UserProperty:
        whole = text(property.name) && text(property.value);
        break;
    }
    if (!whole) {
        m_rest = {};
        return {};
    }
    return property;
}

bool PropertyReader::text(std::string_view &text)
{
    if (m_rest.size() < 2)
        return false;
    const std::size_t size = std::size_t(std::uint8_t(m_rest[0])) << 8 | std::uint8_t(m_rest[1]);
    if (m_rest.size() - 2 < size)
        return false;
    text = m_rest.substr(2, size);
    m_rest.remove_prefix(2 + size);
    return true;
}

std::optional<std::string_view> findProperty(std::string_view encoded, PropertyId id)
{
    PropertyReader reader(encoded);
    while (const auto property = reader.next()) {
        if (property->id == id && id != PropertyId::PayloadFormat)
            return property->value;
    }
    return {};
}

std::optional<std::string_view> findUserProperty(std::string_view encoded, std::string_view name)
{
    PropertyReader reader(encoded);
    while (const auto property = reader.next()) {
        if (property->id == PropertyId::UserProperty && property->name == name)
            return property->value;
    }
    return {};
}

void appendProperty(std::string &encoded, PropertyId id, std::string_view value)
{
    encoded += char(id);
    appendText(encoded, value);
}

void appendPayloadFormat(std::string &encoded, bool isText)
{
    encoded += char(PropertyId::PayloadFormat);
    encoded += char(isText);
}

void appendUserProperty(std::string &encoded, std::string_view name, std::string_view value)
{
    encoded += char(PropertyId::UserProperty);
    appendText(encoded, name);
    appendText(encoded, value);
}

} // namespace topiq
