#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Builds Topiq and runs every test:  packaging/test.sh [ctest's options, e.g. -R mqtt or -L unit]
# Installs what building and testing need. The last line is "N passed, N failed"; the exit code is 0 only when at least
# one test ran, none failed and none was skipped.
#
# Three builds are tested:
# - release: everything, because it is what people run and because the window and the thousand clients need its speed;
# - asan: unit and black-box tests again, in a build with assertions, address and undefined-behaviour sanitizers, which
#   sees what a passing release test hides. It is built without the window: Qt Quick's own leaks would drown ours, and
#   two builds with it would not fit into 40 minutes on two cores;
# - fuzz: every fuzz target for 20 s over its kept corpus, by clang with the same sanitizers; see docs/fuzzing.md.
# TOPIQ_TEST_BUILDS="release" leaves the others out for a quick look.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
. packaging/deps.sh
trap topiq_interrupted INT TERM

export QT_QPA_PLATFORM=offscreen
builds=${TOPIQ_TEST_BUILDS:-release asan fuzz}
durations=()
phase_began=$SECONDS
phase_done() {
    durations+=("$(printf '%-28s %3d min %02d s' "$1" $(((SECONDS - phase_began) / 60)) $(((SECONDS - phase_began) % 60)))")
    phase_began=$SECONDS
}

make_venv() {
    local venv=build/venv
    rm -rf "$venv"
    mkdir -p build
    python3 -m venv "$venv" && "$venv/bin/pip" install --disable-pip-version-check -r tests/requirements.txt &&
        cp tests/requirements.txt "$venv/requirements.done"
}

topiq_need build gui-run test
phase_done "packages"
if ! cmp -s tests/requirements.txt build/venv/requirements.done; then
    topiq_step "Making the Python environment build/venv" \
        "check the network and pip's configuration, then start the same command again." make_venv
fi
phase_done "python environment"

results=()
for build in $builds; do
    topiq_configure "$build"
    topiq_step "Building build/$build" \
        "read the compiler's message above, then start the same command again; what was built is kept." \
        cmake --build "build/$build"
    phase_done "build $build"
done
for build in $builds; do
    labels=()
    # Sanitizers cost a factor of three and more: the tests that are about quantity or other programs run once.
    [ "$build" != asan ] || labels=(-L 'unit|blackbox' -LE slow)
    topiq_say "Testing build/$build"
    rm -f "build/$build/results.xml"
    ctest --test-dir "build/$build" -j2 --output-on-failure --no-tests=ignore --output-junit results.xml \
        --test-output-size-passed 4000000 --test-output-size-failed 4000000 "${labels[@]}" "$@"
    results+=("build/$build/results.xml")
    phase_done "tests $build"
done

printf '\n%s\n' "Durations:"
printf '  %s\n' "${durations[@]}"
printf '  %-28s %3d min %02d s\n' "all" $(((SECONDS - topiq_began) / 60)) $(((SECONDS - topiq_began) % 60))
python3 packaging/testtotals.py "${results[@]}"
