"""`motcua deadline` as a script sees it."""

import io
import json
import subprocess
import sys

import pytest

from motcua.clocks.commands.deadline import run
from motcua.clocks.folder.shipped import SHIPPED


def answers(monkeypatch, capsys, *cases) -> list[dict]:
    lines = (case if isinstance(case, str) else json.dumps(case) for case in cases)
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))
    assert run(["--stdin"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_one_question_is_answered_without_django_or_a_database():
    script = (
        "import sys; sys.argv = ['motcua', 'deadline', '--from', '2020-05-11T09:10', '--limit', '5 ngày làm việc',"
        " '--json']\n"
        "from motcua.website.command import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "heavy = {'django', 'psycopg', 'motcua.website.settings'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    answer = json.loads(done.stdout.splitlines()[-1])
    assert answer["due_at"] == "2020-05-18T17:00:00+07:00"
    assert answer["late_at"] == "2020-05-18T23:59:59+07:00"


def test_the_plain_answer_is_a_sentence(capsys):
    assert run(["--from", "2020-05-11T09:10", "--limit", "5 ngày làm việc", "--profile", str(SHIPPED)]) == 0
    assert capsys.readouterr().out == "Hẹn trả lúc 17:00 thứ Hai 18/5/2020.\n"


def test_one_question_that_cannot_be_answered_ends_with_status_1(capsys):
    assert run(["--from", "2026-12-31T09:10", "--limit", "5 ngày làm việc", "--json"]) == 1
    assert "Hãy nạp lịch nghỉ của năm 2027" in json.loads(capsys.readouterr().out)["error"]


def test_without_a_question_the_command_says_what_it_needs(capsys):
    assert run([]) == 2
    assert "--from và --limit" in capsys.readouterr().err


def test_cases_are_answered_a_line_each(monkeypatch, capsys):
    supplement = {"from": "2020-05-13", "to": "2020-05-20T09:00", "reason": "supplement"}
    ten = {"from": "2020-05-11T09:00", "limit": "10 ngày làm việc"}

    restarted, resumed, by_the_clock, shifted, bare, waiting = answers(
        monkeypatch,
        capsys,
        {**ten, "pauses": [supplement]},
        {**ten, "pauses": [{**supplement, "policy": "SUSPEND_RESUME"}], "id": 7},
        {"from": "2020-05-11T09:10", "limit": "5 ngày làm việc", "model": "B"},
        {"from": "2020-05-12T15:20", "limit": "3 ngày làm việc", "options": {"after_15h_shift": True}},
        {"from": "2020-05-11T09:10", "limit": 5, "unit": "wd"},
        {**ten, "pauses": [{"from": "2020-05-13T09:00", "to": None, "reason": "payment"}]},
    )

    assert restarted["due_at"] == "2020-06-03T17:00:00+07:00"
    assert restarted["original_due_at"] == "2020-05-25T17:00:00+07:00"
    assert (resumed["id"], resumed["due_at"]) == (7, "2020-06-01T17:00:00+07:00")
    assert by_the_clock["due_at"] == "2020-05-18T09:10:00+07:00"
    assert shifted["due_at"] == "2020-05-18T17:00:00+07:00"
    assert bare["due_at"] == "2020-05-18T17:00:00+07:00"
    assert (waiting["due_at"], waiting["remaining_working_days"]) == (None, 8)
    assert waiting["says"] == "Đang tạm dừng: còn 8 ngày khi đủ giấy."


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ("{", "không phải là JSON"),
        ("[1]", "đối tượng JSON"),
        ({"limit": "5 ngày"}, "Thiếu from"),
        ({"from": "2020-05-11"}, "Thiếu limit"),
        ({"from": "11/5/2020", "limit": "5 ngày"}, "Không đọc được thời điểm «11/5/2020»"),
        ({"from": "2020-05-11", "limit": "5"}, "Không đọc được thời hạn «5»"),
        ({"from": "2020-05-11", "limit": {"n": 5}}, "Không đọc được thời hạn"),
        ({"from": "2020-05-11", "limit": 0, "unit": "wd"}, "lớn hơn 0"),
        ({"from": "2020-05-11", "limit": "5 ngày", "unit": "KHONG-CO"}, "Không có đơn vị «KHONG-CO»"),
        ({"from": "2020-05-11", "limit": "5 ngày", "colour": "red"}, "Không hiểu «colour»"),
        ({"from": "2020-05-11", "limit": "5 ngày", "model": "C"}, "chỉ nhận: A, B"),
        ({"from": "2020-05-11", "limit": "5 ngày", "options": []}, None),
        ({"from": "2020-05-11", "limit": "5 ngày", "options": {"x": 1}}, "Không có tuỳ chọn «x»"),
        ({"from": "2020-05-11", "limit": "5 ngày", "pauses": {}}, None),
        ({"from": "2020-05-11", "limit": "5 ngày", "pauses": [3]}, "đối tượng có from, to"),
        (
            {"from": "2020-05-11", "limit": "5 ngày", "pauses": [{"from": "2020-05-12", "reason": "x"}]},
            "hãy ghi policy",
        ),
        (
            {"from": "2020-05-11", "limit": "5 ngày", "pauses": [{"from": "2020-05-12", "policy": "X"}]},
            "không phải «X»",
        ),
        (
            {"from": "2020-05-11", "limit": "5 ngày", "pauses": [{"from": "2020-05-12", "to": "2020-05-11"}]},
            "trước khi",
        ),
        (
            {"from": "2020-05-11", "limit": "5 ngày", "extensions": ["2020-06-01", "2020-06-02"]},
            "không được hẹn lại nữa",
        ),
        ({"from": "2026-12-31", "limit": "5 ngày làm việc"}, "31/12/2026"),
        ({"from": "1990-01-01", "limit": "5 ngày làm việc"}, "1/1/2016"),
        ({"from": "9999-12-31", "limit": "12 giờ"}, "ngoài lịch"),
    ],
)
def test_what_cannot_be_answered_is_a_sentence_on_its_own_line(monkeypatch, capsys, case, sentence):
    (answer,) = answers(monkeypatch, capsys, case)

    assert answer.get("error", "").endswith((".", "…}.")) if sentence else "due_at" in answer
    assert (sentence or "") in answer.get("error", "")


def test_a_folder_without_a_calendar_is_named(tmp_path, capsys):
    assert run(["--profile", str(tmp_path), "--from", "2020-05-11", "--limit", "5 ngày", "--json"]) == 1
    assert "profile.toml" in json.loads(capsys.readouterr().out)["error"]
