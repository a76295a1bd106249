"""The demo's last words: three sentences, three links."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.demo import cast
from motcua.demo.lives import Life
from motcua.demo.loading import Loaded
from motcua.dossiers import queries
from motcua.dossiers.services.bulk import number_of_dossiers
from motcua.kernel.actor import SYSTEM
from motcua.organisation import queries as organisation

WORDS = """Bản thử đã sẵn sàng: {province}, thứ Hai 11/5/2020, {dossiers} hồ sơ. Thử ba việc:

1. Chọn {clerk}, một cửa ở {stage}: tiếp nhận một hồ sơ, in giấy hẹn, rồi chuyển thẩm định.
   {{url}}/dang-nhap/thu?don-vi={stage_id}
2. Chọn {leader}, lãnh đạo {signing}: bàn làm việc có {to_sign} hồ sơ chờ ký, chọn tất cả và ký duyệt một lần.
   {{url}}/dang-nhap/thu?don-vi={signing_id}
3. Không đăng nhập, tra cứu hồ sơ {number} như người dân cầm giấy hẹn.
   {{url}}/tra-cuu?ma={number}
"""


def what_to_try(loaded: Loaded) -> str:
    """Return the words, with «{url}» where the address comes."""
    world = loaded.world
    at = world.now
    stage, signing = world.place(world.stage), world.place(world.signing)
    on = world.day
    waiting = [life for life in loaded.lives if "approval" in life.tags and life.offer.unit == signing.unit]
    return WORDS.format(
        province=organisation.settings(on).name,
        dossiers=f"{number_of_dossiers():,}".replace(",", "."),
        clerk=cast.counter_of(stage.unit, at, 0).name,
        stage=organisation.short_name(stage.unit, on),
        stage_id=stage.unit,
        leader=cast.worker_at(signing.unit, "leader", "", at, field="", turn=0).name,
        signing=organisation.short_name(signing.unit, on),
        signing_id=signing.unit,
        to_sign=len(waiting),
        number=_number(loaded.lives),
    )


def _number(lives: Sequence[Life]) -> str:
    """Return the code of a dossier that has a little story already and is promised for another day."""
    life = next((life for life in lives if {"taken", "on_time"} <= life.tags), lives[0])
    return str(queries.dossier_by_id(SYSTEM, life.id).number)
