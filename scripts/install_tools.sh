#!/bin/sh
# What the tests need beside Python: PostgreSQL's server. Says what is missing where it may not install it.
set -eu
if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing PostgreSQL for the tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
    exit 0
fi
echo "The tests need PostgreSQL's server (initdb, pg_ctl); on Debian: apt install postgresql" >&2
exit 1
