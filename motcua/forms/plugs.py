"""What forms plug into lower modules."""

from motcua.forms.personal import HOLDING
from motcua.kernel.personal import holdings

holdings.plug(HOLDING)
