#!/bin/sh
# Makes the virtual environment named by $1 with the first Python here that is new enough;
# where that cannot be, says in one sentence what is missing and how to get it.
set -eu
venv=$1

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# 3.15 and later have no numba yet.
fits() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null
}

find_python() {
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if fits "$name"; then
            echo "$name"
            return
        fi
    done
}

makes_venvs() {
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

# Debian keeps venv and ensurepip in a package of its own; root may simply fetch it.
fetch_venv() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 0
    echo "Fetching the package $1, which this system keeps apart from Python ..."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1"; } >/dev/null 2>&1 || return 0
}

[ -L "$venv" ] && fail "$venv is a link, and what it leads to would be emptied: remove the link, and run make again."
python=$(find_python)
if [ -z "$python" ]; then
    found=$("${PYTHON:-python3}" --version 2>&1) || found="no ${PYTHON:-python3}"
    fail "Wangge needs Python 3.11 to 3.14 and found $found: install one of these, or name one that is elsewhere with 'make PYTHON=/path/to/python3.12 ...'."
fi
if ! makes_venvs "$python"; then
    package="python$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    fetch_venv "$package"
    makes_venvs "$python" ||
        fail "$python cannot make virtual environments (no ensurepip): on Debian or Ubuntu run 'sudo apt-get install $package', elsewhere install the full Python, and run make again."
fi
"$python" -m venv --clear "$venv" ||
    fail "$python could not make a virtual environment in $venv: is there room and the right to write there?"
