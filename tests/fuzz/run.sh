#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# tests/fuzz/run.sh BUILD TARGET SECONDS   looks for inputs that break TARGET, beginning with what is known, e.g.
#                                          tests/fuzz/run.sh build/fuzz mqtt5 3600
# tests/fuzz/run.sh BUILD TARGET keep      puts a small set of inputs that reaches what is known into corpus/TARGET
#
# Each run begins with corpus/TARGET and with faults/TARGET, the inputs that once showed a fault.
# TOPIQ_FUZZ_SEED fixes the order in which inputs are made up, so that a test does today what it did yesterday.
# What is found goes into BUILD/fuzz/TARGET.corpus and serves the next run; an input that breaks the target becomes
# BUILD/fuzz/TARGET-crash-..., -leak-..., -timeout-... or -oom-...

set -eu
if [ $# -ne 3 ]; then
    sed -n '5,13s/^# \{0,1\}//p' "$0" >&2
    exit 2
fi
build=$1 target=$2 what=$3
here=$(dirname "${BASH_SOURCE[0]}")
kept=$here/corpus/$target
known=("$kept")
[ ! -d "$here/faults/$target" ] || known+=("$here/faults/$target")
found=$build/fuzz/$target.corpus
program=$build/fuzz/fuzz-$target
if [ ! -x "$program" ]; then
    echo "There is no $program; build it: cmake --preset fuzz && cmake --build build/fuzz" >&2
    exit 2
fi
IFS=';' read -ra options <"$build/fuzz/$target.options"
mkdir -p "$found" "$kept"
if [ "$what" != keep ]; then
    exec "$program" "${options[@]}" -seed="${TOPIQ_FUZZ_SEED:-0}" -max_total_time="$what" -print_final_stats=1 \
        -artifact_prefix="$build/fuzz/$target-" "$found" "${known[@]}"
fi
fresh=$(mktemp -d "$build/fuzz/$target.merge.XXXXXX")
trap 'rm -rf "$fresh"' EXIT
# By the places reached only, not by how often: ten times fewer inputs, and the rest is found again in seconds.
"$program" "${options[@]}" -use_counters=0 -set_cover_merge=1 "$fresh" "${known[@]}" "$found"
rm -rf "$kept"
mv "$fresh" "$kept"
chmod 755 "$kept"
trap - EXIT
du -sb "$kept"
