"""A chain of four agencies on three levels, for the demo: no published process has one, so this is our own, wholly assumed.

Registering a well: the commune looks at it, the district decides, and two departments say at the same time what they know.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from motcua.catalogue import queries as catalogue
from motcua.catalogue import services
from motcua.catalogue.types import COMPETENT_COMMUNE, RECEIVING_COUNTER, ProcedureUnknown, Step
from motcua.kernel.actor import SYSTEM

#: Đăng ký khai thác nước dưới đất: received by the commune, decided by the district, seven working days.
CHAIN = "1.001662"

STEPS = (
    Step(1, "counter", "receive", "Tiếp nhận", None, counts=False, unit=RECEIVING_COUNTER),
    Step(2, "specialist", "inspect", "Xác nhận hiện trạng giếng khoan", Decimal(8), unit=COMPETENT_COMMUNE),
    Step(3, "document_clerk", "forward", "Chuyển phòng chuyên môn", Decimal(2)),
    Step(4, "section_head", "assign", "Phân công", Decimal(2)),
    Step(5, "specialist", "process", "Thẩm định", Decimal(16)),
    Step(
        6,
        "specialist",
        "consult",
        "Cho ý kiến về quy hoạch tài nguyên nước",
        Decimal(8),
        parallel_group="A",
        unit="BK-STNMT",
    ),
    Step(
        7,
        "specialist",
        "consult",
        "Cho ý kiến về công trình thuỷ lợi",
        Decimal(8),
        parallel_group="A",
        unit="BK-SNNPTNT",
    ),
    Step(8, "leader", "approve", "Ký duyệt", Decimal(8)),
    Step(9, "document_clerk", "issue", "Vào sổ, đóng dấu", Decimal(4)),
    Step(10, "counter", "return", "Trả kết quả", None, counts=False, unit=RECEIVING_COUNTER),
)


def publish_once(since: date, at: datetime) -> None:
    """Publish the chain from a day on, unless it is there; a province without that procedure goes without."""
    try:
        known = catalogue.in_force(CHAIN, since)
    except ProcedureUnknown:
        return
    steps = known.processes[0].steps
    if [(step.action_code, step.unit) for step in steps] == [(step.action_code, step.unit) for step in STEPS]:
        return
    services.publish_process(
        actor=SYSTEM, code=CHAIN, level="commune", steps=STEPS, valid_from=since, at=at, is_assumed=True
    )
