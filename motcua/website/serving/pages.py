"""What granian serves in each of its workers, which end with it."""

from __future__ import annotations

import signal

from motcua.website.serving.lifeline import die_with_parent

# granian's main process may be killed; a worker that nobody watches would keep the port.
die_with_parent(signal.SIGKILL)

from motcua.website.wsgi import application  # noqa: E402 - the lifeline comes before anything that may fail

__all__ = ["application"]
