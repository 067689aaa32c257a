// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/wire.h"

#include <cassert>

namespace topiq::mqtt {

void FieldWriter::property(PropertyId id, std::uint32_t value)
{
    const PropertyRule *const rule = propertyRule(std::uint32_t(id));
    assert(rule);
    byte(std::uint8_t(id));
    switch (rule->type) {
    case PropertyType::Byte:
        byte(std::uint8_t(value));
        break;
    case PropertyType::TwoBytes:
        number(std::uint16_t(value));
        break;
    case PropertyType::FourBytes:
        longNumber(value);
        break;
    case PropertyType::Variable:
        variable(value);
        break;
    default:
        assert(!"a property whose value is a number");
    }
}

std::string FieldWriter::packet(std::uint8_t first) const
{
    char head[MaxFixedHeader];
    std::string whole(head, putFixedHeader(head, first, m_bytes.size()));
    whole += m_bytes;
    return whole;
}

} // namespace topiq::mqtt
