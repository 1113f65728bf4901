#!/bin/sh
# What the tests need beside Python: PostgreSQL's server, Chromium, and a font with Chinese letters.
# Installs what is missing where it may; else says what it is.
set -eu

has_postgresql() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1
}

has_chromium() {
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1
}

has_font() {
    command -v fc-list >/dev/null 2>&1 && fc-list ":lang=zh" | grep -q .
}

missing=
has_postgresql || missing="$missing postgresql"
has_chromium || missing="$missing chromium"
has_font || missing="$missing fonts-noto-cjk fontconfig"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing ..."
    apt-get update -qq
    # shellcheck disable=SC2086  # a list of names
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    exit 0
fi
echo "The tests need what is not here; on Debian run: sudo apt-get install$missing" >&2
exit 1
