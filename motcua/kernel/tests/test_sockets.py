from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import pytest

from motcua.kernel.sockets import Empty, Socket, Taken, TooLate, WrongShape, registry


@runtime_checkable
class Greeting(Protocol):
    key: str

    def say(self) -> str: ...


@dataclass
class Plug:
    key: str
    words: str = "chào"

    def say(self):
        return self.words


@pytest.fixture
def socket():
    made = Socket("tests.greetings", Greeting)
    yield made
    del registry["tests.greetings"]


def test_plugs_come_in_the_order_of_their_keys(socket):
    socket.plug(Plug("b"))
    socket.plug(Plug("a"))

    assert [plug.key for plug in socket] == ["a", "b"]
    socket.close()
    assert [plug.key for plug in socket] == ["a", "b"]


def test_a_closed_socket_takes_no_plug(socket):
    socket.close()

    with pytest.raises(TooLate, match=r"tests\.greetings is closed"):
        socket.plug(Plug("a"))


def test_a_plug_must_fit_the_shape(socket):
    with pytest.raises(WrongShape):
        socket.plug(object())


def test_a_key_is_taken_once(socket):
    socket.plug(Plug("a"))

    with pytest.raises(Taken):
        socket.plug(Plug("a"))


def test_a_single_socket_takes_one_plug_and_answers_with_it():
    single = Socket("tests.single", Greeting, single=True)
    try:
        with pytest.raises(Empty):
            single.only()
        plug = single.plug(Plug("a"))
        with pytest.raises(Taken):
            single.plug(Plug("b"))
        assert single.only() is plug
    finally:
        del registry["tests.single"]


def test_one_test_may_replace_the_plugs_of_a_closed_socket(socket):
    socket.plug(Plug("a"))
    socket.close()

    with socket.instead(Plug("x"), Plug("w")):
        assert {plug.key for plug in socket} == {"w", "x"}
        assert "a" not in socket
    assert [plug.key for plug in socket] == ["a"]
    assert socket["a"].say() == "chào"
    assert len(socket) == 1
