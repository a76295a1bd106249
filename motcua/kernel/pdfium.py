"""One thread at a time: pdfium keeps its state for the whole process, whichever module calls it."""

from __future__ import annotations

import threading

lock = threading.Lock()
