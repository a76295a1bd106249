"""Pages: signing in and out, the account, the demo's choice of people."""

from motcua.identity.views.sign_in import locked_out

__all__ = ["locked_out"]
