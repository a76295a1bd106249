"""The files' verb, and what is held of persons."""

from django.utils.translation import gettext_lazy as _

from motcua.files.personal import HOLDING
from motcua.kernel.personal import holdings
from motcua.ledger.sockets import verbs
from motcua.ledger.types import Verb

verbs.plug(Verb(key="files.stored", sentence=_("Lưu một tệp %(type)s (%(size)s byte)"), citizen=None))
holdings.plug(HOLDING)
verbs.plug(Verb(key="files.taken_away", sentence=_("Bỏ tệp cùng với nơi tệp thuộc về"), citizen=None))
