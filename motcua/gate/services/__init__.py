"""The gate's public face: once, sealed answers, counting, uploads."""

from motcua.gate.rules import request_hash
from motcua.gate.services.count import check, count
from motcua.gate.services.once import keep_answer, once, seal_answer
from motcua.gate.services.purge import purge
from motcua.gate.uploads import release_connection, uploading

__all__ = [
    "check",
    "count",
    "keep_answer",
    "once",
    "purge",
    "release_connection",
    "request_hash",
    "seal_answer",
    "uploading",
]
