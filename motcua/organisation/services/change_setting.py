"""Change one of the province's settings from a day on, and take that back before the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from motcua.kernel.access import require
from motcua.kernel.act import act
from motcua.kernel.ids import new_id
from motcua.ledger import services as ledger
from motcua.organisation import queries
from motcua.organisation.models import SettingChange, SettingUndone
from motcua.organisation.queries.form_texts import print_fault
from motcua.organisation.queries.setting_lines import choices_of, content_on
from motcua.organisation.rules.settings import read_value, setting_of, together_fault, value_in, with_value
from motcua.organisation.services.orders import refuse, signed
from motcua.organisation.services.revision import raise_revision
from motcua.organisation.types import SETTINGS, SETTINGS_STREAM, NotUndoable, SettingUnknown
from motcua.ui import words

if TYPE_CHECKING:
    from motcua.kernel.actor import Actor

LONGEST_REASON = 300


@act
def change_setting(
    *, actor: Actor, at: datetime, key: str, value: str | Sequence[str], valid_from: date, reason: str
) -> UUID:
    """Give a setting another value from a day on, as it was typed; return the change's id.

    What was received before keeps the terms it froze. Raises NotAllowed (settings are the whole province's),
    SettingUnknown, DecisionUnfit.
    """
    require(actor, SETTINGS, queries.province(at.date()))
    new = check_setting(key=key, value=value, valid_from=valid_from, reason=reason, at=at)
    change = SettingChange.objects.create(
        id=new_id(), key=key, value=new, valid_from=valid_from, reason=reason.strip(), **signed(actor, at)
    )
    ledger.write(
        actor, "organisation.setting.changed", kind=SETTINGS_STREAM, stream=change.id, seq=1, at=at, setting=key,
        since=valid_from,
    )  # fmt: skip
    raise_revision()
    return change.id


def check_setting(*, key: str, value: str | Sequence[str], valid_from: date, reason: str, at: datetime) -> Any:
    """Return the value as it will be kept; refuse what cannot be set so."""
    setting = setting_of(key)
    if setting is None:
        raise SettingUnknown
    wrong: dict[str, str] = {}
    new, fault = read_value(setting, value, choices_of(setting))
    if valid_from < at.date():
        wrong["valid_from"] = _("Chọn hôm nay hoặc một ngày sau: những ngày đã qua không đổi được nữa.")
    if not reason.strip():
        wrong["reason"] = _("Ghi lý do hoặc số văn bản.")
    elif len(reason) > LONGEST_REASON:
        wrong["reason"] = _("Lý do không quá %(most)s chữ.") % {"most": LONGEST_REASON}
    if not fault:
        day = max(valid_from, at.date())
        content = content_on(day)
        if value_in(content, key, valid_from) == new:
            fault = _("Thiết lập đang như vậy rồi. Chọn giá trị khác.")
        else:
            fault = together_fault(with_value(content, key, new)) or print_fault(setting, new, day)
    if fault:
        wrong["value"] = fault
    refuse(wrong)
    return new


@act
def undo_setting(*, actor: Actor, at: datetime, change_id: UUID) -> str:
    """Take back a change whose day has not come; return the setting's key.

    Raises NotAllowed, SettingUnknown, NotUndoable.
    """
    require(actor, SETTINGS, queries.province(at.date()))
    change = SettingChange.objects.select_for_update().filter(id=change_id).first()
    if change is None:
        raise SettingUnknown
    if SettingUndone.objects.filter(change=change).exists():
        raise NotUndoable(_("Thay đổi này đã huỷ rồi."))
    if change.valid_from <= at.date():
        raise NotUndoable(
            _("Thay đổi đã có hiệu lực từ %(day)s, không huỷ được nữa. Đặt giá trị mới để sửa.")
            % {"day": words.day(change.valid_from)}
        )
    SettingUndone.objects.create(change=change, **signed(actor, at))
    ledger.write(
        actor, "organisation.setting.undone", kind=SETTINGS_STREAM, stream=change.id, seq=2, at=at, setting=change.key,
        since=change.valid_from,
    )  # fmt: skip
    raise_revision()
    return str(change.key)
