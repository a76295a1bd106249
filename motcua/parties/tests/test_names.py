"""Vietnamese names: searched without accents, sorted as a Vietnamese dictionary sorts."""

import unicodedata

from motcua.parties.rules import plain, sort_key


def test_a_name_is_found_without_accents():
    assert plain("  Đàm   Thị Hường ") == "dam thi huong"
    assert plain("NGUYỄN VĂN Ẩn") == "nguyen van an"
    assert plain(unicodedata.normalize("NFD", "Lục Thị Ngọ")) == "luc thi ngo"
    assert plain("Cty TNHH Ba Bể-2") == "cty tnhh ba be-2"
    assert plain("Müller Žižka") == "muller zizka"


def test_letters_come_in_the_order_of_the_alphabet():
    alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
    backwards = alphabet[::-1]
    assert sorted(backwards, key=sort_key) == list(alphabet)


def test_tones_come_huyen_hoi_nga_sac_nang_and_only_after_the_letters():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]
    assert sorted(["mạ", "mab", "ma"], key=sort_key) == ["ma", "mạ", "mab"]
    assert sorted(["hạnh b", "hanh c", "hành a"], key=sort_key) == ["hành a", "hạnh b", "hanh c"]


def test_small_letters_come_before_capitals_and_only_after_tones():
    assert sorted(["An", "an", "Àn", "àn"], key=sort_key) == ["an", "An", "àn", "Àn"]


def test_names_of_the_province_are_in_dictionary_order():
    names = [
        "Bàn Văn Sinh",
        "Bế Thị Ân",
        "Đàm Văn Quý",
        "Dương Thị Đào",
        "Hà Văn Páo",
        "Hoàng Thị Ư",
        "Hoàng Thị Ú",
        "Lý A",
        "Ma B",
    ]
    expected = [
        "Bàn Văn Sinh",
        "Bế Thị Ân",
        "Dương Thị Đào",
        "Đàm Văn Quý",
        "Hà Văn Páo",
        "Hoàng Thị Ú",
        "Hoàng Thị Ư",
        "Lý A",
        "Ma B",
    ]
    assert sorted(names, key=sort_key) == expected


def test_digits_and_blanks_come_before_letters_and_foreign_letters_after():
    assert sorted(["Tổ B", "Tổ 2", "Tổ"], key=sort_key) == ["Tổ", "Tổ 2", "Tổ B"]
    assert sorted(["Яна", "zz", "1", " "], key=sort_key) == [" ", "1", "zz", "Яна"]
