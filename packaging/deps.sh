#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The Debian packages that building, running and testing need, and the small functions that run.sh and test.sh share.
#
#   packaging/deps.sh build gui-run test     installs what is missing of these sets
#   . packaging/deps.sh                      gives the functions below to another script
#
# Nothing is asked of the network or of root when every package is there already.

topiq_packages_build=(
    build-essential cmake ninja-build ccache pkg-config
    qt6-base-dev qt6-base-dev-tools qt6-websockets-dev qt6-httpserver-dev
    qt6-declarative-dev qt6-declarative-dev-tools qt6-charts-dev
    qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-svg-dev
    libgl1-mesa-dev libssl-dev libargon2-dev libyaml-cpp-dev prometheus-cpp-dev robin-map-dev
    # The QML compiler and linter read the type descriptions of the modules that the pages import.
    qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-layouts qml6-module-qtquick-templates
    qml6-module-qtquick-window qml6-module-qtqml-workerscript qml6-module-qtqml-models qml6-module-qtqml
    qml6-module-qtcharts
)
topiq_packages_gui_run=(
    qml6-module-qtquick qml6-module-qtquick-controls qml6-module-qtquick-layouts qml6-module-qtquick-templates
    qml6-module-qtquick-window qml6-module-qtqml-workerscript qml6-module-qtqml-models qml6-module-qtqml
    qml6-module-qtcharts libqt6svg6 fonts-dejavu-core
)
topiq_packages_test=(
    openssl # makes certificates for tests
    mosquitto mosquitto-clients # the tools that the interop tests drive, and the peer of the benchmarks
    python3 python3-venv ca-certificates
    openssl # makes the certificates of the tests
    clang-14 libclang-rt-14-dev # the fuzz targets
    openjdk-17-jdk-headless maven # for the Java client; Node and Go come from PyPI where the system's are too old
    qml6-module-qttest xvfb xauth fonts-noto-cjk
)

topiq_doing=""  # what is under way, for the message when it breaks
topiq_next=""   # what the person can do then
topiq_policy="" # the policy file that we have laid, see topiq_apt_install
topiq_began=$SECONDS

topiq_say() { printf '\n==> %s\n' "$*" >&2; }

# topiq_step WHAT NEXT COMMAND...: runs COMMAND; when it fails, says in one sentence what to do next and ends.
topiq_step() {
    topiq_doing=$1
    topiq_next=$2
    shift 2
    topiq_say "$topiq_doing"
    "$@" || topiq_fail $?
    topiq_doing=""
}

topiq_fail() {
    printf '\nFailed: %s (exit %s). Next: %s\n' "$topiq_doing" "$1" "$topiq_next" >&2
    exit 1
}

topiq_interrupted() {
    trap - INT TERM
    [ -z "$topiq_policy" ] || topiq_as_root rm -f "$topiq_policy"
    printf '\nInterrupted%s. Next: start the same command again; it goes on where it stopped.\n' \
        "${topiq_doing:+ while: $topiq_doing}" >&2
    exit 130
}

topiq_as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        echo "This needs root and there is no sudo." >&2
        return 1
    fi
}

# Prints those of the named packages that are not installed.
topiq_missing() {
    local name installed
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^installed //p')
    for name in "$@"; do
        grep -qxF -- "$name" <<<"$installed" || printf '%s\n' "$name"
    done
}

# Debian starts a service when its package is installed, and at every start of the machine from then on. We want
# mosquitto's program, not a second broker on port 1883: a policy file, which Debian's install scripts ask, forbids it
# to start now, and `update-rc.d disable` takes it out of the machine's start. A mosquitto that was installed before is
# somebody's own and stays as it is; so does a policy file that is there already.
topiq_apt_install() {
    local policy=/usr/sbin/policy-rc.d result=0 fresh_mosquitto=no name
    for name in "$@"; do
        [ "$name" != mosquitto ] || fresh_mosquitto=yes
    done
    if [ "$fresh_mosquitto" = yes ] && [ ! -e "$policy" ]; then
        # shellcheck disable=SC2016 # expanded by the shell that reads the file
        topiq_as_root sh -c 'printf "#!/bin/sh\n[ \"\$1\" = mosquitto ] && exit 101\nexit 0\n" >"$0" && chmod 755 "$0"' "$policy" || return
        topiq_policy=$policy
    fi
    topiq_as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null || result=$?
    if [ -n "$topiq_policy" ]; then
        topiq_as_root rm -f "$topiq_policy"
        topiq_policy=""
    fi
    if [ "$fresh_mosquitto" = yes ] && [ "$result" -eq 0 ]; then
        topiq_as_root update-rc.d mosquitto disable >/dev/null 2>&1 || result=$?
    fi
    return "$result"
}

# topiq_need SET...: installs what is missing of the sets build, gui-run, test.
topiq_need() {
    local set_name wanted=() missing=()
    for set_name in "$@"; do
        case $set_name in
        build) wanted+=("${topiq_packages_build[@]}") ;;
        gui-run) wanted+=("${topiq_packages_gui_run[@]}") ;;
        test) wanted+=("${topiq_packages_test[@]}") ;;
        *)
            echo "packaging/deps.sh: unknown set '$set_name'; the sets are build, gui-run, test" >&2
            exit 2
            ;;
        esac
    done
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        topiq_say "This is no Debian system: nothing is installed for you. Wanted (Debian's names): ${wanted[*]}"
        return 0
    fi
    mapfile -t missing < <(topiq_missing "${wanted[@]}" | sort -u)
    [ "${#missing[@]}" -gt 0 ] || return 0
    topiq_step "Reading the package lists (${#missing[@]} packages are missing: ${missing[*]})" \
        "check the network and apt's sources, then start the same command again." \
        topiq_as_root apt-get update -q -o DPkg::Lock::Timeout=300
    topiq_step "Installing ${#missing[@]} packages" \
        "read apt's message above, mend it (often 'apt-get -f install'), then start the same command again." \
        topiq_apt_install "${missing[@]}"
}

# topiq_configure PRESET: configures once; later changes of CMake files are noticed by the build itself.
topiq_configure() {
    [ -e "build/$1/build.ninja" ] || topiq_step "Configuring build/$1" \
        "read CMake's message above, mend it, then start the same command again (remove build/$1 to begin afresh)." \
        cmake --preset "$1"
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -u
    trap topiq_interrupted INT TERM
    [ $# -gt 0 ] || set -- build gui-run
    topiq_need "$@"
    echo "All packages are there: $*"
fi
