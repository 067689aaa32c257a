// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocols/mqtt/bridge/topicmap.h"

#include "engine/properties.h"
#include "engine/topicname.h"

#include <algorithm>

namespace topiq::mqtt {

TopicMap::TopicMap(std::vector<BridgeTopic> topics)
{
    for (const BridgeTopic &line : topics) {
        if (line.isOut())
            m_out.push_back({line.localFilter(), line.localPrefix.size(), line.remotePrefix});
        if (line.isIn())
            m_in.push_back({line.remoteFilter(), line.remotePrefix.size(), line.localPrefix});
    }
}

bool TopicMap::map(const std::vector<Way> &ways, std::string_view topic, std::string &result)
{
    const auto way
        = std::find_if(ways.begin(), ways.end(), [&](const Way &one) { return filterMatches(one.filter, topic); });
    // `a/#` matches `a` too, which is shorter than the prefix `a/`.
    if (way == ways.end() || topic.size() < way->prefix)
        return false;
    result.assign(way->newPrefix).append(topic.substr(way->prefix));
    return true;
}

bool TopicMap::toRemote(std::string_view topic, std::string &result) const { return map(m_out, topic, result); }

bool TopicMap::toLocal(std::string_view topic, std::string &result) const { return map(m_in, topic, result); }

std::string_view BridgePath::of(std::string_view properties)
{
    if (properties.empty())
        return {};
    return findUserProperty(properties, Property).value_or(std::string_view());
}

bool BridgePath::isCircle(std::string_view path, std::string_view broker)
{
    std::size_t hops = 0;
    while (!path.empty()) {
        const std::size_t comma = path.find(',');
        if (path.substr(0, comma) == broker || ++hops >= MaxHops)
            return true;
        path.remove_prefix(comma == std::string_view::npos ? path.size() : comma + 1);
    }
    return false;
}

void BridgePath::extend(std::string_view properties, std::string_view broker, std::string &result)
{
    result.clear();
    std::string_view path;
    PropertyReader reader(properties);
    while (const auto property = reader.next()) {
        if (property->id == PropertyId::PayloadFormat)
            appendPayloadFormat(result, property->number == 1);
        else if (property->id != PropertyId::UserProperty)
            appendProperty(result, property->id, property->value);
        else if (property->name == Property)
            path = property->value;
        else
            appendUserProperty(result, property->name, property->value);
    }
    const auto putSize = [&](std::size_t size) {
        result.push_back(char(size >> 8));
        result.push_back(char(size));
    };
    result.push_back(char(PropertyId::UserProperty));
    putSize(Property.size());
    result.append(Property);
    putSize(path.size() + (path.empty() ? 0 : 1) + broker.size());
    result.append(path).append(path.empty() ? "" : ",").append(broker);
}

} // namespace topiq::mqtt
