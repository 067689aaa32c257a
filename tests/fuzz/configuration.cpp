// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// The configuration file: YAML of any kind gives settings or a sentence, and what --print-config writes of settings
// gives the same settings again.
#include "claim.h"
#include "config/configtext.h"
#include "config/settingkeys.h"
#include "config/yamlsource.h"

#include <cstdint>

using namespace topiq;
using namespace topiq::fuzz;

namespace {

/// Sets the values one by one, as SettingsLoader does; the first that is refused ends it.
bool apply(const QList<SourceValue> &values, Settings &settings)
{
    for (const SourceValue &value : values) {
        if (const auto done = value.key->read(settings, value.text); !done) {
            claim(!done.error().text.empty(), "a value is refused with a sentence");
            return false;
        }
    }
    return true;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString name = QStringLiteral("topiq.yaml");
    const auto values = readYaml(text, name);
    if (!values) {
        claim(!values.error().text.empty() && !values.error().where.empty(), "a file is refused with a place");
        return 0;
    }
    LoadedSettings loaded;
    if (!apply(*values, loaded.settings))
        return 0;
    const QByteArray written = configText(loaded).toUtf8();
    const auto again = readYaml(written, name);
    claim(again.ok(), "what is written can be read");
    Settings copy;
    claim(apply(*again, copy), "what is written is allowed");
    claim(changedKeys(loaded.settings, copy).isEmpty(), "what is written means the same");
    return 0;
}
