"""A program that receives at one counter with many threads and says each acknowledged code: tests kill it."""

from __future__ import annotations

import os
import sys
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.website.settings")


def main(threads: int, each: int) -> None:
    """Receive ``each`` dossiers in each thread, printing the code as soon as it is acknowledged."""
    import django

    django.setup()

    from django.db import connection

    from motcua.catalogue import queries as catalogue
    from motcua.dossiers import services
    from motcua.dossiers.tests.one_stop import COMMUNE, DAY, SINGLE, at, unit_named
    from motcua.dossiers.types import PaperIn, Reception
    from motcua.kernel.actor import SYSTEM
    from motcua.kernel.ids import new_id

    unit, version = unit_named(COMMUNE).id, catalogue.in_force(SINGLE, DAY).id

    def write() -> None:
        for _dossier in range(each):
            reception = Reception(
                id=new_id(),
                unit=unit,
                procedure=version,
                owner={"name": "Lý Thị Dung"},
                papers=(PaperIn(1, "Tờ khai", originals=1),),
            )
            received = services.receive(actor=SYSTEM, at=at("2020-05-11 09:00"), reception=reception)
            os.write(1, f"{received.code}\n".encode())  # one write: lines of threads do not mix
        connection.close()

    started = [threading.Thread(target=write) for _thread in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
