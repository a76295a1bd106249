"""What officials are told by e-mail: the summary of the morning, a reminder, a direction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy

from motcua.identity import queries as identity
from motcua.kernel.actor import SYSTEM
from motcua.notices import services
from motcua.notices.sockets import Letter
from motcua.notices.types import Channel, News, Official, Text
from motcua.steering import queries

_END = """

Thư này gửi tự động. Đổi địa chỉ, thôi nhận: {thu}"""
_MINE = {"thu": "https://motcua.vidu.vn/don-doc/thu"}


def _page(_label: str) -> str:
    return reverse("steering:letters")


def _directions_page(_label: str) -> str:
    return reverse("steering:directions")


LETTERS = (
    Letter(
        "morning",
        gettext_lazy("Tin buổi sáng cho lãnh đạo"),
        {
            Channel.EMAIL: Text(
                "{don_vi}, {ngay}: {qua_han} hồ sơ quá hạn",
                """Kính gửi {ho_ten},

Quá hạn: {qua_han} hồ sơ. {xem_qua_han}
Đến hạn hôm nay: {hom_nay} hồ sơ. {xem_hom_nay}
Chờ bạn ký, cho ý kiến: {cho_ky} hồ sơ. {xem_cho_ky}"""
                + _END,
            )
        },
        {
            **_MINE,
            "ho_ten": "Hoàng Văn Tá",
            "don_vi": "UBND xã Quảng Khê",
            "ngay": "11/5/2020",
            "qua_han": "2",
            "hom_nay": "3",
            "cho_ky": "5",
            "xem_qua_han": "https://motcua.vidu.vn/don-doc/soan",
            "xem_hom_nay": "https://motcua.vidu.vn/don-doc/hom-nay",
            "xem_cho_ky": "https://motcua.vidu.vn/ban-lam-viec",
        },
        _page,
    ),
    Letter(
        "reminder",
        gettext_lazy("Đôn đốc hồ sơ quá hạn"),
        {
            Channel.EMAIL: Text(
                "Đôn đốc số {so}: {so_ho_so} hồ sơ quá hạn",
                """Kính gửi {ho_ten},

{don_vi} đôn đốc {so_ho_so} hồ sơ quá hạn mà bạn hoặc đơn vị của bạn đang giữ. Trả lời trước hết ngày {ngay}: {xem}"""
                + _END,
            )
        },
        {
            **_MINE,
            "ho_ten": "Nông Thị Hạnh",
            "don_vi": "UBND xã Quảng Khê",
            "so": "3/2020",
            "so_ho_so": "2",
            "ngay": "25/5/2020",
            "xem": "https://motcua.vidu.vn/don-doc",
        },
        _page,
    ),
    Letter(
        "lent_notice",
        gettext_lazy("Thông báo tháng về người biệt phái"),
        {
            Channel.EMAIL: Text(
                "Tháng {thang}: {can_bo} làm việc tại {don_vi}",
                """Kính gửi {ho_ten},

Tháng {thang}, {can_bo} làm việc tại Bộ phận Một cửa, {don_vi}.
Tiếp nhận {tiep_nhan} hồ sơ; hồ sơ có kết quả đúng hạn {dung_han}, quá hạn {qua_han}.
Xem thông báo: {xem}"""
                + _END,
            )
        },
        {
            **_MINE,
            "ho_ten": "Hoàng Văn Tá",
            "can_bo": "Nông Thị Hạnh",
            "don_vi": "UBND huyện Ba Bể",
            "thang": "4/2020",
            "tiep_nhan": "120",
            "dung_han": "110",
            "qua_han": "2",
            "xem": "https://motcua.vidu.vn/don-doc/biet-phai",
        },
        _page,
    ),
    Letter(
        "direction",
        gettext_lazy("Ý kiến chỉ đạo"),
        {
            Channel.EMAIL: Text(
                "Ý kiến chỉ đạo của {don_vi}, hạn {ngay}",
                """Kính gửi {ho_ten},

{don_vi} có ý kiến chỉ đạo bạn hoặc đơn vị của bạn. Trả lời trước hết ngày {ngay}: {xem}"""
                + _END,
            )
        },
        {
            **_MINE,
            "ho_ten": "Nông Thị Hạnh",
            "don_vi": "UBND huyện Ba Bể",
            "ngay": "25/5/2020",
            "xem": "https://motcua.vidu.vn/chi-dao",
        },
        _directions_page,
    ),
)


def page_of(name: str) -> str:
    """Return the whole address of a page, for a letter."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse(name)}"


def mail(
    kind: str,
    accounts: Iterable[UUID],
    *,
    cause: UUID,
    about: str,
    label: str,
    unit: UUID,
    at: datetime,
    values: Mapping[str, str],
) -> int:
    """Queue a letter to each of these officials who gave an address; return how many are new. The same cause tells once."""
    found = queries.mailboxes(list(accounts))
    names = identity.names(found)
    return services.tell(
        actor=SYSTEM,
        at=at,
        news=[
            News(
                cause=uuid5(cause, str(account)),
                kind=kind,
                about_kind=about,
                about=cause,
                label=label,
                unit=unit,
                person=account,
                at=at,
                values={"thu": page_of("steering:mailbox"), **values},
                to=Official(names[account], box.address),
            )
            for account, box in found.items()
            if box.address and account in names
        ],
    )
