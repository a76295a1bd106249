"""Invented people of Bắc Kạn: names as they are there, numbers and addresses that can be nobody's. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Literal

Sex = Literal["male", "female"]


@dataclass(frozen=True, slots=True)
class Naming:
    """How one people names its children; ``share`` of a hundred inhabitants."""

    share: int
    families: str
    middles_m: str
    middles_f: str
    given_m: str
    given_f: str


NAMINGS: Mapping[str, Naming] = MappingProxyType(
    {
        "Tày": Naming(
            52,
            "Hoàng Nông Ma Hà Lý Đàm Lường Hứa Bế La Lục Đồng Chu Vi Dương Nguyễn",
            "Văn Đình Quang Đức Thế Ngọc",
            "Thị Thị Thu Bích Ngọc Thuý",
            "Thắng Quý Sinh Tuấn Hùng Kiên Lâm Nghĩa Phúc Thành Toàn Việt Chiến Định Hiệp Khôi Ngân Thiết Vượng Giáp",
            "Huệ Dung Bích Hạnh Lan Hiền Nga Thơm Yến Mai Liễu Chiêm Duyên Hằng Khuyên Ngoan Nhung Tươi Viền Xuyến",
        ),
        "Nùng": Naming(
            9,
            "Nông Triệu Hoàng Lương Phương Lăng Lâm Hứa Vi Mông",
            "Văn Minh Viết Công",
            "Thị Thị Kim Thanh",
            "Bằng Cương Đại Hoan Lợi Mạnh Nhất Sơn Thuận Trường",
            "Én Hoa Lành Mến Nhâm Phượng Quyên Sen Thêm Vân",
        ),
        "Dao": Naming(
            18,
            "Triệu Bàn Đặng Phùng Lý Dương Chu Trương",
            "Văn Tiến Kiêm Hữu Chòi Tòn Sành Phú Quý",
            "Mùi Thị Thị Mản Lưu",
            "Khé Sính Phúc Vầy Nhàn Lưu Tài Thanh Chiêu Tá Pu Vạng",
            "Khé Nhái Coi Pham Ghển Mẩy Nảy Sao Chiều Líu",
        ),
        "Mông": Naming(
            8,
            "Giàng Vàng Sùng Lầu Lý Hoàng Dương Thào",
            "A Seo Văn A",
            "Thị Thị",
            "Páo Dế Chứ Lềnh Tủa Chông Pháng Sử Dình Súa",
            "Mỷ Dợ Pà Sua Chư Vá Dúa Xía Mai Ca",
        ),
        "Kinh": Naming(
            13,
            "Nguyễn Trần Lê Phạm Vũ Bùi Đỗ Phan Ngô",
            "Văn Quang Minh Xuân Đức Hữu",
            "Thị Thị Thu Thanh Hồng",
            "An Bình Cường Dũng Hải Hoà Long Nam Tiến Trung",
            "Anh Châu Hà Hương Linh Loan Phương Tâm Thảo Trang",
        ),
    }
)

VILLAGES = "Nà Thử|Bản Thử|Khuổi Thử|Pác Thử|Cốc Thử|Lủng Thử|Phiêng Thử|Tổng Thử"
TRADES = "Chè tuyết|Miến dong|Hồng không hạt|Gỗ rừng|Du lịch hồ|Gạo nếp|Rượu men lá|Thuốc nam"


@dataclass(frozen=True, slots=True)
class Name:
    """An invented person's name with what belongs to it."""

    full: str
    sex: Sex
    ethnic: str

    @property
    def family(self) -> str:
        """The family name."""
        return self.full.split()[0]

    @property
    def given(self) -> str:
        """The name by which people call each other."""
        return self.full.split()[-1]


def name(rng: Random) -> Name:
    """Invent a name."""
    ethnic = rng.choices(list(NAMINGS), [naming.share for naming in NAMINGS.values()])[0]
    naming = NAMINGS[ethnic]
    sex: Sex = rng.choice(("male", "female"))
    middles, given = (naming.middles_m, naming.given_m) if sex == "male" else (naming.middles_f, naming.given_f)
    return Name(" ".join(rng.choice(part.split()) for part in (naming.families, middles, given)), sex, ethnic)


def citizen(rng: Random, serial: int, commune_id: str) -> dict[str, str]:
    """Invent somebody who comes to the counter; the serial number makes all that must be unique.

    Identity numbers begin with four zeros, telephones are 09 000…, mailboxes lie at thu.vidu.vn, villages are called «Thử»:
    none is anybody's.
    """
    who = name(rng)
    person = {
        "kind": "citizen",
        "name": who.full,
        "birth": f"{rng.randint(1945, 2001)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        "sex": who.sex,
        "ethnic": who.ethnic,
        "address": f"Thôn {rng.choice(VILLAGES.split('|'))} {rng.randint(1, 9)}",
        "commune_id": commune_id,
    }
    if rng.random() < 0.85:  # noqa: PLR2004 - most bring their card
        person["number"] = f"0000{serial:05}" if rng.random() < 0.7 else f"0000{serial:08}"  # noqa: PLR2004
    if rng.random() < 0.8 or "number" not in person:  # noqa: PLR2004 - most have a telephone
        person["phone"] = f"09000{serial:05}"
    if not serial % 3:  # by number, not by dice: everything else stays as it was invented
        person["email"] = f"{plain(who.full)}{serial}@thu.vidu.vn"
    return person


def organisation(rng: Random, serial: int, commune_id: str) -> dict[str, str]:
    """Invent a firm or cooperative with somebody who speaks for it."""
    kind = rng.choice(("Hợp tác xã", "Công ty TNHH"))
    return {
        "kind": "organisation",
        "name": f"{kind} {rng.choice(TRADES.split('|'))} Thử Nghiệm {serial}",
        "number": f"00000{serial:05}",
        "phone": f"09000{serial:05}",
        "email": f"to-chuc-{serial}@thu.vidu.vn",
        "address": f"Thôn {rng.choice(VILLAGES.split('|'))} {rng.randint(1, 9)}",
        "commune_id": commune_id,
        "representative": name(rng).full,
    }


def plain(text: str) -> str:
    """Return a name as an account's name writes it: small letters, no accents, no spaces."""
    bare = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(sign for sign in bare if sign.isascii() and sign.isalnum())
