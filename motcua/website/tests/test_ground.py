"""The tests stand on a server of their own, as the application's role."""

import pytest
from django.db import connection

from motcua.kernel import keys


def ask(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


def test_a_test_runs_as_the_application(db):
    assert ask("select current_user, current_database()") == ("motcua", "tests")


def test_a_test_that_commits_has_a_database_of_its_own(committed_db):
    assert ask("select current_user, current_database()") == ("motcua", committed_db.name)
    assert connection.in_atomic_block is False


def test_the_next_test_is_back_where_it_was(db):
    assert ask("select current_database()") == ("tests",)
    assert connection.in_atomic_block is True


def test_tests_have_keys():
    assert keys.unseal(keys.seal("Nông Thị Hạnh", "trial"), "trial") == "Nông Thị Hạnh"


@pytest.mark.django_db
def test_a_mark_works_as_well():
    assert ask("select 1") == (1,)


def test_the_command_alone_says_what_one_can_do(capsys):
    from motcua.website import command

    assert command.run([]) == 0
    said = capsys.readouterr().out

    named = set(command.HELP) | command.OURS_ALONE
    assert set(command.COMMANDS) <= named
    assert {words[0] for words in command.IN_THE_DATABASE} <= named
    assert all(f"motcua {name} " in said for name in command.HELP)


@pytest.mark.parametrize("words", [["check", "figure"], ["import"], ["import", "old"]])
def test_a_second_word_that_is_none_is_answered_with_those_that_are(capsys, words):
    from motcua.website import command

    assert command.run(words) == 2
    said = capsys.readouterr().err
    known = {pair for pair in command.IN_THE_DATABASE if pair[0] == words[0]}
    assert all(f"«motcua {first} {second}»" in said for first, second in known)
