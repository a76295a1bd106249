"""What others ask about copies, keys and how the house runs."""

from motcua.operations.queries.keys import key_name, key_turned_at
from motcua.operations.queries.sealing import key_uses, lost_values
from motcua.operations.queries.watching import alarms, figures

__all__ = ["alarms", "figures", "key_name", "key_turned_at", "key_uses", "lost_values"]
