"""Drafts: save, discard, purge, erase."""

from motcua.forms.services.drafts import discard_draft, purge_drafts, save_draft
from motcua.forms.services.erase import erase

__all__ = ["discard_draft", "erase", "purge_drafts", "save_draft"]
