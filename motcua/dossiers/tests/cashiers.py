"""A program in which many cashiers take fees at one counter and say each acknowledged number: tests kill it."""

from __future__ import annotations

import os
import sys
import threading
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.website.settings")


def main(each: int, accounts: list[str]) -> None:
    """Let every account take ``each`` fees, printing the number as soon as it is acknowledged; every third is cancelled."""
    import django

    django.setup()

    from django.db import connection

    from motcua.catalogue import queries as catalogue
    from motcua.dossiers import services
    from motcua.dossiers.tests.one_stop import COMMUNE, DAY, at, unit_named
    from motcua.dossiers.types import PaperIn, Reception
    from motcua.identity import queries as identity
    from motcua.kernel.ids import new_id
    from motcua.organisation import queries as organisation
    from motcua.payments.types import Method

    unit, version = unit_named(COMMUNE).id, catalogue.in_force("2.000913", DAY)
    post = organisation.posts(unit, DAY, role="counter")[0].id
    papers = tuple(
        PaperIn(place, paper.name, originals=1, paper=paper.id) for place, paper in enumerate(version.papers(), start=1)
    )
    case = version.cases[0].label if version.cases else ""

    def take(account: UUID) -> None:
        actor = identity.actor_for(account, post, at("2020-05-11 08:00"))
        for turn in range(each):
            owner, receipt = {"name": "Lý Thị Dung"}, new_id()
            reception = Reception(new_id(), unit, version.id, owner, papers, case=case)
            number = services.receive(actor=actor, at=at("2020-05-11 09:00"), reception=reception).code
            values = {"actor": actor, "at": at("2020-05-11 09:05"), "number": number, "receipt": receipt}
            taken = services.take_fee(**values, method=Method.CASH)
            os.write(1, f"{taken.drawn['number']}\n".encode())  # one write: lines of threads do not mix
            if turn % 3 == 0:
                services.cancel_fee_receipt(**values, reason="Ghi nhầm.")
        connection.close()

    started = [threading.Thread(target=take, args=[UUID(account)]) for account in accounts]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
