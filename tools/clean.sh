#!/usr/bin/env bash
# Takes away what set-up and the tools made. The data folder stays: it is not ours to throw away.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -x .venv/bin/motcua ] && [ -d .motcua ]; then .venv/bin/motcua database stop >/dev/null 2>&1 || true; fi
rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .schemathesis build ./*.egg-info node_modules \
  motcua/ui/static/built motcua/prints/fonts/built
find motcua tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
find motcua -name '*.mo' -delete
if [ -d .motcua ]; then echo "Clean. The demo's or your data is still in .motcua; delete that folder by hand to start from nothing."; else echo "Clean."; fi
