"""Everything that a database holds, in the clear, for comparing two."""

import orjson
from django.db import connection

from motcua.dossiers.services.bulk import add_up
from motcua.kernel.keys import unseal
from motcua.kernel.statements import rows

#: Not what was written of lives: the machinery's own, and what is sealed over it.
LEFT_OUT = ("django_", "auth_", "procrastinate_", "ledger_batch", "ledger_root", "ledger_cursor", "gate_", "identity_")
#: What differs by nature from one writing to another: transactions, the machine's moments, keys that the database itself
#: makes; and tokens and filing numbers that nobody may guess, which stand in prints too.
BY_NATURE = {
    "ledger_entry": {"tx", "recorded_at"},
    "ledger_look": {"recorded_at"},
    "dossiers_day_counter": {"id"},
    "dossiers_book_counter": {"id"},
    "dossiers_ended": {"id"},
    "postal_counter": {"id"},
    "ratings_rating": {"id"},
    "payments_till_lock": {"id"},
    "payments_book": {"id"},
}
#: Sealed columns with their purposes.
SEALED = {
    ("parties_person", "number"): "parties.number",
    ("parties_person", "contact"): "parties.contact",
    ("prints_print", "inputs"): "prints.inputs",
    ("dossiers_dossier", "delivery_address"): "dossiers.address",
    ("dossiers_move", "reason"): "dossiers.reason",
    ("dossiers_refusal", "reason"): "dossiers.reason",
    ("dossiers_withdrawal", "reason"): "dossiers.reason",
    ("dossiers_ending", "reason"): "dossiers.reason",
    ("dossiers_allowance", "reason"): "dossiers.reason",
    ("dossiers_apology", "cause"): "dossiers.reason",
    ("dossiers_supplement", "asked"): "dossiers.asked",
    ("dossiers_delivery", "recipient"): "dossiers.recipient",
    ("dossiers_delivery", "told"): "dossiers.reason",
    ("dossiers_note", "text"): "dossiers.note",
    ("dossiers_correction", "before"): "dossiers.before",
    ("dossiers_correction", "reason"): "dossiers.reason",
    ("dossiers_incident", "what"): "dossiers.reason",
    ("dossiers_incident", "closing"): "dossiers.reason",
    ("dossiers_result_repair", "reason"): "dossiers.reason",
    ("dossiers_original", "recipient"): "dossiers.recipient",
    ("dossiers_meeting", "said"): "dossiers.meeting",
    ("dossiers_meeting_change", "reason"): "dossiers.reason",
    ("dossiers_meeting_change", "was_said"): "dossiers.meeting",
    ("dossiers_minutes", "said"): "dossiers.meeting",
    ("dossiers_task", "question"): "dossiers.question",
    ("dossiers_task", "answer"): "dossiers.question",
    ("postal_bag", "postman"): "postal.postman",
    ("postal_arrival", "sender"): "postal.sender",
    ("postal_arrival", "about"): "postal.sender",
    ("postal_arrival", "told"): "postal.sender",
    ("postal_parcel", "receiver"): "postal.address",
    ("postal_event", "words"): "postal.words",
    ("payments_receipt", "reference"): "payments.reference",
    ("payments_cancellation", "reason"): "payments.reason",
}
TABLES = "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'"


def everything_written():
    """Return every row of every table by its key, sealed values opened, and what adds up added up."""
    add_up()
    names = [row["name"] for row in rows(TABLES) if not row["name"].startswith(LEFT_OUT)]
    found = {name: _rows(name) for name in names}
    tokens = {key: row.pop("token") for key, row in found["dossiers_dossier"].items()}
    numbers = {key: row.pop("filing_number") for key, row in found["dossiers_dossier"].items()}
    for filled in found["prints_print"].values():
        for secret, said in ((tokens.get(filled["owner_id"]), "TOKEN"), (numbers.get(filled["owner_id"]), "NUMBER")):
            filled["inputs"] = filled["inputs"].replace(secret, said) if secret else filled["inputs"]
    return found


def _rows(table):
    found = {}
    for row in rows(f"select * from {connection.ops.quote_name(table)}"):
        opened = {
            name: _opened(table, name, value) for name, value in row.items() if name not in BY_NATURE.get(table, ())
        }
        of_dossier = (opened["dossier_id"], opened.get("seq")) if "dossier_id" in opened else None
        key = opened.get("id") or of_dossier or tuple(str(value) for value in opened.values())
        found[key] = opened
    return found


def _opened(table, name, value):
    if value is None:
        return None
    if (table, name) in SEALED:
        return unseal(value, SEALED[table, name])
    if isinstance(value, memoryview):
        return bytes(value)
    return orjson.loads(value) if name == "facts" and isinstance(value, str) else value
