from datetime import datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError

from motcua.kernel.moments import TZ
from motcua.ui import parts
from motcua.ui.types import Cell, Column, Fact, Line, Page, Signal, Station, Tab, Table, TimeLeft


def test_a_state_is_a_shape_and_a_word():
    html = parts.sign(Signal.LATE, "quá hạn 1 ngày")

    assert html.startswith('<span class="mc-sign mc-sign--late"><svg')
    assert "signs.svg#late" in html
    assert html.endswith("quá hạn 1 ngày</span>")


def test_time_left_has_the_due_moment_beneath():
    html = parts.time_left(TimeLeft(Signal.NEAR, "trong hôm nay", "hẹn 17:00"))

    assert html.endswith('trong hôm nay</span><span class="mc-sub">hẹn 17:00</span>')


def test_the_current_tab_says_so():
    html = parts.tabs([Tab("Chờ tôi", "?tab=mine", 14, is_current=True), Tab("Tất cả", "?tab=all")], "Lọc")

    assert html == (
        '<nav class="mc-tabs" aria-label="Lọc"><ul>'
        '<li><a href="?tab=mine" aria-current="page">Chờ tôi <span class="mc-count">14</span></a></li>'
        '<li><a href="?tab=all">Tất cả</a></li></ul></nav>'
    )


def test_a_table_has_a_caption_heads_and_rows_for_the_keys():
    html = parts.table(
        Table(
            "Hồ sơ chờ tôi",
            [Column("Mã hồ sơ", "code"), Column("Chủ hồ sơ"), Column("Tờ", "number")],
            [[Cell("900-0001", url="/ho-so/1"), Cell("Đàm Văn Quý", sub="nộp qua bưu điện"), Cell("3")]],
        )
    )

    assert '<caption class="mc-hidden">Hồ sơ chờ tôi</caption>' in html
    assert '<th scope="col" class="mc-code">Mã hồ sơ</th>' in html
    assert (
        '<tr data-row><td class="mc-code"><a href="/ho-so/1">900-0001</a></td>'
        '<td>Đàm Văn Quý<span class="mc-sub">nộp qua bưu điện</span></td><td class="mc-table__number" data-label="Tờ">3</td></tr>'
    ) in html


def test_the_newest_line_is_marked_and_tells_the_exact_time_in_print():
    lines = [
        Line(datetime(2020, 5, 8, 10, 20, 5, tzinfo=TZ), "Đã bổ sung đủ.", "Người Thử Một"),
        Line(datetime(2020, 5, 7, 9, 15, tzinfo=TZ), "Yêu cầu bổ sung."),
    ]

    html = parts.timeline(lines)

    assert html.count('class="is-now"') == 1
    assert 'title="Thứ Sáu, 8/5/2020, 10:20">Thứ Sáu 8/5, 10:20' in html
    assert "(8/5/2020 10:20:05)" in html


def test_stations_say_in_words_where_one_is():
    html = parts.stations([Station("Tiếp nhận", "6/5/2020", "done"), Station("Trình ký", state="now"), Station("Trả")])

    assert '<li class="is-done">Tiếp nhận<span class="mc-hidden"> (đã qua)</span>' in html
    assert '<li class="is-now" aria-current="step"><b>Trình ký</b>' in html
    assert '<li class="is-next">Trả' in html


def test_facts_without_a_value_are_left_out():
    html = parts.facts(
        [Fact("Chủ hồ sơ", "Bàn Văn Sinh"), Fact("Thư điện tử", ""), Fact("Thời hạn", "3 ngày", assumed=True)]
    )

    assert "Thư điện tử" not in html
    assert '<dd>3 ngày <span class="mc-assumed"' in html


def test_a_list_says_where_it_stands():
    assert parts.pages(Page("8 trong 14 hồ sơ", next_url="?after=x")) == (
        '<nav class="mc-pages" aria-label="Trang của danh sách">8 trong 14 hồ sơ · <a href="?after=x" rel="next">Tiếp</a></nav>'
    )


def test_the_main_button_answers_to_ctrl_enter():
    html = Template('{% load ui %}{% button "Tiếp nhận" data_ctrl_enter=True name="act" value="receive" %}').render(
        Context()
    )

    assert (
        html == '<button type="submit" class="mc-button" data-ctrl-enter name="act" value="receive">Tiếp nhận</button>'
    )


def test_a_plain_link_looks_like_a_button():
    assert (
        parts.link_button("Quay lại", "/", kind="plain")
        == '<a href="/" class="mc-button mc-button--plain">Quay lại</a>'
    )


def test_an_unknown_script_is_refused():
    with pytest.raises(TemplateSyntaxError):
        Template('{% load ui %}{% script "jquery" %}').render(Context())


def test_words_of_people_are_only_text():
    assert "<script>" not in parts.table(Table("x", [Column("y")], [[Cell("<script>alert(1)</script>")]]))
