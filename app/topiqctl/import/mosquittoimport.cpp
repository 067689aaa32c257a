// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/import/mosquittoimport.h"

#include "topiqctl/import/mosquittowriter.h"

namespace topiq {

Result<Imported> importMosquitto(const QString &fileName, const QString &secretsFolder)
{
    const auto lines = readMosquittoConf(fileName);
    if (!lines)
        return lines.error();
    const auto model = MosquittoModel::build(*lines);
    if (!model)
        return model.error();
    return MosquittoWriter(*model, secretsFolder).write(fileName);
}

} // namespace topiq
