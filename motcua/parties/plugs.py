"""What parties plugs into lower modules."""

from django.utils.translation import gettext_lazy as _

from motcua.ledger.sockets import Verb, verbs

verbs.plug(Verb("parties.corrected", _("Sửa thông tin người nộp hoặc tổ chức")))
