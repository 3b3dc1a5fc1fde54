#!/bin/sh
# Makes the virtual environment .venv with the first Python that is new enough, and says what to install if none is.
set -eu

[ -x .venv/bin/python ] && .venv/bin/python -m pip --version >/dev/null 2>&1 && exit 0

python=""
for candidate in "${PYTHON:-python3}" python3.14 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Tillit needs Python 3.11 or newer. Install it (Debian: apt-get install python3 python3-venv; Mac: brew install python)." >&2
    exit 1
fi

make_venv() {
    rm -rf .venv
    "$python" -m venv .venv >/dev/null 2>&1 && .venv/bin/python -m pip --version >/dev/null 2>&1
}

make_venv_without_ensurepip() {
    rm -rf .venv
    "$python" -m venv --without-pip .venv >/dev/null 2>&1 &&
        "$python" -m pip --python .venv/bin/python install --quiet pip >/dev/null 2>&1
}

make_venv && exit 0
make_venv_without_ensurepip && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Python's venv module is missing: installing python3-venv."
    { apt-get update -qq && apt-get install -y -qq python3-venv; } >/dev/null 2>&1 || true
    make_venv && exit 0
fi
rm -rf .venv
echo "$python cannot make virtual environments. Install its venv module (Debian: apt-get install python3-venv) and try again." >&2
exit 1
