"""Every URL is behind an access decision or on the short public list; what is not yours does not exist for you.

The URLs come from the resolver, so that a new page without a row in ``access.py`` fails here. Each closed door has its
positive control: somebody who does get in.
"""

import re

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from motcua.identity import services as identity
from motcua.kernel import access, moments
from motcua.kernel.actor import SYSTEM
from tests.architecture.access import API_FOR_EVERYBODY, BY_ACT, EVERYBODY, EVERYWHERE, OWN, UNITS
from tests.architecture.province import NOBODYS_NUMBER, Province, shifted_clock, undone

#: Answers that let somebody in: the page, the next page, or a refusal about the matter itself.
INSIDE = {200, 201, 204, 302, 303, 400, 409, 413, 415, 422}
METHODS = ("get", "post")


def doors(resolver=None, space=""):
    """Every named URL with the names of its places."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            found |= doors(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern) and entry.name:
            found[f"{space}{entry.name}"] = sorted(entry.pattern.converters)
    return found


DOORS = doors()
PAGES = {name: places for name, places in DOORS.items() if not name.startswith("api:")}


def operations():
    """Every operation of the API: method and address."""
    from motcua.website.api import api

    schema = api.get_openapi_schema()
    return [
        (method, path)
        for path, methods in schema["paths"].items()
        for method in methods
        if method in {"get", "post", "put", "patch", "delete"}
    ]


def test_every_url_has_a_row():
    rows = set(EVERYBODY) | OWN | UNITS | set(BY_ACT) | set(EVERYWHERE)

    assert {name for name in PAGES if name not in rows} == set()
    assert {name for name in rows if name not in DOORS and not name.startswith("api:")} == set()
    assert len(rows) == len(EVERYBODY) + len(OWN) + len(UNITS) + len(BY_ACT) + len(EVERYWHERE), "one row each"


def test_every_url_has_a_name():
    """A page without a name would slip past the rows."""

    def nameless(resolver, before=""):
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from nameless(entry, before + str(entry.pattern))
            elif not entry.name and "api/" not in before:
                yield before + str(entry.pattern)

    assert list(nameless(get_resolver())) == []


@pytest.fixture(scope="module")
def built():
    """The province, made by the first test that needs it: its database is this module's."""
    return []


@pytest.fixture
def province(province_db, built):
    with shifted_clock():
        if not built:
            built.append(Province())
        yield built[0]


def ask(client, method, address):
    with undone():
        return getattr(client, method)(address)


def is_shown_the_door(response):
    """Whether the answer says no more than that one must sign in, or that there is nothing."""
    if response.status_code in {301, 302, 303}:
        return response["Location"].split("?")[0] == settings.LOGIN_URL
    return response.status_code in {401, 403, 404, 405}


@pytest.mark.parametrize("name", sorted(OWN | UNITS | set(BY_ACT) | set(EVERYWHERE)))
def test_nobody_signed_in_gets_in(province, name):
    address = province.address(name, DOORS[name])
    let_in = [
        f"{method} {address}: {response.status_code}"
        for method in METHODS
        for response in [ask(province.client(), method, address)]
        if not is_shown_the_door(response)
    ]
    assert let_in == []


@pytest.mark.parametrize("name", sorted(OWN | set(BY_ACT) | set(EVERYWHERE)))
def test_whoever_is_not_signed_in_is_led_there_not_told_that_the_post_is_wrong(province, name):
    address = province.address(name, DOORS[name])

    answer = ask(province.client(), "get", address)

    assert answer.status_code in {302, 404, 405}, (address, answer.status_code)


@pytest.mark.parametrize("name", sorted(UNITS))
def test_a_foreign_unit_finds_nothing_whatever_the_role(province, name):
    """The answer is the same as for a dossier that does not exist."""
    people = province.people("foreign")
    assert {"counter", "specialist", "leader"} <= set(people)
    wrong = []
    for role, actor in people.items():
        client = province.client(actor)
        for method in METHODS:
            real = ask(client, method, province.address(name, DOORS[name]))
            unreal = ask(client, method, province.address(name, DOORS[name], real=False))
            if real.status_code not in {403, 404, 405} or real.status_code != unreal.status_code:
                wrong.append(f"{role} {method}: {real.status_code}, and {unreal.status_code} for nobody's")
            elif province.number.encode() in real.content:
                wrong.append(f"{role} {method}: the answer names the dossier")
    assert wrong == []


@pytest.mark.parametrize("name", sorted(UNITS))
def test_somebody_of_the_own_unit_gets_in(province, name):
    """The positive control: without it, a door that is shut for everybody would pass."""
    answers = {
        role: {
            method: ask(province.client(actor), method, province.address(name, DOORS[name])).status_code
            for method in METHODS
        }
        for role, actor in province.people("own").items()
    }
    assert [role for role, met in answers.items() if set(met.values()) & INSIDE], answers


@pytest.mark.parametrize("name", sorted(BY_ACT))
def test_a_register_opens_for_the_act_and_for_nobody_without_it(province, name):
    address, met = province.address(name, DOORS[name]), {}
    for role, actor in [*province.people("own").items(), *province.people("foreign").items()]:
        client = province.client(actor)
        inside = bool({ask(client, method, address).status_code for method in METHODS} & INSIDE)
        met.setdefault(access.judge(actor, BY_ACT[name], actor.unit), set()).add((role, inside))

    assert {inside for _role, inside in met[True]} == {True}, met
    assert {inside for _role, inside in met[False]} == {False}, met


@pytest.mark.parametrize("name", sorted(EVERYWHERE))
def test_what_is_of_the_whole_house_opens_for_the_act_everywhere_and_not_in_one_unit(province, name):
    address, act = province.address(name, DOORS[name]), EVERYWHERE[name]
    assert access.judge(province.admin, act, province.admin.unit)

    met = {
        who: ask(province.client(actor), "get", address).status_code
        for who, actor in {**province.people("own"), "overseer": province.overseer}.items()
    }

    assert met.pop("overseer") == 200
    assert set(met.values()) == {403}, met


@pytest.mark.parametrize("name", sorted(name for name in OWN if not DOORS.get(name)))
def test_somebody_signed_in_gets_in_to_what_is_theirs(province, name):
    answers = {
        role: {
            method: ask(province.client(actor), method, province.address(name, [])).status_code for method in METHODS
        }
        for role, actor in province.people("own").items()
    }
    assert [role for role, met in answers.items() if set(met.values()) & INSIDE], answers


#: Pages of one thing of one's own; each thing's own test stands below.
THINGS = {name: DOORS[name][0] for name in sorted(OWN) if DOORS.get(name)}


def test_the_things_of_ones_own_are_tried_below():
    assert set(THINGS.values()) == {"draft_id", "session_id", "token_id", "scan_id"}


def address_of(name, thing):
    return reverse(name, kwargs={THINGS[name]: thing})


def statuses(client, name, thing):
    return {ask(client, method, address_of(name, thing)).status_code for method in METHODS}


@pytest.mark.parametrize("name", [name for name, place in THINGS.items() if place == "draft_id"])
def test_a_draft_exists_for_its_writer_only(province, name):
    clerk, others = province.stop.clerk, [*province.people("foreign").values(), province.stop.specialist]
    draft = province.draft(clerk)

    assert statuses(province.client(clerk), name, draft) & INSIDE
    for other in others:
        assert statuses(province.client(other), name, draft) <= {403, 404, 405}, other


@pytest.mark.parametrize("name", [name for name, place in THINGS.items() if place == "token_id"])
def test_a_token_exists_for_its_owner_only(province, name):
    clerk = province.stop.clerk
    token = issued_to(province, clerk).id

    assert statuses(province.client(clerk), name, token) & INSIDE
    assert statuses(province.client(province.stop.specialist), name, token) <= {403, 404, 405}


@pytest.mark.parametrize("name", [name for name, place in THINGS.items() if place == "scan_id"])
def test_a_telephone_at_work_exists_for_its_clerk_only(province, name):
    assert statuses(province.client(province.stop.clerk), name, province.sitting) & INSIDE
    for other in (province.stop.specialist, province.stop.stranger):
        assert statuses(province.client(other), name, province.sitting) <= {403, 404, 405}


@pytest.mark.parametrize("name", [name for name, place in THINGS.items() if place == "session_id"])
def test_a_session_exists_for_its_owner_only(province, name):
    clerk = province.stop.clerk
    session = province.session(clerk)

    assert statuses(province.client(clerk), name, session) & INSIDE
    assert statuses(province.client(province.stop.specialist), name, session) <= {403, 404, 405}


@pytest.mark.parametrize("name", sorted(name for name in OWN if not DOORS.get(name)))
def test_lists_of_a_foreign_unit_do_not_show_the_dossier(province, name):
    showing = [
        role
        for role, actor in province.people("foreign").items()
        for response in [ask(province.client(actor), "get", f"{province.address(name, [])}?q={province.number}")]
        if province.number.encode()
        in response.content.replace(f"q={province.number}".encode(), b"").replace(
            f'value="{province.number}"'.encode(), b""
        )
        and name != "ui:search"
    ]
    assert showing == []


def test_the_search_finds_nothing_of_a_foreign_unit(province):
    address = province.address("ui:search", [])
    own = ask(province.client(province.stop.clerk), "get", f"{address}?q={province.number}")
    foreign = ask(province.client(province.stop.stranger), "get", f"{address}?q={province.number}")
    link = f"/ho-so/{province.number}"

    assert link in own.content.decode()
    assert link not in foreign.content.decode()


@pytest.mark.parametrize(("method", "path"), operations())
def test_the_api_answers_nobody_without_a_token(province, method, path):
    response = send(province, method, filled(path, province.number))

    # Where a body is wanted, its lack is said before anything else.
    assert response.status_code in ({200, 404, 422} if (method, path) in API_FOR_EVERYBODY else {401})


def filled(path, number):
    """An address of the API with its places filled."""
    return re.sub(r"\{\w+\}", number, path)


@pytest.mark.parametrize(("method", "path"), [pair for pair in operations() if "{number}" in pair[1]])
def test_the_api_tells_a_foreign_token_nothing(province, method, path):
    """Whatever the body, the answer is that of a dossier that does not exist."""
    token = token_of(province, province.stop.stranger)
    answers = [
        send(province, method, filled(path, number), token).status_code for number in (province.number, NOBODYS_NUMBER)
    ]

    assert answers[0] == answers[1]
    assert answers[0] in {404, 422}


@pytest.mark.parametrize(("method", "path"), [pair for pair in operations() if "{number}" in pair[1]])
def test_the_api_lets_the_own_unit_in(province, method, path):
    answers = {
        role: send(province, method, filled(path, province.number), token_of(province, actor)).status_code
        for role, actor in province.people("own").items()
        if role != "administrator"
    }
    assert [role for role, status in answers.items() if status in INSIDE], answers


_tokens = {}


def issued_to(province, actor):
    if actor.account not in _tokens:
        _tokens[actor.account] = identity.issue_token(
            actor=SYSTEM, at=moments.now(), account=actor.account, post=actor.post, label="thử quyền"
        )
    return _tokens[actor.account]


def token_of(province, actor):
    return issued_to(province, actor).raw


def send(province, method, address, token=None):
    body = {} if method == "get" else {"data": "{}", "content_type": "application/json"}
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    with undone():
        return getattr(province.client(), method)(address, headers=headers, **body)
