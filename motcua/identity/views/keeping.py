"""What the pages for keeping people share."""

from __future__ import annotations

from motcua.identity.types import Acts
from motcua.ui.acting import having

#: Opens a page to whoever administers accounts somewhere; how far, the queries and services say.
administers = having(Acts.ACCOUNTS)
