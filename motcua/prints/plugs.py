"""What prints plug into lower modules."""

from motcua.kernel.personal import holdings
from motcua.prints.personal import HOLDING

holdings.plug(HOLDING)
