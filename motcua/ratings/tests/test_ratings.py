"""Ratings: given once by the receipt or on a slip, kept apart from the dossier, told in groups of five or more."""

from datetime import date
from uuid import uuid4

import pytest

from motcua.dossiers import services as deeds
from motcua.dossiers.tests.at_the_screen import Screen
from motcua.dossiers.tests.one_stop import FOREIGN, RENEW, OneStop, at, stored, unit_named
from motcua.dossiers.types import NoSuchDossier
from motcua.kernel import moments
from motcua.kernel.actor import ANONYMOUS
from motcua.kernel.refusal import Invalid, NotAllowed
from motcua.kernel.statements import rows
from motcua.organisation import queries as organisation
from motcua.ratings import queries, rules, services
from motcua.ratings.models import Rating
from motcua.ratings.types import NotYetRateable, RatedAlready, Said, Satisfaction, Source

NOW = at("2020-05-29 10:00")
#: When the dossiers of February are rated: in their own quarter.
SOON = at("2020-03-20 10:00")


@pytest.fixture
def stop(province_db, monkeypatch):
    monkeypatch.setattr(moments, "now", lambda: NOW)
    return OneStop.open()


def solved(stop, day="2020-02-11"):
    number = stop.receives(RENEW, when="2020-02-10 09:10").code
    stop.hands_over(number, "2020-02-10 10:00")
    stop.examines(number, "2020-02-10 14:00")
    stop.proposes(number, f"{day} 09:00")
    stop.approves(number, f"{day} 10:00")
    return number


def token_of(number):
    return stored(number).facts["token"]


def says(number, overall=Satisfaction.VERY, when=SOON, **more):
    services.rate(actor=ANONYMOUS, at=when, token=token_of(number), said=Said(overall, **more))


def told(stop, quarters=(1,), now=NOW):
    return queries.together([stop.unit.id], 2020, quarters, now).get(stop.unit.id)


def test_four_ratings_are_told_of_nobody_and_five_together(stop):
    numbers = [solved(stop) for _each in range(4)] + [solved(stop, "2020-02-25")]
    for number in numbers[:3]:
        says(number, bodies=0, answers={"a": Satisfaction.VERY})
    says(numbers[3], Satisfaction.SATISFIED, bodies=1, complains=True)
    assert told(stop) is None
    says(numbers[4], Satisfaction.NOT, bodies=4)

    found = told(stop)
    assert (found.count, found.content) == (5, 80)
    assert found.overall == {Satisfaction.NOT: 1, Satisfaction.SATISFIED: 1, Satisfaction.VERY: 3}
    assert (found.bodies, found.conduct) == ((3, 1, 1), (3, 0, 2))
    assert found.answers == {}, "three answers to a question are too few"
    assert told(stop, (1, 2, 3, 4)) == found
    assert told(stop, now=at("2020-03-31 10:00")) is None, "the quarter is not over"


def test_what_was_told_of_a_quarter_that_is_over_is_not_changed_by_one_more(stop):
    for _each in range(5):
        says(solved(stop), when=at("2020-03-30 10:00"))
    before, late = told(stop), solved(stop)
    says(late, Satisfaction.NOT, when=at("2020-04-01 08:00"))

    assert told(stop) == before
    (row,) = rows("select * from ratings_rating where overall = 0 and quarter = 2")
    assert (row["year"], row["post_id"]) == (2020, None), "in April the post may be somebody else's"


def rate_posts(unit, quarter=1, **counts):
    """Give a unit so many ratings of each post; under «none» of no post. Return the posts by name."""
    posts = {name: None if name == "none" else uuid4() for name in counts}
    for name, count in counts.items():
        for _each in range(count):
            Rating.objects.create(
                id=uuid4(), unit_id=unit, procedure_id=uuid4(), post_id=posts[name], year=2019, quarter=quarter,
                source="slip", overall=1, bodies=2, conduct=0, answers={},
            )  # fmt: skip
    return posts


def test_a_post_is_told_where_neither_it_nor_what_is_left_of_its_unit_is_a_few(stop):
    unit = uuid4()
    posts = rate_posts(unit, many=9, some=5, few=3)

    found = queries.of_posts(2019, {1: list(posts.values())}, NOW)
    assert {post: (voice.bodies, voice.conduct) for (_quarter, post), voice in found.items()} == {
        posts["many"]: ((9, 0, 0), (0, 0, 9))
    }, "unit minus both would leave three"
    assert queries.of_posts(2019, {1: [posts["some"]]}, NOW) == {}, "whoever asks of one post alone learns no more"
    assert queries.of_posts(2019, {1: list(posts.values())}, at("2019-03-31 23:00")) == {}, "the quarter is not over"


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ({"a": 5}, {"a"}),
        ({"a": 5, "b": 4}, set()),
        ({"a": 5, "b": 3, "c": 2}, {"a"}),
        ({"a": 6, "b": 5, None: 1}, {"a"}),
        ({"a": 6, "b": 5, None: 5}, {"a", "b"}),
        ({None: 20}, set()),
    ],
)
def test_no_sum_of_those_told_leaves_a_few_of_the_unit(counts, expected):
    told_posts = rules.told(counts)

    assert told_posts == expected
    rest = sum(count for post, count in counts.items() if post not in told_posts)
    assert not told_posts or rest == 0 or rest >= rules.LEAST


def test_from_a_year_no_answer_of_a_few_can_be_subtracted(stop):
    unit = unit_named(FOREIGN).id
    for quarter, few in (1, True), (1, True), (1, False), (1, False), (1, False), *[(2, False)] * 5:
        said = {"bodies": 0, "answers": {"a": 0}} if few else {"bodies": 2, "answers": {"a": 2}} if quarter == 2 else {}
        Rating.objects.create(
            **{"id": uuid4(), "unit_id": unit, "procedure_id": uuid4(), "year": 2019, "quarter": quarter}
            | {"source": "slip", "overall": 1, "answers": {}} | said
        )  # fmt: skip

    first, second, both = (queries.together([unit], 2019, each, NOW)[unit] for each in ((1,), (2,), (1, 2)))
    assert (first.count, first.bodies, first.answers) == (5, (0, 0, 0), {})
    assert (second.count, both.count) == (5, 10)
    assert both.bodies == second.bodies == (5, 0, 0)
    assert both.answers == second.answers
    assert second.answers["a"][Satisfaction.VERY] == 5


def test_a_rating_keeps_neither_dossier_nor_moment_and_the_ledger_no_line(stop):
    number = solved(stop)
    revision = stored(number).revision
    says(number)

    kept = {column for row in rows("select * from ratings_rating") for column in row}
    assert kept == {
        "id", "unit_id", "procedure_id", "post_id", "year", "quarter", "source", "overall", "bodies", "conduct", "answers",
    }  # fmt: skip
    assert {row["id"].version for row in rows("select id from ratings_rating")} == {4}
    assert stored(number).revision == revision


def test_a_dossier_is_rated_once_and_only_with_a_result(stop):
    number, open_one = solved(stop), stop.receives(RENEW).code
    says(number)

    with pytest.raises(RatedAlready):
        says(number)
    with pytest.raises(NotYetRateable):
        says(open_one)
    with pytest.raises(NoSuchDossier):
        services.rate(actor=ANONYMOUS, at=NOW, token="không-có", said=Said(Satisfaction.VERY))


def test_each_fault_is_said_at_its_field_and_nothing_is_used_up(stop):
    number = solved(stop)

    with pytest.raises(Invalid) as refused:
        says(number, None)
    assert set(refused.value.fields) == {"overall"}
    with pytest.raises(Invalid) as refused:
        says(number, bodies=99)
    assert set(refused.value.fields) == {"bodies"}
    says(number)


def test_a_clerk_enters_a_slip_about_a_dossier_of_the_own_counter(stop):
    number, said = solved(stop), Said(Satisfaction.SATISFIED)
    slip = {"at": SOON, "number": number, "said": said, "source": Source.MAILBOX}
    with pytest.raises(NotAllowed):
        services.enter_slip(actor=stop.specialist, **slip)
    with pytest.raises(Invalid):
        services.enter_slip(actor=stop.stranger, **slip)

    services.enter_slip(actor=stop.clerk, **slip)
    assert "mailbox" in {row["source"] for row in rows("select source from ratings_rating")}
    with pytest.raises(RatedAlready):
        services.enter_slip(actor=stop.clerk, **slip)


def test_a_slip_about_a_dossier_of_a_unit_that_is_gone_is_entered_by_the_one_in_its_place(stop, monkeypatch):
    gone, now = (organisation.unit_by_code(code).id for code in ("BK-01966", "BK-01960B"))
    came = at("2020-01-15 09:10")
    monkeypatch.setattr(moments, "now", lambda: came)
    stop.seat(gone, came.date())
    reception = stop.reception(RENEW, on=came.date(), unit=gone)
    clerk = stop.person("counter", gone)
    number = deeds.refuse_at_intake(actor=clerk, at=came, reception=reception, reason="Không thuộc thẩm quyền.").number
    monkeypatch.setattr(moments, "now", lambda: NOW)
    stop.seat(now)

    slip = {"at": NOW, "number": number, "said": Said(Satisfaction.SATISFIED)}
    with pytest.raises(Invalid):
        services.enter_slip(actor=stop.clerk, **slip)
    services.enter_slip(actor=stop.person("counter", now), **slip)
    with pytest.raises(RatedAlready):
        services.enter_slip(actor=stop.person("counter", now), **slip)


def test_what_was_said_of_a_unit_that_is_gone_is_shown_to_the_one_in_its_place(stop):
    gone, now = (organisation.unit_by_code(code).id for code in ("BK-01966", "BK-01960B"))
    stop.seat(now)
    rate_posts(gone, quarter=4, all=5)

    assert organisation.short_name(gone) in Screen(stop.person("leader", now)).sees("/danh-gia?nam=2019&quy=4")
    assert organisation.short_name(gone) not in Screen(stop.leader).sees("/danh-gia?nam=2019&quy=4")


def test_points_follow_the_circular():
    assert [rules.points_of_bodies(bodies) for bodies in (0, 1, 2, 7)] == [2, 1, 0, 0]
    assert [rules.points_of_conduct(in_time, complains=False) for in_time in (2, 1, 0, None)] == [2, 1, 0, None]
    assert rules.points_of_conduct(2, complains=True) == 0
    assert [question.code for question in rules.questions(date(2020, 5, 11))] == list("abcdefghi")


def test_the_bearer_of_the_receipt_finds_the_slip_once_the_result_is_there(stop):
    number, citizen = solved(stop), Screen()
    page = f"/danh-gia/ho-so/{token_of(number)}"
    receipt = stored(number)
    assert page in citizen.opens(f"/tra-cuu/{token_of(number)}").content.decode()

    wrong = citizen.sends(page, bodies="2", q_a="2")
    assert wrong.status_code == 422
    assert "Chọn một mức hài lòng chung." in wrong.content.decode()
    assert 'value="2" selected' in wrong.content.decode()
    assert "Đã nhận đánh giá." in citizen.sends(page, overall="2", bodies="0").content.decode()
    assert citizen.sends(page, overall="2").status_code in {409, 422}
    assert citizen.opens("/danh-gia/ho-so/khong-co").status_code == 404
    assert receipt.facts["owner_name"] not in citizen.sees(page)
    assert "Hồ sơ này đã được đánh giá." in citizen.sees(page)
    assert "<form method" not in citizen.opens(page).content.decode()
    assert page not in citizen.opens(f"/tra-cuu/{token_of(number)}").content.decode()


def test_the_pages_of_officials_show_the_sums_and_take_a_slip(stop):
    clerk, leader = Screen(stop.clerk), Screen(stop.leader)
    for _each in range(5):
        says(solved(stop))

    words = leader.sees("/danh-gia?nam=2020&quy=1")
    assert "xã Quảng Khê" in words
    assert "Nhập phiếu" not in words
    assert "xã Quảng Khê" not in Screen(stop.person("leader", unit_named(FOREIGN).id)).sees("/danh-gia?nam=2020&quy=1")
    assert "Quý 1/2020" in leader.sees("/danh-gia?nam=2020&quy=2")
    typed = {"number": solved(stop), "overall": "1", "source": "slip", "bodies": "nhiều"}
    wrong = clerk.sends("/danh-gia/phieu", typed)
    assert wrong.status_code == 422
    assert "nhiều" in wrong.content.decode()
    assert clerk.sends("/danh-gia/phieu", typed | {"bodies": "1"}).status_code == 302
