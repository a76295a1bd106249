"""What others ask the ledger to do."""

from motcua.ledger.epochs import raise_epoch
from motcua.ledger.services.catch_up import catch_up, seal
from motcua.ledger.services.note_look import note_look, note_looks
from motcua.ledger.services.write import check_facts, write, write_all

__all__ = ["catch_up", "check_facts", "note_look", "note_looks", "raise_epoch", "seal", "write", "write_all"]
