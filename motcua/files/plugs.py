"""The files' verb."""

from django.utils.translation import gettext_lazy as _

from motcua.ledger.sockets import verbs
from motcua.ledger.types import Verb

verbs.plug(Verb(key="files.stored", sentence=_("Lưu một tệp %(type)s (%(size)s byte)"), citizen=None))
verbs.plug(Verb(key="files.taken_away", sentence=_("Bỏ tệp cùng với nơi tệp thuộc về"), citizen=None))
