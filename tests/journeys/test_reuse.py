"""At the counter: what the person handed in before is offered as soon as the number is typed, and used again with consent."""

import io

import pytest

from motcua.dossiers import queries, services
from motcua.dossiers.tests.one_stop import at, stored
from motcua.files import services as files
from motcua.files.tests import papers
from tests.journeys.house import faults, picture

PERSON = {"name": "Triệu Mùi Khé", "birth": "1996", "number": "095000999222", "phone": "0900000001"}


def scanned_before(stop):
    """A dossier of the person, its first paper scanned."""
    number = stop.receives(owner=dict(PERSON)).code
    record, content = stored(number), papers.scan(1)
    file = files.store(
        actor=stop.clerk, at=at("2020-05-11 08:20"), owner_kind="dossiers.dossier", owner_id=record.id, name="quet.pdf",
        stream=io.BytesIO(content), length=len(content),
    )  # fmt: skip
    paper = queries.paper_scans(record)[0]
    services.scan_paper(
        actor=stop.clerk, at=at("2020-05-11 08:20"), dossier=record.id, paper=paper.id, file=file, way="upload"
    )
    return record.procedure, paper.id


@pytest.mark.parametrize("width", [360, 1366])
def test_an_earlier_paper_is_offered_while_typing_and_used_again(house, width):
    stop = house.stop
    version, origin = scanned_before(stop)
    clerk = house.sits(stop.clerk, width=width)
    clerk.goto("/tiep-nhan")
    clerk.locator("#id_procedure_text").fill(version.code)
    clerk.keyboard.press("Enter")
    clerk.locator("#id_owner_name").wait_for(state="visible")
    clerk.locator("#id_owner_name").fill(PERSON["name"])
    clerk.locator("#id_owner_birth").fill(PERSON["birth"])
    clerk.locator("#id_owner_number").fill(PERSON["number"])
    clerk.locator("#id_phone").evaluate("field => field.closest('details').open = true")
    clerk.locator("#id_phone").fill(PERSON["phone"])
    offer = clerk.locator(f'input[value="{origin}"]')
    offer.wait_for(state="attached")
    offer.evaluate("field => field.closest('details').open = true")
    picture(clerk, f"earlier-{width}")
    assert faults(clerk) == []
    offer.check()
    clerk.locator("#id_reuse_agreed").check()
    clerk.locator("#id_reuse_consent").fill("nói tại quầy")
    used_again = offer.get_attribute("name").removesuffix("_origin")
    for tick in clerk.locator('input[type=checkbox][name^="paper_"]').all():
        if tick.get_attribute("name") != used_again:
            tick.check()
    clerk.get_by_role("button", name="Tiếp nhận và in giấy hẹn").click()
    clerk.wait_for_url("**/da-tiep-nhan")

    (paper,) = [one for one in queries.paper_scans(stored(clerk.url.split("/")[-2])) if one.reused]
    assert (paper.origin, paper.originals) == (origin, 0)
