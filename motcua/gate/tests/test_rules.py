"""Pure decisions of the gate."""

import pytest

from motcua.gate import rules


def test_drawn_numbers_are_put_into_the_prepared_answer():
    body = {"dossier": {"id": "x", "code": None}, "links": {"self": "/x"}}

    assert rules.merged(body, {"dossier": {"code": "900.01"}, "book": 3}) == {
        "dossier": {"id": "x", "code": "900.01"},
        "links": {"self": "/x"},
        "book": 3,
    }


@pytest.mark.parametrize(
    ("key", "fits"),
    [("a", True), ("", False), ("x" * 128, True), ("x" * 129, False), ("có dấu", False), ("a b", False)],
)
def test_a_key_is_up_to_128_visible_characters(key, fits):
    assert rules.fits(key) is fits


def test_the_same_body_to_another_address_is_another_request():
    assert rules.request_hash("POST", "/a", b"{}") != rules.request_hash("POST", "/b", b"{}")
    assert len(rules.request_hash("POST", "/a", b"{}")) == 32


@pytest.mark.parametrize(
    ("remote", "forwarded", "trusted", "client"),
    [
        ("203.0.113.9", "", [], "203.0.113.9"),
        ("203.0.113.9", "198.51.100.1", [], "203.0.113.9"),
        ("127.0.0.1", "198.51.100.1", ["127.0.0.0/8"], "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", ["127.0.0.0/8"], "198.51.100.1"),
        ("127.0.0.1", "198.51.100.1, 10.0.0.2", ["127.0.0.0/8", "10.0.0.0/24"], "198.51.100.1"),
        ("127.0.0.1", "", ["127.0.0.0/8"], "127.0.0.1"),
        ("::ffff:203.0.113.9", "", [], "203.0.113.9"),
        ("", "", [], "0.0.0.0"),
        ("127.0.0.1", "nonsense", ["127.0.0.0/8"], "0.0.0.0"),
    ],
)
def test_a_forwarded_address_is_believed_only_from_named_proxies(remote, forwarded, trusted, client):
    assert str(rules.client_address(remote, forwarded, trusted)) == client


@pytest.mark.parametrize(
    ("address", "network"), [("203.0.113.9", "203.0.113.0/24"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64")]
)
def test_a_caller_is_a_network(address, network):
    from ipaddress import ip_address

    assert str(rules.network_of(ip_address(address))) == network
