"""`make walk`: the seven lines of «done», each as something that runs. It names what it saw and what is missing.

A line is done when every part of it is. A part that nobody has written, or that this run leaves out, is said to be so: it never
counts as passed. LINES=3,6 walks only these; FRESH=1 walks the fresh clone (slow, wants port 8000).
"""

import os
import sys
import time
import traceback

from tests.walk.lines import LINES
from tests.walk.parts import LeftOut, Missing, Seen

SIGNS = {"passed": "✓", "failed": "✗", "missing": "·", "left out": "·"}


def walk(part):
    """Walk one part; return how it went and what was seen."""
    try:
        seen = part.run()
    except Missing as missing:
        return "missing", str(missing)
    except LeftOut as left_out:
        return "left out", str(left_out)
    except (AssertionError, Seen) as trouble:
        return "failed", str(trouble)
    except Exception:  # noqa: BLE001 whatever breaks is seen, and the walk goes on
        return "failed", traceback.format_exc(limit=3)
    return "passed", seen


def main():
    wanted = {int(number) for number in os.environ.get("LINES", "").split(",") if number} or set(LINES)
    open_lines = []
    for number in sorted(wanted):
        title, parts = LINES[number]
        print(f"{number}. {title}", flush=True)
        ends = []
        for part in parts:
            began = time.monotonic()
            end, words = walk(part)
            ends.append(end)
            print(f"   {SIGNS[end]} {part.words} [{end}, {time.monotonic() - began:.0f} s]", flush=True)
            for line in words.splitlines():
                print(f"       {line}", flush=True)
        if set(ends) != {"passed"}:
            open_lines.append((number, sorted(set(ends) - {"passed"})))
    print()
    if not open_lines:
        print("Every line walked is done.")
        return 0
    print("Not done: " + "; ".join(f"line {number} ({', '.join(ends)})" for number, ends in open_lines) + ".")
    return 1


if __name__ == "__main__":
    sys.exit(main())
