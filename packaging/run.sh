#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds Topiq and starts it:  packaging/run.sh [topiq's options]
# Installs what the build needs (Debian 12 or newer, root or sudo), builds only what has changed, and becomes topiq.

set -u
called_from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. packaging/deps.sh
trap topiq_interrupted INT TERM

topiq_need build gui-run
topiq_configure release
if [ -x build/release/bin/topiq ]; then
    building="Bringing the build up to date"
else
    building="Building Topiq (the first time takes some minutes)"
fi
topiq_step "$building" \
    "read the compiler's message above, then start the same command again; what was built is kept." \
    cmake --build build/release --target topiq topiqctl topiq_gui

trap - INT TERM
topiq=$PWD/build/release/bin/topiq
cd "$called_from" || exit 1 # relative paths among the options mean the caller's folder
exec "$topiq" "$@"
