import re
from datetime import datetime
from itertools import pairwise

import pytest

from motcua.kernel.moments import TZ
from motcua.ui.timebar import Mark, Pause, TimeBar, svg
from motcua.ui.types import Signal


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=TZ)


def bar(**changes):
    shown = {
        "received": Mark(at("2020-05-06 00:00"), "Tiếp nhận 6/5", "08:40 tại quầy"),
        "now": Mark(at("2020-05-11 00:00"), "Bây giờ"),
        "due": Mark(at("2020-05-16 00:00"), "Hẹn trả 16/5", "cuối buổi chiều"),
        "signal": Signal.ONTIME,
        "sentence": "Tiếp nhận 6/5; hôm nay 11/5; hẹn trả 16/5.",
    }
    return TimeBar(**(shown | changes))


def words_of(html):
    return re.findall(r"<text[^>]*>([^<]*)</text>", html)


def test_half_the_time_is_half_the_bar():
    assert '<rect class="tb-ontime" x="0" y="26" width="50%" height="10"/>' in svg(bar())


def test_a_pause_is_hatched_where_it_was():
    html = svg(bar(pauses=[Pause(at("2020-05-07 00:00"), at("2020-05-08 00:00"), "Chờ bổ sung 7–8/5")]))

    assert '<rect class="tb-pause tb-pause-ground" x="10%" y="24" width="10%" height="14"/>' in html
    assert 'fill="url(#tb-hatch)"' in html


def test_an_open_pause_reaches_until_now_and_leaves_room_behind():
    html = svg(bar(due=None, signal=Signal.PAUSED, pauses=[Pause(at("2020-05-08 12:00"), None, "Chờ bổ sung từ 8/5")]))

    assert 'x="37.5%" y="24" width="37.5%"' in html
    assert "tb-due" not in html


def test_beyond_the_due_moment_the_bar_goes_on():
    html = svg(bar(now=Mark(at("2020-05-26 00:00"), "Bây giờ"), signal=Signal.LATE))

    assert '<rect class="tb-late" x="0" y="26" width="100%" height="10"/>' in html
    assert '<line class="tb-due" x1="50%" x2="50%" y1="18" y2="44"/>' in html


def test_a_finished_dossier_ends_where_its_result_came():
    html = svg(bar(ended=Mark(at("2020-05-14 00:00"), "Có kết quả 14/5"), signal=Signal.DONE))

    assert 'width="80%"' in html
    assert "Bây giờ" not in words_of(html)


def test_all_labels_stand_where_there_is_room():
    assert words_of(svg(bar())) == [
        "Tiếp nhận 6/5",
        "Hẹn trả 16/5",
        "Bây giờ",
        "08:40 tại quầy",
        "cuối buổi chiều",
    ]


@pytest.mark.parametrize("hour", ["2020-05-06 00:30", "2020-05-15 23:30"])
def test_labels_do_not_stand_on_each_other(hour):
    html = svg(bar(now=Mark(at(hour), "Bây giờ")))
    rows = re.findall(r'x="([\d.]+)%" y="(\d+)" text-anchor="(\w+)">([^<]*)<', html)

    spans = {}
    for x, y, anchor, words in rows:
        width = len(words) * 0.75
        start = float(x) - {"start": 0, "middle": width / 2, "end": width}[anchor]
        spans.setdefault(y, []).append((start, start + width))
    for row in spans.values():
        row.sort()
        assert all(left[1] <= right[0] for left, right in pairwise(row))


def test_the_bar_is_told_in_words_and_has_no_inline_style():
    html = svg(bar(sentence='Chờ "giấy" & <dấu>'))

    assert 'aria-label="Chờ &quot;giấy&quot; &amp; &lt;dấu&gt;"' in html
    assert "style=" not in html


def test_two_bars_on_a_page_have_hatchings_of_their_own():
    assert 'id="row7-hatch"' in svg(bar(), key="row7")


def test_received_a_moment_ago_is_still_a_bar():
    assert 'width="0%"' in svg(bar(now=Mark(at("2020-05-06 00:00"), "Bây giờ")))
