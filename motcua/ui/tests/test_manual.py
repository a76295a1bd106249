"""The manuals under «Trợ giúp»: every topic opens with its pictures, nothing else of the disk does."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from motcua.ui import manual

ENGLISH = [topic for book in manual.BOOKS for topic in manual.topics(book, "en") if topic.language == "en"]
EVERY = [topic for book in manual.BOOKS for topic in manual.topics(book)]


@pytest.mark.parametrize("topic", EVERY, ids=lambda topic: f"{topic.book}/{topic.name}")
def test_a_topic_shows_its_pictures_with_words_and_size_and_leads_to_pages_that_exist(db, topic):
    page = Client().get(reverse("ui:manual", args=[topic.book, topic.name])).content.decode()
    pictures = re.findall(r"<img [^>]*>", page.split("<article")[1].split("</article>")[0])

    assert f"<h1>{topic.title}</h1>" in page
    assert pictures or topic.book == "operator", "who types commands needs no picture of a page"
    for picture in pictures:
        assert re.search(r'alt="[^"]{10,}"', picture)
        assert re.search(r'width="[1-9]\d+" height="[1-9]\d+"', picture)
        answer = Client().get(re.search(r'src="([^"]+)"', picture)[1])
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
        assert b"".join(answer.streaming_content)[:4] == b"RIFF"
    for address in re.findall(r'href="(/tro-giup[^"]*)"', page):
        assert Client().get(address).status_code == 200


def reader(language):
    """A browser of somebody who chose a language."""
    browser = Client()
    browser.get(f"/tro-giup?ngon-ngu={language}")
    return browser


@pytest.mark.parametrize("topic", ENGLISH, ids=lambda topic: f"{topic.book}/{topic.name}")
def test_a_topic_in_english_says_as_much_with_the_same_pictures(db, topic):
    source = manual.topic(topic.book, topic.name)
    page = reader("en").get(reverse("ui:manual", args=[topic.book, topic.name])).content.decode()

    assert f'lang="en"><h1>{topic.title}</h1>' in page
    assert "not translated yet" not in page
    assert shape(page) == shape(Client().get(reverse("ui:manual", args=[topic.book, topic.name])).content.decode())
    assert topic.path.name == source.path.name


def shape(page):
    """What two languages share: headings, list lines, pictures."""
    article = page.split("<article")[1].split("</article>")[0]
    return re.findall(r"<(?:h\d|li|ol|ul)\b", article), re.findall(r'src="([^"]+)"', article)


def test_every_manual_is_whole_in_english_and_every_english_file_belongs_to_a_topic():
    for book in manual.BOOKS:
        assert {topic.name for topic in ENGLISH if topic.book == book} == {one.name for one in manual.topics(book)}
        english = {path.name for path in (manual.DOCS / book / "en").glob("*")}
        assert english <= {topic.path.name for topic in manual.topics(book)}


def test_a_topic_without_english_is_shown_in_vietnamese_with_a_line_that_says_so(tmp_path, monkeypatch, db):
    (tmp_path / "clerk" / "en").mkdir(parents=True)
    (tmp_path / "clerk" / "01-mot.md").write_text("# Một\n\nmột [hai](02-hai.md)\n", encoding="utf-8")
    (tmp_path / "clerk" / "02-hai.md").write_text("# Hai\n\nhai\n", encoding="utf-8")
    (tmp_path / "clerk" / "en" / "02-hai.md").write_text(
        "# Two\n\n[one](../01-mot.md), [roles](../../admin/02-vai-tro.md)\n", encoding="utf-8"
    )
    monkeypatch.setattr(manual, "DOCS", tmp_path)
    manual._topics.cache_clear()

    english, vietnamese = reader("en"), Client()
    first = english.get("/tro-giup/clerk/mot").content.decode()
    assert "This topic is not translated yet; here it is in Vietnamese." in first
    assert 'lang="vi"><h1>Một</h1>' in first
    assert '<li lang="en"><a href="/tro-giup/clerk/hai">Two</a>' in first
    second = english.get("/tro-giup/clerk/hai").content.decode()
    assert "not translated yet" not in second
    assert '<a href="/tro-giup/clerk/mot">one</a>, <a href="/tro-giup/admin/vai-tro">roles</a>' in second
    assert "Hai" in vietnamese.get("/tro-giup/clerk/hai").content.decode()
    assert "chưa được dịch" not in vietnamese.get("/tro-giup/clerk/mot").content.decode()
    manual._topics.cache_clear()


def test_every_picture_of_a_manual_is_shown_somewhere_and_is_light():
    for book in manual.BOOKS:
        text = "".join(topic.path.read_text(encoding="utf-8") for topic in manual.topics(book))
        pictures = list((manual.DOCS / book / "pictures").iterdir())

        assert {f"pictures/{path.name}" for path in pictures} == set(re.findall(r"\(([^)]*\.webp)\)", text))
        assert max(path.stat().st_size for path in pictures) < 64_000


@pytest.mark.parametrize(
    "address", ["clerk/khong-co", "reference/acts", "clerk/hinh/khong-co.webp", "admin/hinh/desk.webp"]
)
def test_what_is_not_of_a_manual_is_not_there(db, address):
    assert Client().get(f"/tro-giup/{address}").status_code == 404


def test_raw_html_in_a_topic_stays_text_and_a_link_to_another_book_is_followed(tmp_path, monkeypatch):
    folder = tmp_path / "clerk"
    folder.mkdir()
    (folder / "01-thu.md").write_text(
        "# Thử\n\n<script>x</script> [vai trò](../admin/02-vai-tro.md)\n", encoding="utf-8"
    )
    monkeypatch.setattr(manual, "DOCS", tmp_path)

    (topic,) = manual.topics("clerk")

    assert manual.as_html(topic).strip() == (
        '<p>&lt;script&gt;x&lt;/script&gt; <a href="/tro-giup/admin/vai-tro">vai trò</a></p>'
    )


def test_what_is_no_picture_of_ours_is_refused(tmp_path):
    wrong = Path(tmp_path / "a.webp")
    wrong.write_bytes(b"GIF89a" + bytes(30))

    with pytest.raises(ValueError, match="no lossy WebP"):
        manual._size(wrong)
