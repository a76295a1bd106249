"""Drafts: save, discard, purge."""

from motcua.forms.services.drafts import discard_draft, purge_drafts, save_draft

__all__ = ["discard_draft", "purge_drafts", "save_draft"]
