"""A process as a picture."""

import re

from motcua.ui.flow import Box, Flow, svg

TWO_AT_ONCE = Flow(
    [("Xã", "8 giờ"), ("Sở một", "8 giờ"), ("Sở hai", "")],
    [
        Box("1", "Tiếp nhận", "", 0, 0),
        Box("2", "Lấy ý kiến", "8 giờ", 1, 1, ("1",)),
        Box("3", "Lấy ý kiến", "8 giờ", 2, 1, ("1",)),
        Box("4", "Trả kết quả", "", 0, 2, ("2", "3")),
    ],
    "Quy trình qua Xã; Sở một; Sở hai.",
)


def test_each_step_of_a_column_leads_to_each_of_the_next():
    picture = svg(TWO_AT_ONCE)

    assert picture.count('class="fl-box"') == 4
    assert picture.count('class="fl-arrow"') == 4, "one to two, two to one"
    assert 'aria-label="Quy trình qua Xã; Sở một; Sở hai."' in picture


def test_steps_done_at_once_stand_above_one_another():
    places = re.findall(r'class="fl-box" x="(\d+)" y="(\d+)"', svg(TWO_AT_ONCE))

    assert places[1][0] == places[2][0]
    assert len({top for _left, top in places}) == 3


def test_long_words_take_two_lines_and_no_more():
    picture = svg(Flow([("Xã", "")], [Box("1", "Vào sổ, đóng dấu, phát hành văn bản", "", 0, 0)], ""))

    assert picture.count('class="fl-words"') == 2
    assert "…" in picture


def test_nothing_of_a_name_becomes_markup():
    assert "<b>" not in svg(Flow([("<b>", "")], [Box("1", "<b>", "", 0, 0)], "<b>"))
