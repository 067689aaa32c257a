// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/yamlnode.h"

#include "base/text.h"
#include "base/yamldocument.h"

namespace topiq::yaml {

std::string Document::place(const YAML::Node &node) const
{
    return m_fileName + ':' + std::to_string(node.Mark().line + 1);
}

void Document::fail(const YAML::Node &node, const std::string &text) const
{
    throw Fault{{ErrorCode::Configuration, text, place(node)}};
}

std::string Document::text(const YAML::Node &node, const std::string &what) const
{
    if (!node.IsScalar())
        fail(node, what + " must be a single value");
    return node.Scalar();
}

bool Document::flag(const YAML::Node &node, const std::string &what) const
{
    const std::string word = text(node, what);
    if (word != "true" && word != "false")
        fail(node, what + " is \"" + printable(word, 60) + "\"; use true or false");
    return word == "true";
}

std::vector<std::string> Document::texts(const YAML::Node &node, const std::string &what) const
{
    if (node.IsScalar())
        return {node.Scalar()};
    if (!node.IsSequence() || node.size() == 0)
        fail(node, what + " must be a value or a list of values");
    std::vector<std::string> list;
    for (const YAML::Node &item : node)
        list.push_back(text(item, "an item of " + what));
    return list;
}

void Document::eachEntry(const YAML::Node &map, const std::string &what, const std::string &known,
    const std::function<bool(const std::string &, const YAML::Node &, const YAML::Node &)> &take) const
{
    if (!map.IsMap())
        fail(map, what + " must be written as keys with values: " + known);
    std::set<std::string> seen;
    for (const auto &pair : map) {
        const std::string name = text(pair.first, "a key of " + what);
        if (!seen.insert(name).second)
            fail(pair.first, "\"" + printable(name, 60) + "\" is given twice; keep one");
        if (!take(name, pair.first, pair.second))
            fail(pair.first, what + " has no key \"" + printable(name, 60) + "\"; there are " + known);
    }
}

Result<void> readDocument(const std::string &text, const std::string &fileName, const std::string &section,
    const std::function<void(const Document &, const YAML::Node &)> &item)
{
    const Document document(fileName);
    try {
        const YamlDocument read = readYamlDocument(text);
        if (read.count != 1 || !read.first.IsMap())
            return Error{ErrorCode::Configuration,
                "must hold one YAML document with the key \"" + section + "\" and a list below it", fileName};
        YAML::Node list;
        document.eachEntry(
            read.first, "the file", section, [&](const std::string &name, const YAML::Node &, const YAML::Node &value) {
                if (name == section)
                    list.reset(value);
                return name == section;
            });
        if (!list.IsSequence())
            document.fail(read.first, "below \"" + section + "\" there must be a list; [] is an empty one");
        for (const YAML::Node &node : list)
            item(document, node);
        return {};
    } catch (const Fault &fault) {
        return fault.error;
    } catch (const YAML::Exception &exception) {
        const bool known = !exception.mark.is_null();
        return Error{ErrorCode::Configuration, "not valid YAML: " + printable(exception.msg),
            known ? fileName + ':' + std::to_string(exception.mark.line + 1) : fileName};
    }
}

} // namespace topiq::yaml
