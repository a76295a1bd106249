"""Be alone with the persons while one of them goes for good."""

from __future__ import annotations

from django.db import OperationalError
from django.utils.translation import gettext as _
from psycopg.errors import LockNotAvailable

from motcua.kernel.refusal import SomebodyWasQuicker
from motcua.kernel.statements import run

#: Counters wait meanwhile: not longer than this for somebody who reads on and on.
PATIENCE = "set local lock_timeout = '2s'"
ALONE = "lock table parties_person in access exclusive mode"


def be_alone() -> None:
    """Wait for whoever takes a person in, as each has read the table before; from here on nobody does until the caller's act ends.

    It comes last in an act, just before what it is for; what others wrote until now is seen by the next statement. Raises
    SomebodyWasQuicker where somebody reads for too long.
    """
    run(PATIENCE)
    try:
        run(ALONE)
    except OperationalError as problem:
        if isinstance(problem.__cause__, LockNotAvailable):
            raise SomebodyWasQuicker(
                _("Đang có người ghi hoặc đọc thông tin công dân. Đợi một phút rồi làm lại.")
            ) from problem
        raise
