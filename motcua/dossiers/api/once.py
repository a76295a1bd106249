"""Ordinary acts under an idempotency key, as every module's API has them."""

from motcua.gate.services import Key, answered, as_response, hash_of

__all__ = ["Key", "answered", "as_response", "hash_of"]
