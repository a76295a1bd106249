#!/bin/sh
# motcua with the settings of this machine, as the house's own user.
set -a
. /etc/motcua.env
set +a
exec runuser -u motcua -- $app/.venv/bin/motcua "$$@"
