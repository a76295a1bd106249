import pytest
from django import forms
from django.urls import reverse
from django.utils import translation

from motcua.ui import context
from motcua.ui.context import RailEntry
from motcua.ui.remembered import drawn, fixed
from motcua.ui.types import Entry
from motcua.ui.widgets import RememberedSelect

RAIL = "ui/parts/rail.html"
CHOICES = [("", "Tất cả"), ("1", "Đất <đai>"), ("Khác", [("2", "Hộ tịch"), ("3", "Y tế")])]


def rail(count, *, is_current=False):
    return ((RailEntry(Entry("Bàn làm việc", "/ban-lam-viec", count), is_current),),)


def test_a_part_is_drawn_anew_when_a_figure_in_it_changes():
    assert '<span class="mc-count">3</span>' in drawn(RAIL, rail(3))
    assert '<span class="mc-count">4</span>' in drawn(RAIL, rail(4))


def test_a_part_marks_the_page_it_stands_on():
    assert 'aria-current="page"' in drawn(RAIL, rail(3, is_current=True))
    assert "aria-current" not in drawn(RAIL, rail(3))


def test_a_part_speaks_the_language_of_whoever_looks():
    drawn("ui/parts/keys.html", context.keys())
    with translation.override("en"):
        assert "Close" in drawn("ui/parts/keys.html", context.keys())


def test_a_fixed_address_is_the_page_s_own():
    assert fixed("ui:help") == reverse("ui:help")


@pytest.mark.parametrize("value", [None, "", "1", "3", 2, "nothing of these"])
@pytest.mark.parametrize("attrs", [{"id": "id_n"}, {"id": "id_n", "required": False, "class": "x"}])
def test_a_remembered_select_is_django_s(value, attrs):
    drawn_once = RememberedSelect(choices=CHOICES).render("n", value, dict(attrs))

    assert drawn_once == forms.Select(choices=CHOICES).render("n", value, dict(attrs))


def test_a_remembered_select_follows_its_choices():
    before = RememberedSelect(choices=CHOICES).render("n", "1", {})
    after = RememberedSelect(choices=[*CHOICES, ("4", "Thuế")]).render("n", "1", {})

    assert "Thuế" not in before
    assert "Thuế" in after
