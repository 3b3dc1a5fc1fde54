#!/bin/sh
# Makes sure that the tests have PostgreSQL's programs, or says precisely what is missing. No server needs to run.
set -eu

found() { .venv/bin/python scripts/with_postgres.py >/dev/null 2>&1; }

found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing postgresql for the tests."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } >/dev/null || true
fi
if ! found; then
    echo "The tests need PostgreSQL's programs; they start a server of their own." >&2
    echo "Debian and Ubuntu: sudo apt-get install postgresql. Mac: brew install postgresql." >&2
    exit 1
fi
