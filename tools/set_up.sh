#!/usr/bin/env bash
# Finds a Python and hands over to set_up.py; one set-up at a time in this checkout.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ -x .venv/bin/python ] && .venv/bin/python tools/set_up.py ready 2>/dev/null; then exit 0; fi

python=$(tools/find_python.sh)
mkdir -p .cache
exec 9>.cache/set-up.lock
flock -n 9 || { echo "Another set-up is running in this folder; waiting for it."; flock 9; }
"$python" tools/set_up.py
