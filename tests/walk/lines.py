"""The seven lines of «done», and what walks each."""

from tests.walk.parts import Bench, Newcomer, Tests

RECEIVE = (
    "receive_per_s",
    "p50_ms",
    "p95_ms",
    "p99_ms",
    "statements_per_s",
    "one_statement_per_s",
    "ratio",
    "one_unit_per_s",
    "one_unit_ratio",
    "round_trips",
    "duplicates",
    "errors",
)

LINES = {
    1: (
        "Both commands of the README work with only what it names",
        [Newcomer("a fresh clone, as who walks"), Newcomer("a fresh clone, as a plain user", plain=True)],
    ),
    2: (
        "A birth registration and a five-day procedure go through the counter by keyboard alone",
        [
            Tests(
                "clerk, specialist, leader, clerk; the citizen's QR at every station",
                ("tests/journeys/test_counter.py",),
                2,
            ),
            Tests("a foreign commune sees nothing of it", ("tests/architecture/test_access.py",), 3),
        ],
    ),
    3: (
        "Worked examples, code patterns and transitions are tests",
        [
            Tests("the worked examples of deadlines", ("motcua/clocks/tests/test_worked_examples.py",), 19),
            Tests("the patterns of dossier codes", ("motcua/*/tests/test_*codes*.py",), 5),
            Tests("the transitions between states", ("motcua/dossiers/tests/test_standing.py",), 10),
        ],
    ),
    4: (
        "kill -9 of web, worker, sealer and database loses and doubles nothing",
        [
            Tests("the short run", ("tests/faults/test_kills.py",), 1, marks="not long"),
            Tests("2,000 acts and five kills of each", ("tests/faults/test_kills.py",), 1, marks="long"),
        ],
    ),
    5: (
        "axe finds nothing; journeys run at 360 and 1366 px, with and without JavaScript",
        [
            Tests("every page under axe, WCAG 2.2 AA", ("tests/journeys/test_accessibility.py",), 10),
            Tests("the journeys", ("tests/journeys/test_widths.py",), 4),
        ],
    ),
    6: (
        "The four benches print their JSON",
        [
            Bench(
                "receive",
                "receive",
                RECEIVE,
                ("duplicates", "errors"),
                (("ratio", "≥", 0.5), ("p95_ms", "≤", 25), ("round_trips", "≤", 5), ("one_unit_ratio", "≥", 1.0)),
            ),
            Bench(
                "ledger",
                "ledger",
                ("lag_p95_ms", "verify_lines_per_s"),
                (),
                (("lag_p95_ms", "≤", 300), ("verify_lines_per_s", "≥", 110_000)),
            ),
            Bench(
                "slow lines",
                "slowline",
                ("lookup_p95_ms", "errors", "slow_done", "bytes_moved"),
                ("errors",),
                (("lookup_p95_ms", "≤", 200),),
            ),
            Bench("weight", "weight", ()),
        ],
    ),
    7: (
        "A stranger can follow docs/first-change.md to the letter",
        [Tests("in a copy of the house", ("tests/house/test_first_change.py",), 20)],
    ),
}
