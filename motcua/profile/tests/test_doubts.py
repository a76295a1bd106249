"""Doubts equal what the CSV files say, counted here without the product's reader."""

import csv
import json

import pytest

from motcua.clocks.folder.shipped import SHIPPED
from motcua.profile.commands import run
from motcua.profile.rules import counts, doubts
from motcua.profile.tests.provinces import Province, bac_kan_folder


@pytest.fixture
def bac_kan():
    return bac_kan_folder()


@pytest.fixture
def province(tmp_path):
    return Province(tmp_path)


def table(name: str) -> list[dict[str, str]]:
    with (SHIPPED / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_counts_are_those_of_the_files(capsys):
    in_force = [row for row in table("procedures.csv") if row["in_force_2020"] == "yes"]
    papers = {row["procedure_code"] for row in table("components.csv")}
    processes = {row["procedure_code"] for row in table("processes.csv")}
    alive = [
        row for row in table("units.csv") if (row["valid_from"] or "0") <= "2020-05-11" <= (row["valid_to"] or "9")
    ]
    expected = {
        "papers": sum(row["code"] not in papers for row in in_force),
        "result": sum(not row["result"] for row in in_force),
        "receiving_level": sum(not row["level_receive_2020"] for row in in_force),
        "process": sum(row["code"] not in processes for row in in_force),
        "online_level": sum(not row["online_level"] for row in in_force),
        "limit": sum(not row["limit_value"] or row["limit_unit"] in ("", "unit_missing") for row in in_force),
        "unit_code": sum(not row["eid_code"] for row in alive),
    }

    assert run(["doubts", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)

    assert {key: told[key] for key in expected} == expected
    assert expected == {
        "papers": 1,
        "result": 2,
        "receiving_level": 17,
        "process": 56,
        "online_level": 59,
        "limit": 7,
        "unit_code": 135,
    }
    assert all(type(number) is int for number in told.values())


def test_the_plain_answer_lists_every_assumption(capsys, bac_kan):
    assert run(["doubts", str(SHIPPED)]) == 0
    lines = capsys.readouterr().out.splitlines()

    assert len(lines) == len(doubts(bac_kan)) + 1
    assert (
        "limit: 2.000806 Đăng ký kết hôn có yếu tố nước ngoài: Thời hạn thiếu đơn vị tính: tính theo ngày làm việc, giả định."
        in lines
    )
    assert any(line.endswith("Cấp tiếp nhận là giả định. Đang dùng: cấp tỉnh.") for line in lines)
    assert "settings: sessions trong profile.toml là giả định." in lines


def test_a_doubt_goes_when_somebody_fills_the_cell(province):
    before = counts(doubts(province.read()))
    province.spoil(
        "units.csv",
        "BK-VPUB,BK,Văn phòng UBND tỉnh,department,cơ quan ngang sở,,,",
        "BK-VPUB,BK,Văn phòng UBND tỉnh,department,cơ quan ngang sở,,000.00.02.H03,",
    )

    after = counts(doubts(province.read()))

    assert after == {**before, "unit_code": before["unit_code"] - 1}


def test_another_day_asks_about_other_procedures_and_units(province):
    province.spoil("profile.toml", "demo_day = 2020-05-11", "demo_day = 2025-07-01")
    province.spoil("profile.toml", 'unit = "BK"', 'unit = "TN"')

    counted = counts(doubts(province.read()))

    assert counted["papers"] == 8
    assert counted["process"] == 76
    assert counted["unit_code"] == 37


def test_absent_tables_are_doubts_and_their_part_is_counted(province):
    (province.path / "components.csv").unlink()
    (province.path / "agencies_2020.csv").unlink()

    counted = counts(doubts(province.read()))

    assert counted["papers"] == 69
    assert counted["files"] == 2
    assert counted["step_agency"] > 0
