"""The people of a large volume: a province's inhabitants, who come more than once, named as often as in life. Pure.

As in ``names`` nobody is anybody: numbers begin with four zeros, telephones with 09000, villages are called «Thử».
Their numbers are none of those that ``names`` gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random
from types import MappingProxyType

from motcua.demo import names
from motcua.demo.names import Sex

#: Somebody comes to the same counter about so many times in ten years.
TIMES = 2.6
#: Where their serial numbers begin: citizens' and, for as many as there are below, firms'.
OWN_NUMBERS, OWN_FIRMS = 40_000_000, 500_000
#: Of a hundred births so many in each decade of those who come.
DECADES = ((1935, 3), (1945, 8), (1955, 14), (1965, 19), (1975, 22), (1985, 24), (1995, 10))


@dataclass(frozen=True, slots=True)
class Naming:
    """How one people names its children; names in the order of frequency, families with their share of a hundred."""

    share: int
    families: str
    middles_m: str
    middles_f: str


#: What follows the middle name: the commonest first; two words are a double name.
GIVEN_M = (
    "Hùng Tuấn Dũng Cường Hải Thắng Minh Nam Long Đức Quân Huy Hoàng Sơn Tùng Kiên Trung Việt Thành Mạnh Hưng Tiến Toàn "
    "Quang Phúc Hiếu Anh Linh Bình Nghĩa Khánh Lâm Tú Duy Công Chiến Định Thuận Lợi Hoan Quý Sinh Thái Tài Phong Vinh "
    "Trường Đạt Khoa Bảo Thiện Nhất Vũ Luân Hậu Hoà Thanh Tâm Ngọc Giang Chung Đông Xuân Lập Khôi Vượng Thịnh Đại Bằng "
    "Cương Giáp Thiết Ngân Hiệp Tưởng Tuyên Đoàn Lưu Hợi Tý Dần Thìn Ngọ Mùi Dậu Tuất Chính Trực Kỳ Lăng Nhã Tường "
    "Quyết Chức Viễn Khương Đồng Bách Tùy Huân Hữu Lộc Thọ Phú Cảnh Tân Ích Nguyên Thạch Phát Văn"
)
GIVEN_F = (
    "Hương Lan Hoa Huệ Thuỷ Hà Hằng Hạnh Nga Mai Thảo Linh Trang Phương Thu Yến Hiền Dung Loan Nhung Liên Tuyết Xuân Hồng "
    "Oanh Thơm Vân Anh Ngọc Bích Lý Duyên Tâm Nguyệt Quỳnh Chi Giang Hoài Kiều Minh Nhàn Phượng Quyên Sen Tuyến Thanh "
    "Thắm Thương Tươi Vui Én Lành Mến Nhâm Thêm Liễu Chiêm Khuyên Ngoan Viền Xuyến Đào Cúc Trúc Huyền Hợp Hậu Lệ Mơ Na "
    "Nết Ngân Nhị Nhường Oánh Phấn Quế Sáng Sim Tấm Thoa Thuý Tình Trà Uyên Viên Xoan Yên Ánh Bưởi Chuyên Diệp Diễm "
    "Gấm Hảo Hiếu Hoạt Khánh Lựu Lụa Mận Mỵ Nụ Nương Thìn Tý Dậu"
)
#: A word that makes a given name double, as younger people have it; the first means none.
DOUBLE = (
    "",
    "Thu",
    "Minh",
    "Thanh",
    "Ngọc",
    "Bảo",
    "Hoài",
    "Thuý",
    "Quang",
    "Anh",
    "Khánh",
    "Gia",
    "Hải",
    "Kim",
    "Tuấn",
)
DOUBLE_SHARES = (58, 6, 5, 5, 5, 3, 2, 3, 3, 2, 2, 1, 2, 2, 1)

NAMINGS: Mapping[str, Naming] = MappingProxyType(
    {
        "Tày": Naming(
            52,
            "Hoàng:19 Nông:16 Nguyễn:8 Lý:6 Ma:7 Hà:7 Triệu:4 Đàm:3 Lường:5 Hứa:4 Dương:4 Lục:2 Bế:2 La:2 Đồng:2 Chu:2 Vi:2 "
            "Lâm:1 Mạch:1 Long:1 Phan:1 Lưu:1 Cao:1",
            "Văn Đình Quang Đức Thế Ngọc Xuân Hữu Công Duy Trọng Minh",
            "Thị Thị Thị Thị Thu Bích Ngọc Thuý Thanh Hồng Kim Diệu",
        ),
        "Dao": Naming(
            18,
            "Triệu:32 Bàn:18 Đặng:17 Phùng:9 Lý:9 Dương:5 Chu:4 Trương:3 Hoàng:3",
            "Văn Tiến Kiêm Hữu Chòi Tòn Sành Phú Quý Nguyên Phụ Thừa",
            "Mùi Thị Thị Thị Mản Lưu Tà Chằn",
        ),
        "Kinh": Naming(
            13,
            "Nguyễn:38 Trần:11 Lê:9 Phạm:7 Vũ:4 Hoàng:5 Bùi:3 Đỗ:3 Phan:3 Ngô:2 Đặng:2 Dương:1 Đinh:1 Đào:1 Đoàn:1 Trịnh:1 Mai:1 "
            "Tạ:1 Lương:1 Lưu:1 Hà:1 Cao:1",
            "Văn Quang Minh Xuân Đức Hữu Đình Ngọc Thanh Anh Tuấn Mạnh Thế Trung Duy",
            "Thị Thị Thị Thị Thu Thanh Hồng Ngọc Minh Phương Kim Thuỳ Bích",
        ),
        "Nùng": Naming(
            9,
            "Nông:24 Hoàng:20 Triệu:8 Lương:7 Phương:6 Lăng:5 Lâm:6 Hứa:6 Vi:6 Mông:5 Long:3 Lục:4",
            "Văn Minh Viết Công Đức Xuân Ngọc",
            "Thị Thị Thị Kim Thanh Thu",
        ),
        "Mông": Naming(
            6,
            "Giàng:16 Vàng:15 Sùng:12 Lầu:10 Lý:13 Hoàng:10 Dương:13 Thào:7 Đào:4",
            "A A Seo Văn Mí Súa",
            "Thị Thị Thị Mỷ",
        ),
        "Hoa": Naming(1, "Lâm:20 Trần:20 Lý:20 Hứa:15 Lưu:15 Ngô:10", "Văn Chí Quốc Vĩnh", "Thị Mỹ Ngọc Lệ"),
        "Sán Chay": Naming(1, "Hoàng:25 Nịnh:20 Trần:20 Lục:15 La:10 Tô:10", "Văn Xuân Đức", "Thị Thị Thu"),
    }
)


@cache
def _drawn(words: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return names with their running weights: «Nông:16» as written, others the rarer the later they stand."""
    found = [word.split(":") for word in words.split()]
    weights = [float(word[1]) if len(word) > 1 else 1 / (place + 4) for place, word in enumerate(found)]
    return tuple(word[0] for word in found), tuple(accumulate(weights))


_ETHNIC, _SHARES = tuple(NAMINGS), tuple(accumulate(naming.share for naming in NAMINGS.values()))
_DOUBLES = tuple(accumulate(DOUBLE_SHARES))
_YEARS, _YEAR_SHARES = tuple(year for year, _share in DECADES), tuple(accumulate(share for _year, share in DECADES))


def name(dice: Random) -> names.Name:
    """Invent a name."""
    ethnic = dice.choices(_ETHNIC, cum_weights=_SHARES)[0]
    naming = NAMINGS[ethnic]
    sex: Sex = "male" if dice.random() < 0.5 else "female"  # noqa: PLR2004 - half and half
    middles, given = (naming.middles_m, GIVEN_M) if sex == "male" else (naming.middles_f, GIVEN_F)
    parts = [_one(dice, naming.families), _one(dice, middles)]
    last = _one(dice, given)
    double = dice.choices(DOUBLE, cum_weights=_DOUBLES)[0]
    if double and double not in {parts[1], last}:
        parts.append(double)
    return names.Name(" ".join([*parts, last]), sex, ethnic)


def _one(dice: Random, words: str) -> str:
    known, weights = _drawn(words)
    return dice.choices(known, cum_weights=weights)[0]


def citizen(seed: str, serial: int, commune_id: str) -> dict[str, str]:
    """Return the inhabitant of this serial number: the same whenever he or she comes."""
    dice = Random(f"{seed}|{serial}")  # noqa: S311 - nothing secret: the same seed must give the same people
    who = name(dice)
    born = dice.choices(_YEARS, cum_weights=_YEAR_SHARES)[0] + int(dice.random() * 10)
    person = {
        "kind": "citizen",
        "name": who.full,
        "birth": f"{born}-{1 + int(dice.random() * 12):02}-{1 + int(dice.random() * 28):02}",
        "sex": who.sex,
        "ethnic": who.ethnic,
        "address": f"Thôn {dice.choice(_VILLAGES)} {1 + int(dice.random() * 9)}",
        "commune_id": commune_id,
    }
    if dice.random() < 0.92:  # noqa: PLR2004 - most bring their card
        person["number"] = f"0000{OWN_NUMBERS + serial:08}"
    if dice.random() < 0.8 or "number" not in person:  # noqa: PLR2004 - most have a telephone
        person["phone"] = f"09000{serial % 100_000:05}"
    if not serial % 7:
        person["email"] = f"{names.plain(who.full)}{serial}@thu.vidu.vn"
    return person


def organisation(seed: str, serial: int, commune_id: str) -> dict[str, str]:
    """Return the firm or cooperative of this serial number."""
    dice = Random(f"{seed}|{serial}|firm")  # noqa: S311 - as above
    kind = dice.choice(("Hợp tác xã", "Công ty TNHH"))
    return {
        "kind": "organisation",
        "name": f"{kind} {dice.choice(_TRADES)} Thử Nghiệm {serial}",
        "number": f"0000{OWN_FIRMS + serial % OWN_FIRMS:06}",
        "phone": f"09000{serial % 100_000:05}",
        "address": f"Thôn {dice.choice(_VILLAGES)} {1 + int(dice.random() * 9)}",
        "commune_id": commune_id,
        "representative": name(dice).full,
    }


_VILLAGES = names.VILLAGES.split("|")
_TRADES = names.TRADES.split("|")
