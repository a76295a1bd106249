"""A program that draws blocks of codes and receives at one counter at the same time, with many threads; tests compare the codes."""

from __future__ import annotations

import os
import sys
import threading

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.website.settings")


def main(threads: int, each: int) -> None:
    """Receive ``each`` dossiers in each thread, and draw a block after every second one; print each code."""
    import django

    django.setup()

    from django.db import connection

    from motcua.catalogue import queries as catalogue
    from motcua.dossiers import queries, services
    from motcua.dossiers.tests.one_stop import COMMUNE, DAY, SINGLE, at, unit_named
    from motcua.dossiers.types import PaperIn, Reception
    from motcua.kernel.actor import SYSTEM
    from motcua.kernel.ids import new_id

    unit, version, when = unit_named(COMMUNE).id, catalogue.in_force(SINGLE, DAY).id, at("2020-05-11 09:00")

    def reception() -> Reception:
        papers = (PaperIn(1, "Tờ khai", originals=1),)
        return Reception(id=new_id(), unit=unit, procedure=version, owner={"name": "Lý Thị Dung"}, papers=papers)

    def write() -> None:
        for turn in range(each):
            received = services.receive(actor=SYSTEM, at=when, reception=reception())
            os.write(1, f"{received.code}\n".encode())
            if turn % 2:
                book = services.draw_paper_book(actor=SYSTEM, at=when, unit=unit, size=3)
                lines = queries.paper_codes(SYSTEM, book)
                entered = services.enter_from_book(
                    actor=SYSTEM, at=when, code=lines[0].id, reception=reception(), received_at=when
                )
                os.write(1, "".join(f"{line}\n" for line in (entered.code, *(one.code for one in lines[1:]))).encode())
        connection.close()

    started = [threading.Thread(target=write) for _thread in range(threads)]
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
