// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <yaml-cpp/yaml.h>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace topiq::yaml {

/// Reading the files of access control: every fault is an exception of this kind inside the reader, which ends at the
/// one function that called readDocument(). Private to core/access.
struct Fault {
    Error error;
};

/// One file being read: knows its name, for the places in messages.
class Document {
public:
    explicit Document(std::string fileName) : m_fileName(std::move(fileName)) {}

    [[nodiscard]] std::string place(const YAML::Node &node) const;
    [[noreturn]] void fail(const YAML::Node &node, const std::string &text) const;

    /// The text of a scalar; `what` names it in the message.
    [[nodiscard]] std::string text(const YAML::Node &node, const std::string &what) const;
    /// true or false.
    [[nodiscard]] bool flag(const YAML::Node &node, const std::string &what) const;
    /// One scalar, or a list of them that is not empty.
    [[nodiscard]] std::vector<std::string> texts(const YAML::Node &node, const std::string &what) const;
    /// Calls `take(name, key, value)` for every entry of a map; no key may come twice. `take` answers whether it knows
    /// the name; `known` lists the names for the message when not.
    void eachEntry(const YAML::Node &map, const std::string &what, const std::string &known,
        const std::function<bool(const std::string &, const YAML::Node &, const YAML::Node &)> &take) const;

private:
    const std::string m_fileName;
};

/// Reads a file that holds `section` with a list below it, and calls `item` for each of its items. An empty file is
/// a fault: it is more likely an accident than a wish.
[[nodiscard]] Result<void> readDocument(const std::string &text, const std::string &fileName,
    const std::string &section, const std::function<void(const Document &, const YAML::Node &)> &item);

} // namespace topiq::yaml
