"""What organisation plugs into lower modules."""

from django.utils.translation import gettext_lazy as _

from motcua.ledger.sockets import Verb, verbs

for verb in (
    Verb("organisation.unit.recorded", _("Ghi nhận đơn vị %(unit)s")),
    Verb("organisation.unit.changed", _("Sửa thông tin đơn vị %(unit)s")),
    Verb("organisation.code.given", _("Cấp mã định danh %(code)s, dùng từ ngày %(since)s")),
    Verb("organisation.calendar.recorded", _("Ghi lịch làm việc số %(number)s, có đến ngày %(until)s")),
    Verb("organisation.settings.recorded", _("Ghi thiết lập của tỉnh, bản số %(number)s")),
):
    verbs.plug(verb)
