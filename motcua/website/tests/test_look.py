"""The pages wear the province's colours, as its profile says, by a small style sheet of their own."""

from dataclasses import replace

import pytest
from django.urls import reverse

from motcua.clocks.folder.reader import read_folder
from motcua.clocks.folder.settings import Colour
from motcua.clocks.folder.shipped import SHIPPED
from motcua.kernel import moments
from motcua.kernel.actor import SYSTEM
from motcua.organisation import services as organisation
from motcua.organisation.types import FolderFaulty

LOOK = "/mau-sac.css?v=0b3d91-b98900"


def painted(colour):
    folder = read_folder(SHIPPED)
    return replace(folder, settings=replace(folder.settings, look={"brand": Colour(colour, 36)}))


@pytest.fixture
def blue(fresh_db):
    organisation.load(actor=SYSTEM, folder=read_folder(SHIPPED), at=moments.now())
    organisation.load(actor=SYSTEM, folder=painted("#0b3d91"), at=moments.now())


def test_a_page_uses_the_colour_of_the_profile(client, blue):
    page = client.get("/tro-giup")
    style = client.get(LOOK)

    assert f'<link rel="stylesheet" href="{LOOK}">' in page.content.decode()
    assert "style-src 'self'" in page["Content-Security-Policy"]
    assert style.content.decode().startswith(":root{--mc-brand:#0b3d91;--mc-brand-dark:#083072;")
    assert style["Content-Type"] == "text/css; charset=utf-8"
    assert style["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(reverse("ui:look"))["Cache-Control"] == "no-cache"


def test_a_province_in_the_houses_own_colours_asks_for_no_further_file(client, fresh_db):
    organisation.load(actor=SYSTEM, folder=read_folder(SHIPPED), at=moments.now())

    assert "mau-sac.css" not in client.get("/tro-giup").content.decode()


def test_colours_that_cannot_be_read_are_not_brought_in(fresh_db):
    with pytest.raises(FolderFaulty) as refused:
        organisation.load(actor=SYSTEM, folder=painted("#e39a9b"), at=moments.now())

    assert "profile.toml, dòng 36, cột brand: Màu #e39a9b chỉ tương phản 2,02:1" in refused.value.sentence
