"""What a new unit may be called, and where it may stand."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from motcua.organisation.types import Level

#: Kinds of units that a province founds: the law's word, its level, and under which levels it may stand.
KINDS: dict[str, tuple[Level, frozenset[Level]]] = {
    gettext_noop("xã"): ("commune", frozenset({"district", "province"})),
    gettext_noop("phường"): ("commune", frozenset({"district", "province"})),
    gettext_noop("thị trấn"): ("commune", frozenset({"district"})),
    gettext_noop("huyện"): ("district", frozenset({"province"})),
    gettext_noop("thị xã"): ("district", frozenset({"province"})),
    gettext_noop("thành phố"): ("district", frozenset({"province"})),
    gettext_noop("sở"): ("department", frozenset({"province"})),
    gettext_noop("cơ quan ngang sở"): ("department", frozenset({"province"})),
    gettext_noop("trung tâm"): ("service_centre", frozenset({"province"})),
}
CODE = re.compile(r"[A-Z0-9]{1,8}(-[A-Z0-9]{1,16}){1,3}")
LONGEST_NAME = 120
#: These are called by their kind: «Xã Quảng Khê».
_CALLED_BY_KIND: frozenset[Level] = frozenset({"commune", "district"})


def name_fault(name: str, unit_type: str, level: Level) -> str:
    """Say what is wrong with a name; empty when nothing is."""
    if not name.strip():
        return _("Nhập tên đơn vị như trong văn bản.")
    if len(name) > LONGEST_NAME:
        return _("Tên đơn vị không quá %(most)s chữ.") % {"most": LONGEST_NAME}
    if level in _CALLED_BY_KIND and not name.strip().lower().startswith(f"{unit_type} "):
        return _("Tên viết cả loại đơn vị, như «%(example)s».") % {"example": f"{unit_type.capitalize()} Quảng Khê"}
    return ""


def code_fault(code: str) -> str:
    """Say what is wrong with a unit's own code; empty when nothing is."""
    if CODE.fullmatch(code):
        return ""
    return _("Mã đơn vị viết chữ in hoa không dấu, chữ số và gạch ngang, như «BK-01999».")


def place_fault(unit_type: str, parent_level: Level) -> str:
    """Say why a unit of this kind cannot stand under one of that level; empty when it can."""
    known = KINDS.get(unit_type)
    if known is None:
        return _("Chọn loại đơn vị.")
    if parent_level in known[1]:
        return ""
    if known[0] == "commune":
        return _("%(kind)s trực thuộc huyện hoặc tỉnh. Chọn lại đơn vị cấp trên.") % {"kind": _(unit_type).capitalize()}
    return _("%(kind)s trực thuộc tỉnh. Chọn lại đơn vị cấp trên.") % {"kind": _(unit_type).capitalize()}
