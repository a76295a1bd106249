"""What the catalogue plugs into lower modules."""

from django.utils.translation import gettext_lazy as _

from motcua.catalogue.types import ACTS, ROLES
from motcua.identity.sockets import ActLine, ModuleActs, acts
from motcua.ledger.sockets import Verb, verbs

acts.plug(ModuleActs("catalogue", tuple(ActLine(code, words) for code, words in ACTS), ROLES))
verbs.plug(
    Verb("catalogue.version.published", _("Công bố bản số %(number)s của thủ tục %(procedure)s, dùng từ %(since)s"))
)
