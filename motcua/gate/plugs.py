"""What the gate plugs into lower modules."""

from motcua.gate.personal import HOLDING
from motcua.kernel.personal import holdings

holdings.plug(HOLDING)
