"""What organisation plugs into lower modules."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel import moments
from motcua.ledger.sockets import Verb, verbs
from motcua.organisation import queries
from motcua.organisation.types import SettingsMissing
from motcua.ui.sockets import house
from motcua.ui.types import Province

for verb in (
    Verb("organisation.unit.recorded", _("Ghi nhận đơn vị %(unit)s")),
    Verb("organisation.unit.changed", _("Sửa thông tin đơn vị %(unit)s")),
    Verb("organisation.code.given", _("Cấp mã định danh %(code)s, dùng từ ngày %(since)s")),
    Verb("organisation.calendar.recorded", _("Ghi lịch làm việc số %(number)s, có đến ngày %(until)s")),
    Verb("organisation.settings.recorded", _("Ghi thiết lập của tỉnh, bản số %(number)s")),
):
    verbs.plug(verb)


class House:
    """The province's name and contact, from its settings."""

    key = "organisation"

    def province(self) -> Province:
        """Return them from memory; empty where no profile is loaded."""
        try:
            settings = queries.settings(moments.today())
        except SettingsMissing:
            return Province()
        name = queries.short_name(queries.unit_by_code(settings.unit_code).id).removeprefix("UBND ")
        contact = settings.contact
        return Province(
            name=name,
            hotline=contact.get("hotline", ""),
            email=contact.get("email", ""),
            address=contact.get("address", ""),
            look=settings.look,
        )


house.plug(House())
