"""What granian serves in each of its workers, which end with it."""

from __future__ import annotations

import gc
import signal

from motcua.website.serving.lifeline import die_with_parent

# granian's main process may be killed; a worker that nobody watches would keep the port.
die_with_parent(signal.SIGKILL)

from motcua.website.wsgi import application  # noqa: E402 - the lifeline comes before anything that may fail

__all__ = ["application"]

#: A page makes and drops thousands of objects that live in no circle: looked for after every 700 of them, circles cost a
#: twentieth of its time (measured).
GARBAGE = (20_000, 20, 50)

# What was loaded stays as long as the process: nobody need look through it again.
gc.collect()
gc.freeze()
gc.set_threshold(*GARBAGE)
