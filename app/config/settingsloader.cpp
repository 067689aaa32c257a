// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/settingsloader.h"

#include "cli/exitcode.h"
#include "cli/nearestword.h"
#include "cli/visibletext.h"
#include "config/listenurl.h"
#include "config/settingkeys.h"
#include "config/yamlsource.h"

#include <QProcessEnvironment>

#include <algorithm>

namespace topiq {

using namespace Qt::StringLiterals;

namespace {

/// Variables of topiqctl and of the tests, which share our prefix but set no key.
const QStringList &otherVariables()
{
    static const QStringList names{u"TOPIQ_URL"_s, u"TOPIQ_API"_s};
    return names;
}

/// Whether an unknown variable is ours and so a mistake. Some systems put variables like TOPIQ_SERVICE_HOST into the
/// environment of a service called topiq, so the prefix alone does not make it ours: the section must be there too, or
/// the name be a near miss.
bool looksLikeMistake(const QString &name, const QStringList &known)
{
    const bool inSection = std::any_of(settingKeys().begin(), settingKeys().end(), [&](const SettingKey &key) {
        return !key.section().isEmpty() && name.startsWith(u"TOPIQ_%1_"_s.arg(key.section().toUpper()));
    });
    const bool near = std::any_of(
        known.begin(), known.end(), [&](const QString &candidate) { return editDistance(name, candidate) <= 2; });
    return inSection || near;
}

} // namespace

QMap<QString, QString> SettingsSources::processEnvironment()
{
    QMap<QString, QString> variables;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys()) {
        variables.insert(name, environment.value(name));
    }
    return variables;
}

QString LoadedSettings::origin(const QString &key) const { return origins.value(key, u"default"_s); }

SettingsLoader::SettingsLoader(SettingsSources sources) : m_sources(std::move(sources)) {}

Result<LoadedSettings> SettingsLoader::load() const
{
    LoadedSettings loaded;
    for (const auto step :
        {&SettingsLoader::applyFile, &SettingsLoader::applyEnvironment, &SettingsLoader::applyCommandLine}) {
        if (auto done = (this->*step)(loaded); !done) {
            return done.error();
        }
    }
    if (auto done = checkTogether(loaded); !done) {
        return done.error();
    }
    return loaded;
}

Result<void> SettingsLoader::applyFile(LoadedSettings &loaded) const
{
    if (m_sources.file.isEmpty()) {
        return {};
    }
    const auto values = readYamlFile(m_sources.file);
    if (!values) {
        return values.error();
    }
    for (const SourceValue &value : *values) {
        if (auto done = value.key->read(loaded.settings, value.text); !done) {
            return makeError(
                ExitCode::Configuration, u"%1: %2"_s.arg(value.key->name, errorText(done.error())), value.origin);
        }
        loaded.origins.insert(value.key->name, value.origin);
    }
    return {};
}

Result<void> SettingsLoader::applyEnvironment(LoadedSettings &loaded) const
{
    QStringList known;
    for (const SettingKey &key : settingKeys()) {
        const QString name = key.environmentName();
        known += name;
        const QString text = m_sources.environment.value(name);
        if (text.isEmpty()) {
            continue; // an empty variable counts as not set
        }
        if (auto done = key.read(loaded.settings, text); !done) {
            return makeError(ExitCode::Configuration, u"%1: %2"_s.arg(key.name, errorText(done.error())),
                u"environment %1"_s.arg(name));
        }
        loaded.origins.insert(key.name, u"environment %1"_s.arg(name));
    }
    for (auto it = m_sources.environment.cbegin(); it != m_sources.environment.cend(); ++it) {
        const QString &name = it.key();
        const bool ours = name.startsWith("TOPIQ_"_L1) && !known.contains(name) && !otherVariables().contains(name);
        if (ours && looksLikeMistake(name, known)) {
            QStringList lower;
            std::transform(
                known.begin(), known.end(), std::back_inserter(lower), [](const QString &k) { return k.toLower(); });
            const QString near = nearestWord(name, lower).toUpper();
            const QString hint
                = near.isEmpty() ? u"topiq --print-config lists the keys"_s : u"did you mean %1?"_s.arg(near);
            return makeError(ExitCode::Configuration, u"no key has this name; %1"_s.arg(hint),
                u"environment %1"_s.arg(visibleText(name)));
        }
    }
    return {};
}

Result<void> SettingsLoader::applyCommandLine(LoadedSettings &loaded) const
{
    for (const CommandLineValue &value : m_sources.commandLine) {
        const SettingKey *key = findSettingKey(value.key);
        Q_ASSERT(key != nullptr);
        if (auto done = key->read(loaded.settings, value.text); !done) {
            return makeError(ExitCode::Usage, errorText(done.error()), value.option);
        }
        loaded.origins.insert(key->name, u"command line %1"_s.arg(value.option));
    }
    return {};
}

Result<void> SettingsLoader::checkTogether(const LoadedSettings &loaded)
{
    const AdminSettings &admin = loaded.settings.admin;
    for (const ListenerSettings &listener : loaded.settings.listeners) {
        if (admin.enabled && admin.port != 0 && listener.port == admin.port && listener.address == admin.address) {
            return makeError(ExitCode::Configuration,
                u"listeners (%1) and admin (%2) name the same address, %3:%4; change one port"_s
                    .arg(loaded.origin(u"listeners"_s), loaded.origin(u"admin.port"_s), admin.address)
                    .arg(admin.port));
        }
    }
    return {};
}

QStringList changedKeys(const Settings &before, const Settings &after)
{
    QStringList names;
    for (const SettingKey &key : settingKeys()) {
        if (key.write(before) != key.write(after)) {
            names += key.name;
        }
    }
    return names;
}

} // namespace topiq
