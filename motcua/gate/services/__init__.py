"""The gate's public face: once, sealed answers, an API's answers, counting, uploads."""

from motcua.gate.answering import Key, answered, as_response, hash_of
from motcua.gate.rules import request_hash
from motcua.gate.services.count import check, count
from motcua.gate.services.once import keep_answer, once, seal_answer
from motcua.gate.services.purge import purge
from motcua.gate.uploads import raw_upload, release_connection, uploading

__all__ = [
    "Key",
    "answered",
    "as_response",
    "check",
    "count",
    "hash_of",
    "keep_answer",
    "once",
    "purge",
    "raw_upload",
    "release_connection",
    "request_hash",
    "seal_answer",
    "uploading",
]
