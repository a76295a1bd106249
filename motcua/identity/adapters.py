"""How django-allauth is bent to this house: nobody signs up, and what it stores for the code is sealed."""

from __future__ import annotations

import base64

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from motcua.kernel import keys

PURPOSE = "identity.code"


class Adapter(DefaultAccountAdapter):
    """Accounts are made by an administrator, never by signing up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        del request
        return False


class MfaAdapter(DefaultMFAAdapter):
    """Secrets of one-time codes lie sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Seal a secret."""
        return base64.b64encode(keys.seal(text, PURPOSE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a sealed secret."""
        return keys.unseal(base64.b64decode(encrypted_text), PURPOSE)
