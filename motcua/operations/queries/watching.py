"""How the house runs: every figure that is watched, with what to do when it is not well."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from cryptography import x509
from django.conf import settings
from django.db import Error, transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from motcua.database import addresses
from motcua.kernel import keys, moments
from motcua.kernel.statements import row, rows
from motcua.ledger import queries as ledger
from motcua.operations import records, sockets
from motcua.operations.types import Figure, Level, level

log = structlog.get_logger("motcua.operations")

HOUR, DAY = 3600.0, 86400.0
#: So many alarms are shown, and so many slow statements.
ALARMS, STATEMENTS = 20, 8
#: A statement that takes longer than this on the mean is slow (milliseconds), if it was run so often.
SLOW_MILLISECONDS, OFTEN = 200, 5

JOBS = """
select count(*) filter (where status = 'todo' and coalesce(scheduled_at, clock_timestamp()) <= clock_timestamp()) as waiting,
       count(*) filter (where status = 'failed') as failed
from procrastinate_jobs where status in ('todo', 'failed')
"""
SLOW = """
select calls, mean_exec_time as mean, left(regexp_replace(query, '\\s+', ' ', 'g'), 160) as query from pg_stat_statements
where calls >= %s and mean_exec_time >= %s order by calls * mean_exec_time desc limit %s
"""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that needed a person: when (the machine's moment), its code, its sentence."""

    at: datetime
    code: str
    sentence: str


def figures() -> list[Figure]:
    """Return every figure, those of the modules above too; what cannot be read now is said to be unknown."""
    own: tuple[Callable[[], Figure], ...] = (
        _sealing, _reading, _parked, _waiting_jobs, _failed_jobs, _disk, _copies_disk, _copy, _archive, _drill, _certificate, _statements, _keys,
    )  # fmt: skip
    found = [_read(each) for each in own]
    for plug in sockets.watched:
        found += _read_all(plug.figures)
    return found


def alarms() -> list[Alarm]:
    """Return the last alarms, newest first."""
    try:
        lines = (records.folder() / "alarm.log").read_text().splitlines()[-ALARMS:]
    except FileNotFoundError:
        return []
    read = (json.loads(line) for line in reversed(lines))
    return [Alarm(datetime.fromisoformat(each["at"]), each["code"], each["sentence"]) for each in read]


def _read(figure: Callable[[], Figure]) -> Figure:
    """Return a figure, or that it is unknown; one that fails must not hide the others."""
    try:
        with transaction.atomic():
            return figure()
    except (Error, OSError, ValueError) as problem:
        log.warning("figure.unknown", figure=figure.__name__, problem=type(problem).__name__)
        name = figure.__name__.strip("_")
        return Figure(name, name, None, _("không đọc được"), Level.UNKNOWN, _("Xem nhật ký chạy: motcua status."))


def _read_all(asked: Callable[[], Any]) -> list[Figure]:
    try:
        with transaction.atomic():
            return list(asked())
    except Error as problem:
        log.warning("figure.unknown", problem=type(problem).__name__)
        return []


def _sealing() -> Figure:
    lag = ledger.sealing_lag()
    return Figure(
        "sealing_lag_seconds", _("Nhật ký chờ niêm phong"), lag, _("%(number)s giây") % {"number": number_format(lag, 1)}, level(lag, 2, 10),
        _("Một giao dịch còn mở giữ máy niêm phong, hoặc máy ấy đã dừng. Gõ «motcua status»; nếu «sealer» không chạy, «motcua stop» rồi «motcua serve»."),
    )  # fmt: skip


def _reading() -> Figure:
    lag = ledger.reading_lag()
    return Figure(
        "reading_lag_seconds", _("Nhật ký chờ người đọc"), lag, _("%(number)s giây") % {"number": number_format(lag, 1)}, level(lag, 30, 300),
        _("Tin báo và số liệu đang chậm. Gõ «motcua status» xem «worker»; rồi «motcua ledger parked» xem dòng mắc kẹt."),
    )  # fmt: skip


def _parked() -> Figure:
    count = ledger.parked_lines()
    return Figure(
        "ledger_parked_lines", _("Dòng nhật ký mắc kẹt"), count, _("%(count)s dòng") % {"count": count}, level(count, 1, 1),
        _("Gõ «motcua ledger parked» xem dòng nào và vì sao; sửa xong, «motcua ledger parked --retry»."),
    )  # fmt: skip


def _waiting_jobs() -> Figure:
    count = _jobs()["waiting"]
    return Figure(
        "jobs_waiting", _("Việc nền đến giờ mà chưa chạy"), count, _("%(count)s việc") % {"count": count}, level(count, 50, 500),
        _("«worker» dừng hoặc quá tải. Gõ «motcua status»; xem worker.log trong thư mục logs."),
    )  # fmt: skip


def _failed_jobs() -> Figure:
    count = _jobs()["failed"]
    return Figure(
        "jobs_failed", _("Việc nền hỏng"), count, _("%(count)s việc") % {"count": count}, level(count, 1, 20),
        _("Xem worker.log trong thư mục logs: tìm tên việc và lỗi của nó, rồi báo hỗ trợ kèm dòng ấy."),
    )  # fmt: skip


def _jobs() -> dict[str, int]:
    found = row(JOBS)
    assert found is not None
    return found


def _disk() -> Figure:
    return _share(
        "disk_free_ratio", _("Chỗ trống của ổ dữ liệu"), addresses.home(),
        _("Dọn tệp cũ trong thư mục logs, chuyển bản sao lưu sang ổ khác, hoặc nới ổ. Đầy ổ thì không tiếp nhận được hồ sơ."),
    )  # fmt: skip


def _copies_disk() -> Figure:
    code, label = "backup_free_ratio", _("Chỗ trống của nơi sao lưu")
    target = _target()
    if not target:
        return Figure(code, label, None, _("chưa đặt nơi sao lưu"), Level.ACT, _no_target())
    if not Path(target).is_dir():
        return Figure(
            code,
            label,
            None,
            _("không thấy thư mục"),
            Level.ACT,
            _("Ổ đĩa sao lưu chưa gắn. Gắn lại rồi gõ «motcua backup»."),
        )
    return _share(code, label, Path(target), _("Gắn ổ lớn hơn. Bản cũ chỉ tự xoá khi bản mới đã đọc lại đúng."))


def _share(code: str, label: str, folder: Path, advice: str) -> Figure:
    usage = shutil.disk_usage(folder)
    share = usage.free / usage.total
    said = _("%(percent)s%%, %(size)s GB") % {"percent": round(share * 100), "size": round(usage.free / 1e9)}
    return Figure(code, label, share, said, level(share, 0.2, 0.1), advice)


def _copy() -> Figure:
    last = records.last("backup")
    figure = _age("backup_age_seconds", _("Bản sao lưu cuối cùng"), last, _no_target(), watch=26 * HOUR, act=50 * HOUR)
    if last and last.get("damaged"):
        said = _("%(count)s tệp trong kho hỏng") % {"count": last["damaged"]}
        return Figure(
            figure.code,
            figure.label,
            figure.value,
            said,
            Level.ACT,
            _("Gõ «motcua check files» xem tệp nào, lấy lại từ bản sao lưu trước."),
        )
    return figure


def _archive() -> Figure:
    code, label = "archive_age_seconds", _("Cất nhật ký ghi liên tục")
    if not settings.ARCHIVE:
        return Figure(
            code,
            label,
            None,
            _("chưa bật"),
            Level.UNKNOWN,
            _("Mất máy là mất việc từ bản sao lưu cuối. Đặt MOTCUA_ARCHIVE=1 rồi chạy lại."),
        )
    advice = _("Gõ «motcua status» xem «archive», và xem ổ của nơi sao lưu. Cất lại được rồi thì gõ «motcua backup».")
    return _age(code, label, records.last("archive"), advice, watch=180, act=900)


def _drill() -> Figure:
    code, label, last = "drill_age_seconds", _("Diễn tập phục hồi cuối cùng"), records.last("drill")
    advice = _("Bản sao lưu chưa thử phục hồi thì chưa chắc dùng được. Gõ «motcua drill restore --keys TỆP».")
    if last and not last["well"]:
        said = _("không đạt ở bước «%(step)s»") % {"step": last["failed"]}
        return Figure(
            code,
            label,
            _seconds_since(last),
            said,
            Level.ACT,
            _("%(said)s Sửa rồi diễn tập lại.") % {"said": last["said"]},
        )
    return _age(code, label, last, advice, watch=35 * DAY, act=100 * DAY)


def _certificate() -> Figure:
    code, label = "certificate_seconds_left", _("Chứng thư của trang (TLS)")
    if not settings.CERTIFICATES:
        return Figure(
            code,
            label,
            None,
            _("không theo dõi"),
            Level.UNKNOWN,
            _("Đặt MOTCUA_CERTIFICATES là đường dẫn tệp chứng thư mà nginx dùng."),
        )
    until = min(
        x509.load_pem_x509_certificate(Path(each).read_bytes()).not_valid_after_utc for each in settings.CERTIFICATES
    )
    left = (until - moments.machine_now()).total_seconds()
    said = _("đến %(day)s") % {"day": f"{moments.local(until):%d/%m/%Y}"}
    return Figure(
        code,
        label,
        left,
        said,
        level(left, 30 * DAY, 7 * DAY),
        _("Gia hạn chứng thư, thay tệp, rồi «systemctl reload nginx»."),
    )


def _statements() -> Figure:
    found = rows(SLOW, [OFTEN, SLOW_MILLISECONDS, STATEMENTS])
    lines = tuple(f"{each['mean']:.0f} ms × {each['calls']}: {each['query']}" for each in found)
    return Figure(
        "slow_statements", _("Câu lệnh chậm"), len(lines), _("%(count)s câu lệnh") % {"count": len(lines)}, level(len(lines), 1, STATEMENTS),
        _("Gửi danh sách dưới đây cho hỗ trợ; trong đó không có dữ liệu của ai."), lines,
    )  # fmt: skip


def _keys() -> Figure:
    leaving = keys.ring().leaving
    return Figure(
        "keys_leaving", _("Khoá cũ còn dùng"), len(leaving), ", ".join(leaving) or _("không có"), level(len(leaving), 1, 3),
        _("Đang đổi khoá. Gõ «motcua keys status»; hết giá trị của khoá cũ thì gõ «motcua keys retire»."),
    )  # fmt: skip


def _age(code: str, label: str, last: dict[str, Any] | None, advice: str, *, watch: float, act: float) -> Figure:
    if last is None:
        return Figure(code, label, None, _("chưa có lần nào"), Level.ACT, advice)
    at = moments.local(datetime.fromisoformat(last["at"]))
    return Figure(code, label, (age := _seconds_since(last)), f"{at:%H:%M %d/%m/%Y}", level(age, watch, act), advice)


def _seconds_since(last: dict[str, Any]) -> float:
    return (moments.machine_now() - datetime.fromisoformat(last["at"])).total_seconds()


def _target() -> str:
    return settings.BACKUP or str((records.last("backup") or {}).get("target", ""))


def _no_target() -> str:
    return _("Gõ «motcua backup THƯ-MỤC» mỗi đêm; đặt MOTCUA_BACKUP là thư mục ấy, ở ổ đĩa hoặc máy khác.")
