// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>
#include <string>

namespace topiq {

/// The first of the documents in a YAML text, and whether it is the only one.
struct YamlDocument {
    int count = 0; ///< 0, 1, or 2 for more than one
    YAML::Node first; ///< null unless it is the only one
    YAML::Mark second; ///< where the second one begins
};

/// Reads a text that should hold one document. Throws YAML::Exception. (YAML::LoadAll() will not do: yaml-cpp does not
/// get past some texts, "," for one, and answers with empty documents until memory is full. We stop at the second.)
/// Only for those that link yaml-cpp.
[[nodiscard]] inline YamlDocument readYamlDocument(const std::string &text)
{
    class Starts final : public YAML::EventHandler {
    public:
        explicit Starts(YAML::Mark &last) : m_last(last) {}
        void OnDocumentStart(const YAML::Mark &mark) override { m_last = mark; }
        void OnDocumentEnd() override {}
        void OnNull(const YAML::Mark &, YAML::anchor_t) override {}
        void OnAlias(const YAML::Mark &, YAML::anchor_t) override {}
        void OnScalar(const YAML::Mark &, const std::string &, YAML::anchor_t, const std::string &) override {}
        void OnSequenceStart(
            const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override
        {}
        void OnSequenceEnd() override {}
        void OnMapStart(const YAML::Mark &, const std::string &, YAML::anchor_t, YAML::EmitterStyle::value) override {}
        void OnMapEnd() override {}

    private:
        YAML::Mark &m_last;
    };

    YamlDocument document;
    std::istringstream stream(text);
    YAML::Parser parser(stream);
    Starts starts(document.second);
    while (document.count < 2 && parser.HandleNextDocument(starts))
        ++document.count;
    if (document.count == 1)
        document.first = YAML::Load(text);
    return document;
}

} // namespace topiq
