#!/usr/bin/env bash
# Prints the Python that set-up uses: 3.11 to 3.13 with venv. PYTHON=/path/to/python asks for one.
# As root, one that other users can reach is preferred, so that they can use the environment made from it.
set -u

fits() {
  "$1" - "$2" >/dev/null 2>&1 <<'PY'
import ensurepip, os, ssl, sys, venv
from pathlib import Path
assert (3, 11) <= sys.version_info < (3, 14)
place = Path(sys.base_prefix).resolve()
reachable = all(folder.stat().st_mode & 0o001 for folder in (place, *place.parents))
assert reachable or sys.argv[1] == "any" or os.geteuid() != 0
PY
}

if [ -n "${PYTHON:-}" ]; then
  fits "$PYTHON" any && { command -v "$PYTHON"; exit 0; }
  echo "PYTHON=$PYTHON does not work here: it must be Python 3.11, 3.12 or 3.13 with venv." >&2
  exit 1
fi

for reach in shared any; do
  for candidate in python3 python3.13 python3.12 python3.11 \
    /usr/bin/python3 /usr/local/bin/python3 \
    /usr/bin/python3.13 /usr/bin/python3.12 /usr/bin/python3.11 \
    /usr/local/bin/python3.13 /usr/local/bin/python3.12 /usr/local/bin/python3.11; do
    path=$(command -v "$candidate" 2>/dev/null) || continue
    fits "$path" "$reach" && { echo "$path"; exit 0; }
  done
done

cat >&2 <<'SAY'
No usable Python found. Motcua needs Python 3.11, 3.12 or 3.13 with venv. On Debian and Ubuntu:
  apt-get install python3 python3-venv
SAY
exit 1
