#!/bin/sh
# Makes sure that the tests have a real Chromium, or says precisely what is missing.
set -eu

found() {
    [ -n "${TILLIT_CHROMIUM:-}" ] && [ -x "$TILLIT_CHROMIUM" ] && return 0
    for browser in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$browser" >/dev/null 2>&1 && return 0
    done
    [ -x "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" ] ||
        [ -x "/Applications/Chromium.app/Contents/MacOS/Chromium" ]
}

tools() { found && command -v pdftotext >/dev/null 2>&1; }

tools && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing chromium and poppler-utils for the tests."
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium poppler-utils; } >/dev/null || true
fi
if ! found; then
    echo "The tests need Chromium or Google Chrome on the PATH (or its path in TILLIT_CHROMIUM)." >&2
    echo "Debian and Ubuntu: sudo apt-get install chromium. Mac: brew install --cask google-chrome." >&2
    exit 1
fi
if ! command -v pdftotext >/dev/null 2>&1; then
    echo "The tests of papers need poppler's pdftotext." >&2
    echo "Debian and Ubuntu: sudo apt-get install poppler-utils. Mac: brew install poppler." >&2
    exit 1
fi
