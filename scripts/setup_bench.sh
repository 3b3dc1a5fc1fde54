#!/bin/sh
# Makes sure that the bench can run WeasyPrint and wrk, or says what is missing; the bench then leaves those rows out.
set -eu

pango() { .venv/bin/python -c 'import weasyprint' >/dev/null 2>&1; }
tools() { pango && command -v wrk >/dev/null 2>&1; }

tools && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Pango (for WeasyPrint) and wrk for the bench."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 wrk; } >/dev/null || true
fi
if ! pango; then
    echo "Without Pango the bench leaves WeasyPrint out." >&2
    echo "Debian and Ubuntu: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Mac: brew install pango." >&2
fi
if ! command -v wrk >/dev/null 2>&1; then
    echo "Without wrk the bench leaves the real server out. Debian and Ubuntu: sudo apt-get install wrk. Mac: brew install wrk." >&2
fi
exit 0
