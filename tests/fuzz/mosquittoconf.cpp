// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// `topiqctl import`: any mosquitto.conf gives a configuration that our own reader takes, or a sentence with a place.
// Without include_dir, which would read the folders of this machine.
#include "claim.h"
#include "config/yamlsource.h"
#include "topiqctl/import/mosquittoimport.h"

#include <cstdint>

#include <sys/mman.h>
#include <unistd.h>

using namespace topiq;
using namespace topiq::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView text(reinterpret_cast<const char *>(data), qsizetype(size));
    if (text.contains("include_dir"))
        return 0;
    static const int file = memfd_create("mosquitto.conf", MFD_CLOEXEC);
    static const QString name = QStringLiteral("/proc/self/fd/%1").arg(file);
    claim(ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == ssize_t(size), "the file can be written");
    const auto imported = importMosquitto(name, QStringLiteral("/secrets"));
    if (!imported) {
        claim(!imported.error().text.empty(), "a file is refused with a sentence");
        return 0;
    }
    const auto values = readYaml(imported->yaml, QStringLiteral("topiq.yaml"));
    if (!values) {
        std::fprintf(
            stderr, "%s: %s\n%s\n", values.error().where.c_str(), values.error().text.c_str(), imported->yaml.data());
    }
    claim(values.ok(), "what is written is a configuration of ours");
    for (const Imported::Secret &secret : imported->secrets) {
        claim(!secret.fileName.mid(1).contains(QStringLiteral("..")), "a secret stays in its folder");
        claim(secret.content.size() <= text.size() + 1, "a secret is not longer than the file");
        if (secret.content.trimmed().size() > 12)
            claim(!imported->yaml.contains(secret.content.trimmed()), "no secret is left in the configuration");
    }
    return 0;
}
