"""Pages speak Vietnamese until a reader asks for English."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_browser_that_prefers_english_still_gets_vietnamese(client):
    page = client.get("/tro-giup", headers={"Accept-Language": "en-US,en"})

    assert page["Content-Language"] == "vi"
    assert 'lang="vi"' in page.content.decode()[:300]


def test_english_is_asked_for_once_and_remembered(client):
    asked = client.get("/tro-giup?ngon-ngu=en")
    later = client.get("/tro-giup")

    assert (asked["Content-Language"], later["Content-Language"]) == ("en", "en")
    assert client.get("/tro-giup?ngon-ngu=vi")["Content-Language"] == "vi"


def test_a_language_that_nobody_speaks_changes_nothing(client):
    assert client.get("/tro-giup?ngon-ngu=xx")["Content-Language"] == "vi"
