"""Units' names as people write them, and their codes."""

import re

import pytest

from motcua.organisation.rules import assumed_legacy, assumed_qd20, full_name, place, scheme_of, short_name
from motcua.organisation.types import CodeMalformed


def test_committees_and_agencies_have_short_names():
    assert short_name("Xã Quảng Khê", "commune") == "UBND xã Quảng Khê"
    assert short_name("Thị trấn Chợ Rã", "commune") == "UBND thị trấn Chợ Rã"
    assert short_name("UBND huyện Ba Bể", "district") == "UBND huyện Ba Bể"
    assert short_name("Tỉnh Bắc Kạn (UBND tỉnh)", "province") == "UBND tỉnh Bắc Kạn"
    assert short_name("Sở Tài chính (hợp nhất KH&ĐT)", "department") == "Sở Tài chính"


def test_full_names_say_where():
    assert full_name("Xã Quảng Khê", "commune", "UBND huyện Ba Bể") == "UBND xã Quảng Khê, huyện Ba Bể"
    assert full_name("Xã Bằng Thành", "commune", "UBND tỉnh Thái Nguyên") == "UBND xã Bằng Thành, tỉnh Thái Nguyên"
    assert full_name("Sở Nội vụ", "department", "UBND tỉnh Bắc Kạn") == "Sở Nội vụ tỉnh Bắc Kạn"
    assert full_name("Thanh tra tỉnh", "department", "UBND tỉnh Bắc Kạn") == "Thanh tra tỉnh Bắc Kạn"
    assert full_name("Tỉnh Bắc Kạn (UBND tỉnh)", "province", "") == "UBND tỉnh Bắc Kạn"


def test_a_print_names_the_place():
    names = [
        "Xã Quảng Khê",
        "Phường Đức Xuân",
        "Thị trấn Chợ Rã",
        "UBND huyện Ba Bể",
        "UBND thành phố Bắc Kạn",
        "Tỉnh Bắc Kạn (UBND tỉnh)",
    ]
    assert [place(name) for name in names] == ["Quảng Khê", "Đức Xuân", "Chợ Rã", "Ba Bể", "Bắc Kạn", "Bắc Kạn"]


@pytest.mark.parametrize(
    ("path", "serial", "code"),
    [
        ((), 1, "900.00.00.H03"),
        ((3,), 9, "900.00.03.H03"),
        ((3, 5), 60, "900.05.03.H03"),
        ((112,), 300, "910.00.12.H03"),
        ((3, 105), 300, "901.05.03.H03"),
        ((3, 5, 1), 1234, "990.12.34.H03"),
    ],
)
def test_assumed_codes_have_the_old_form_and_begin_with_nine(path, serial, code):
    assert assumed_legacy(path, serial, "H03") == code
    assert re.fullmatch(r"9\d{2}\.\d{2}\.\d{2}\.[A-Y]\d{2}", code)


def test_assumed_codes_of_the_new_form_carry_an_x():
    assert assumed_qd20(7, "H03") == "H03.X007"
    assert scheme_of("H03.X007") == "qd20"


def test_a_code_is_of_one_generation_or_refused():
    assert [scheme_of(code) for code in ("000.00.00.H03", "H03", "H03.12.4A")] == ["legacy", "qd20", "qd20"]
    for code in ("H3", "h03.12", "000.00.0.H03", "Z03", "H03.", "H03." + "1" * 40):
        with pytest.raises(CodeMalformed):
            scheme_of(code)
