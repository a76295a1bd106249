import pytest
from django.db import connection, transaction

from motcua.kernel import statements
from motcua.kernel.act import act, inside_an_act, not_an_act, services
from motcua.kernel.refusal import Refusal


@pytest.fixture
def notes(committed_db):
    """A table of the owner's, which the application may write."""
    import psycopg

    owner = committed_db.address("owner")
    with psycopg.connect(owner.url(), autocommit=True) as made:
        made.execute("create table if not exists kernel_tests_note (words text)")
        made.execute("delete from kernel_tests_note")


def written():
    return [row["words"] for row in statements.rows("select words from kernel_tests_note order by words")]


def write(words):
    statements.run("insert into kernel_tests_note values (%s)", [words])


@act
def write_two(*, first, second, refuse=False):
    write(first)
    write_one(words=second)
    if refuse:
        raise Refusal("Không được.")


@act
def write_one(*, words):
    write(words)
    return connection.in_atomic_block, inside_an_act()


@act(one_statement=True)
def write_quickly(*, words):
    write(words)
    return connection.in_atomic_block, inside_an_act()


def test_an_act_commits_as_a_whole(notes):
    write_two(first="a", second="b")

    assert written() == ["a", "b"]
    assert not inside_an_act()


def test_a_refusal_undoes_the_acts_called_inside_too(notes):
    with pytest.raises(Refusal):
        write_two(first="a", second="b", refuse=True)

    assert written() == []
    assert not inside_an_act()


def test_an_act_runs_in_a_transaction(notes):
    assert write_one(words="a") == (True, True)


def test_an_act_of_one_statement_is_its_own_transaction(notes):
    assert write_quickly(words="a") == (False, True)
    assert written() == ["a"]


def test_an_act_of_one_statement_inside_another_joins_it(notes):
    @act
    def both(*, refuse):
        inside, _ = write_quickly(words="a")
        assert inside
        raise Refusal(refuse)

    with pytest.raises(Refusal):
        both(refuse="Không được.")

    assert written() == []


def test_an_act_inside_a_transaction_of_somebody_else_is_refused(notes):
    """Nobody may hold back what an act promised."""
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        write_one(words="a")

    assert written() == []


def test_every_act_is_known_by_its_dotted_name():
    assert services[f"{__name__}.write_one"] is write_one
    assert write_one.is_act


def test_a_service_that_is_no_act_says_why():
    @not_an_act("counts requests before anybody is known")
    def count():
        return 1

    assert count() == 1
    assert (count.is_act, count.why_not) == (False, "counts requests before anybody is known")
