"""What the ledger itself plugs into its sockets."""

from motcua.ledger.couriers.folder import FolderCourier
from motcua.ledger.sockets import couriers

couriers.plug(FolderCourier())
