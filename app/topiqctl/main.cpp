// SPDX-FileCopyrightText: The Topiq authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "topiqctl/command.h"
#include "topiqctl/import/importcommand.h"
#include "topiqctl/listcommands.h"
#include "topiqctl/maycommand.h"
#include "topiqctl/pubcommand.h"
#include "topiqctl/subcommand.h"
#include "topiqctl/usercommand.h"
#include "topiqctl/versioncommand.h"

#include <QCoreApplication>

using namespace topiq;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QList<Command> commands{pubCommand(), subCommand(), topicsCommand(), clientsCommand(), userCommand(),
        mayCommand(), importCommand(), versionCommand()};
    return runTopiqctl(commands, QCoreApplication::arguments().mid(1));
}
