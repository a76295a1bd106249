"""A province's own colours in profile.toml: what is refused, where, and what to do."""

import pytest

from motcua.clocks.folder.findings import Severity, say_place
from motcua.profile.checks.look import check_look
from motcua.profile.checks.whole import check
from motcua.profile.tests.provinces import Province, bac_kan_folder
from motcua.ui import tokens


def faults_of(tmp_path, old, new):
    province = Province(tmp_path)
    province.spoil("profile.toml", old, new)
    # Without settings nobody knows the province's departments: other files have faults then too.
    found = [each for each in check(province.read()) if each.file == "profile.toml"]
    return [(say_place(each), each.sentence) for each in found if each.severity is Severity.FAULT]


def test_the_shipped_colours_are_the_houses_and_can_be_read():
    look = {name: colour.value for name, colour in bac_kan_folder().settings.look.items()}

    assert look == {"brand": "#9b1c1f", "accent": "#b98900"}
    assert tokens.weak_pairs(tokens.branded(look)) == []
    assert list(check_look(bac_kan_folder())) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "sentence"),
    [
        (
            'brand = "#9b1c1f"',
            'brand = "#e39a9b"',
            "profile.toml, dòng 36, cột brand",
            "Màu #e39a9b chỉ tương phản 2,02:1 với nền hoặc chữ đi cùng, cần ít nhất 4,5:1. Chọn màu đậm hơn, ví dụ #916263.",
        ),
        (
            'accent = "#b98900"',
            'accent = "#FFD34D"',
            "profile.toml, dòng 37, cột accent",
            "Màu #ffd34d chỉ tương phản 1,43:1 với nền hoặc chữ đi cùng, cần ít nhất 3:1. Chọn màu đậm hơn, ví dụ #af9135.",
        ),
        (
            'brand = "#9b1c1f"',
            'brand = "đỏ"',
            "profile.toml, dòng 36, cột brand",
            'brand phải là một màu viết như "#9b1c1f": dấu # và sáu chữ số 0-9, a-f.',
        ),
    ],
)
def test_a_colour_that_cannot_be_read_is_a_fault_with_its_line_and_a_better_one(tmp_path, old, new, place, sentence):
    assert faults_of(tmp_path, old, new) == [(place, sentence)]


def test_the_better_colour_that_the_sentence_names_is_taken(tmp_path):
    assert faults_of(tmp_path, "#9b1c1f", "#916263") == []
    assert faults_of(tmp_path / "2", "#b98900", "#af9135") == []
