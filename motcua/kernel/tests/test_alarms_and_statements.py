from motcua.kernel import alarms, statements


class Bell:
    key = "tests"

    def __init__(self):
        self.heard = []

    def ring(self, code, sentence, facts):
        self.heard.append((code, sentence, facts))


def test_an_alarm_reaches_the_bell():
    bell = Bell()
    with alarms.bells.instead(bell):
        alarms.ring("ledger.stalled", "Niêm phong đang chờ một giao dịch cũ.", seconds=12)

    assert bell.heard == [("ledger.stalled", "Niêm phong đang chờ một giao dịch cũ.", {"seconds": 12})]


def test_without_a_bell_an_alarm_harms_nothing():
    with alarms.bells.instead():
        alarms.ring("ledger.stalled", "Niêm phong đang chờ một giao dịch cũ.")


def test_plain_statements_answer_with_dictionaries(db):
    assert statements.rows("select n, n * 2 as double from generate_series(1, 2) n") == [
        {"n": 1, "double": 2},
        {"n": 2, "double": 4},
    ]
    assert statements.row("select %(x)s::text as x", {"x": "hồ sơ"}) == {"x": "hồ sơ"}
    assert statements.row("select 1 as one where false") is None
    assert statements.run("select 1 where false") == 0
